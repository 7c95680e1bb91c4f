"""One line of a members' file, written. Doing it twice changes nothing: it is compared again first."""

from datetime import date, datetime

from sqlalchemy import select

from lms.clock import today
from lms.db import db
from lms.people.models import Person
from lms.people.operations import add_person, rename_person, set_membership
from lms.record.known import BASIS
from lms.record.members_file.comparing import MAIN_SITE, Known, changes, new_member, note_place, place_problem
from lms.record.models import AddressChange, Fact
from lms.record.operations import end_fact, hold
from lms.refusal import Refusal
from lms.workplaces.lookups import employments_of, region_named
from lms.workplaces.models import Region
from lms.workplaces.operations import add_region, find_or_add_workplace, place_person


def write_line(
    values: dict[str, str], known: Known | None, places: dict, source: str, *, actor, now: datetime
) -> Person:
    """What the line says becomes so; raises Refusal where that is impossible by now."""
    problem = place_problem(values, places)
    if problem:
        raise Refusal(problem, field="region")
    if known is None:
        person, changed = _new(values, source, actor, now), new_member(values)
        began = _day(values, "joined") or _day(values, "status_since") or today(now)
    else:
        person, changed, began = db.session.get_one(Person, known.person_id), changes(values, known), today(now)
        _change(person, changed, values, source, actor, now)
    if "employer" in changed or "workplace" in changed or "job_title" in changed:
        _place(person, values, known, began, actor, now)
    if "link_since" in changed:
        _link(person, date.fromisoformat(values["link_since"]), source, actor, now)
    note_place(values, places)
    db.session.flush()
    return person


def leave(person: Person, source: str, *, actor, now: datetime) -> None:
    """She isn't in the complete list: she has left. Nothing of hers is deleted."""
    if person.membership_status not in ("left", "expelled"):
        set_membership(person, "left", since=today(now), source=source, actor=actor, now=now)


def _new(values: dict[str, str], source: str, actor, now: datetime) -> Person:
    status, joined = values.get("status", "current"), _day(values, "joined")
    since = _day(values, "status_since") or (joined if status == "current" else None) or today(now)
    person = add_person(
        name=values["name"], known_as=values.get("known_as", ""), email=values.get("email"),
        membership_number=values["membership_number"], status=status, since=since, source=source, actor=actor, now=now,
    )
    if joined and joined < since:
        set_membership(person, "current", since=joined, source=source, actor=actor, now=now)
    return person


def _change(person: Person, changed: dict[str, list], values: dict, source: str, actor, now: datetime) -> None:
    if "name" in changed:
        rename_person(person, values["name"], actor=actor, now=now)
    if "known_as" in changed:
        person.known_as = values["known_as"]
    if "email" in changed:
        person.email = values["email"]
    if "sign_in_address" in changed:
        db.session.add(AddressChange(person_id=person.id, email=values["email"], found_at=now))
    if "status" in changed:
        day = _day(values, "status_since") or today(now)
        set_membership(person, values["status"], since=day, source=source, actor=actor, now=now)
        # The day lies before something later that we know: what the list says counts from today.
        set_membership(person, values["status"], since=today(now), source=source, actor=actor, now=now)


def _place(person: Person, values: dict, known: Known | None, since: date, actor, now: datetime) -> None:
    if "employer" not in values:
        employment = employments_of([person.id]).get(person.id)
        if employment is not None:
            place_person(person, employment.workplace, job_title=values["job_title"], since=since, now=now)
        return
    same_employer = known is not None and known.employer.casefold() == values["employer"].casefold()
    site = values.get("workplace") or (known.workplace if same_employer else MAIN_SITE)
    region = _region(values["region"], actor, now) if "region" in values else None
    workplace = find_or_add_workplace(values["employer"], site, region)
    title = values.get("job_title", known.job_title if same_employer else "")
    place_person(person, workplace, job_title=title, since=since, now=now)


def _region(name: str, actor, now: datetime) -> Region:
    return region_named(name) or add_region(name, actor=actor, now=now)


def _link(person: Person, since: date, source: str, actor, now: datetime) -> None:
    before = db.session.scalar(
        select(Fact).where(Fact.person_id == person.id, Fact.kind == "link member", Fact.ended_on.is_(None))
    )
    if before is not None:
        end_fact(before, on=before.since, reason="The members' file gives another day.", actor=actor, now=now)
    hold(person, "link member", since=since, basis=f"{BASIS}: basic course, {source}"[:300], actor=actor, now=now)


def _day(values: dict[str, str], name: str) -> date | None:
    return date.fromisoformat(values[name]) if name in values else None
