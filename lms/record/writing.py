"""Lines of a members' file, written together. Doing it twice changes nothing: each is compared again first."""

from datetime import datetime

from sqlalchemy import bindparam, update

from lms import audit
from lms.db import db, insert_many
from lms.people.many import Memberships, change_people, histories
from lms.record import effects
from lms.record.effects import Line, Writing
from lms.record.known import known_members
from lms.record.members_file.comparing import Place, changes, new_member, note_place, place_key, place_problem
from lms.record.models import AddressChange, Fact
from lms.refusal import Refusal
from lms.workplaces.many import find_or_add_workplaces, place_people


def write_lines(lines: list[Line], places: dict, *, source: str, actor, now: datetime) -> dict:
    """What the lines say becomes so; a line that is impossible by now gets a `refusal`.

    One number stands on one line only. A fixed number of statements. `places` are the workplaces of their
    employers; returned are they with the new ones. Raises IntegrityError where another transaction writes
    the same at this moment: do it again in a new one.
    """
    at = Writing(source, actor, now, dict(places))
    _look_again(lines, at)
    fit = [line for line in lines if line.refusal is None and line.leaving is None]
    _make_places(fit, at)
    memberships = Memberships(source, actor, now, histories(
        [line.leaving for line in lines if line.leaving]
        + [line.known.person_id for line in fit if line.known and "status" in line.changed]
    ))
    effects.add([line for line in fit if line.known is None], memberships, at)
    for line in fit:
        if line.known is not None and line.changed:
            effects.change(line, memberships, at)
    effects.leave([line.leaving for line in lines if line.leaving], memberships, at)
    for line in fit:
        person = audit.Row("person", line.person_id, line.values.get("name") or line.known.name)
        if line.changed.keys() & {"employer", "workplace", "job_title"}:
            effects.place(line, person, at)
        if "link_since" in line.changed:
            effects.link(line, person, at)
    _write(memberships, at)
    return {key: place for key, place in at.places.items() if place.id is not None}


def employers_of(lines: list[Line]) -> set[str]:
    return {line.values["employer"] for line in lines if "employer" in line.values}


def _look_again(lines: list[Line], at: Writing) -> None:
    listed = [line for line in lines if line.leaving is None]
    known = known_members((line.values["membership_number"] for line in listed), for_writing=True)
    for line in listed:
        line.known = known.get(line.values["membership_number"])
        if problem := place_problem(line.values, at.places):
            line.refusal = Refusal(problem, field="region")
        elif line.known is None and "name" not in line.values:
            line.refusal = Refusal("This number is new: it needs a name.", field="name")
        else:
            line.person_id = line.known.person_id if line.known else None
            line.changed = changes(line.values, line.known) if line.known else new_member(line.values)
            note_place(line.values, at.places)


def _make_places(lines: list[Line], at: Writing) -> None:
    """The workplaces that aren't there yet, and the region of each."""
    new = {}
    for line in lines:
        if "employer" in line.values and line.changed:
            employer, site = line.values["employer"], effects.site(line)
            place = at.places.get(place_key(employer, site))
            if place is None or place.id is None:
                region = line.values.get("region") or place.region
                new.setdefault(place_key(employer, site), (employer, site, region))
    for key, place_id in find_or_add_workplaces(new.values(), actor=at.actor, now=at.now).items():
        employer, site, region = new[key]
        at.places[key] = Place(employer, site, region, 0, place_id)


def _write(memberships: Memberships, at: Writing) -> None:
    change_people(at.changed)
    memberships.write()
    place_people(at.ended, at.begun, at.employers, at.new)
    if at.facts_ended:
        fact = Fact.__table__
        db.session.execute(
            update(fact).where(fact.c.id == bindparam("fact_id"))
            .values(ended_on=bindparam("last_day"), ended_reason=bindparam("why")), at.facts_ended,
        )
    insert_many(Fact.__table__, at.facts)
    insert_many(AddressChange.__table__, at.addresses)
    audit.record_many(memberships.lines + at.lines)
