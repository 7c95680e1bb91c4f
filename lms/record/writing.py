"""One line of a members' file, written. Doing it twice changes nothing: it is compared again first."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from lms.clock import today
from lms.db import db
from lms.people.models import Person
from lms.people.operations import add_person, rename_person, set_membership
from lms.record.members_file.comparing import (
    MAIN_SITE,
    Known,
    Place,
    changes,
    new_member,
    note_place,
    place_key,
    place_problem,
)
from lms.record.models import AddressChange, Fact
from lms.record.operations import end_fact, hold
from lms.refusal import Refusal
from lms.workplaces.lookups import employments_of, region_named
from lms.workplaces.models import Workplace
from lms.workplaces.operations import add_region, find_or_add_workplace, place_person


@dataclass
class Writing:
    """What the lines of one batch share: who writes, from which file, and the places met so far."""

    source: str
    actor: object
    now: datetime
    places: dict[tuple[str, str], Place]
    workplaces: dict[tuple[str, str], Workplace] = field(default_factory=dict)

    @property
    def by(self) -> dict:
        return {"actor": self.actor, "now": self.now}


def write_line(values: dict[str, str], known: Known | None, at: Writing) -> Person:
    """What the line says becomes so; raises Refusal where that is impossible by now."""
    problem = place_problem(values, at.places)
    if problem:
        raise Refusal(problem, field="region")
    if known is None:
        person, changed = _new(values, at), new_member(values)
        began = _day(values, "joined") or _day(values, "status_since") or today(at.now)
    else:
        person, changed, began = db.session.get_one(Person, known.person_id), changes(values, known), today(at.now)
        _change(person, changed, values, at)
    if "employer" in changed or "workplace" in changed or "job_title" in changed:
        _place(person, values, known, began, at)
    if "link_since" in changed:
        _link(person, values, known, at)
    note_place(values, at.places)
    db.session.flush()
    return person


def leave(person: Person, at: Writing) -> None:
    """She isn't in the complete list: she has left. Nothing of hers is deleted."""
    if person.membership_status not in ("left", "expelled"):
        set_membership(person, "left", since=today(at.now), source=at.source, **at.by)


def _new(values: dict[str, str], at: Writing) -> Person:
    status, joined = values.get("status", "current"), _day(values, "joined")
    since = _day(values, "status_since") or (joined if status == "current" else None) or today(at.now)
    person = add_person(
        name=values["name"], known_as=values.get("known_as", ""), email=values.get("email"),
        membership_number=values["membership_number"], status=status, since=since, source=at.source, **at.by,
    )
    if joined and joined < since:
        set_membership(person, "current", since=joined, source=at.source, **at.by)
    return person


def _change(person: Person, changed: dict[str, list], values: dict, at: Writing) -> None:
    if "name" in changed:
        rename_person(person, values["name"], **at.by)
    if "known_as" in changed:
        person.known_as = values["known_as"]
    if "email" in changed:
        person.email = values["email"]
    if "sign_in_address" in changed:
        db.session.add(AddressChange(person_id=person.id, email=values["email"], found_at=at.now))
    if "status" in changed:
        # Where the day lies before something later that we know, what the list says counts from today.
        for day in (_day(values, "status_since") or today(at.now), today(at.now)):
            set_membership(person, values["status"], since=day, source=at.source, **at.by)


def _place(person: Person, values: dict, known: Known | None, since: date, at: Writing) -> None:
    if "employer" not in values:
        employment = employments_of([person.id]).get(person.id)
        if employment is not None:
            place_person(person, employment.workplace, job_title=values["job_title"], since=since, now=at.now)
        return
    same_employer = known is not None and known.employer.casefold() == values["employer"].casefold()
    site = values.get("workplace") or (known.workplace if same_employer else MAIN_SITE)
    workplace = _workplace(values["employer"], site, values.get("region"), at)
    title = values.get("job_title", known.job_title if same_employer else "")
    place_person(person, workplace, job_title=title, since=since, now=at.now)
    at.workplaces[place_key(values["employer"], site)] = workplace


def _workplace(employer: str, site: str, region: str | None, at: Writing) -> Workplace:
    met = at.workplaces.get(place_key(employer, site))
    if met is not None:
        return met
    found = (region_named(region) or add_region(region, **at.by)) if region else None
    return find_or_add_workplace(employer, site, found)


def _link(person: Person, values: dict, known: Known | None, at: Writing) -> None:
    before = None if known is None else db.session.scalar(
        select(Fact).where(Fact.person_id == person.id, Fact.kind == "link member", Fact.ended_on.is_(None))
    )
    if before is not None:
        end_fact(before, on=before.since, reason="The members' file gives another day.", **at.by)
    hold(person, "link member", since=_day(values, "link_since"), basis=f"Basic course. {at.source}", **at.by)


def _day(values: dict[str, str], name: str) -> date | None:
    return date.fromisoformat(values[name]) if name in values else None
