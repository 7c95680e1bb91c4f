"""The union's staff, and some four hundred members who came in by a members' file."""

import csv
import io
import random
from collections.abc import Iterator

from sqlalchemy import select

from lms.certificates.rules import folded
from lms.db import db
from lms.demo.calendar import Calendar
from lms.demo.cast import ADMINISTRATOR, AUTHOR, FACILITATOR, FINISHED, GUEST, IN_PROGRESS, STRANGER, Role
from lms.demo.names import names_for
from lms.demo.workplaces import PLACES, Place
from lms.people.models import Person
from lms.people.operations import add_person, grant_role
from lms.record import batches, imports
from lms.record.checking import check
from lms.record.members_file.reading import read_table

MEMBERS = 400
IMPORTED = -160
HEADER = ("Membership number", "Name", "Known as", "E-mail", "Employer", "Workplace", "Job title", "Region",
          "Membership status", "Status since", "Member since", "Link member since")
JOBS = (
    "Ward manager", "Service manager", "Operations manager", "Practice development lead", "Rota manager",
    "Governance manager", "Outpatient manager", "Business manager", "Matron", "Radiology services manager",
    "Digital programme manager", "Catering manager", "Finance manager", "Workforce planning manager",
    "Clinical coding manager", "Health records manager", "Patient experience manager", "Project manager",
)
# One in so many isn't up to date with the subscription.
LAPSES = (("arrears", 9), ("suspended", 1), ("left", 7))


def make_staff(calendar: Calendar, actor) -> Person:
    """The administrator, the material’s author, and the two who lead courses: one of them from a sister union."""
    long_ago = calendar.at(-1905, "09:15")
    denise = add_person(name=ADMINISTRATOR, email="admin@demo.example", source="Staff list", actor=actor, now=long_ago)
    grant_role(denise, "administrator", actor=actor, now=long_ago)
    add_person(name=FACILITATOR, email="facilitator@demo.example", source="Staff list", actor=denise, now=long_ago)
    ruth = add_person(name=AUTHOR, email="author@demo.example", source="Staff list", actor=denise,
                      now=calendar.at(-170))
    grant_role(ruth, "author", actor=denise, now=calendar.at(-170))
    add_person(name=GUEST, email="emeka@sister-union.example", source="Guest of a sister union", actor=denise,
               now=calendar.at(-200))
    db.session.flush()
    return denise


def make_members(calendar: Calendar, chance: random.Random, denise: Person) -> None:
    """A members' file, checked, confirmed and written in its batches; commits each of them."""
    now = calendar.at(IMPORTED, "14:05")
    table = read_table(_file(calendar, chance).encode())
    file = imports.keep_checked("members.csv", table, check(table, calendar.day(IMPORTED)), actor=denise, now=now)
    imports.confirm_import(file, actor=denise, now=now)
    db.session.commit()
    for first, last in batches.batches(file):
        lines = batches.read_rows(file, first, last)
        batches.write_rows(file, lines, batches.places_for(lines), now=now)
        db.session.commit()
    batches.finish(file, now=now)
    db.session.commit()


def _file(calendar: Calendar, chance: random.Random) -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEADER)
    rows.writerows(_rows(calendar, chance))
    return text.getvalue()


def _rows(calendar: Calendar, chance: random.Random) -> Iterator[tuple]:
    cast = (*FINISHED, *IN_PROGRESS, STRANGER)
    taken = {role.name for role in cast}
    places = {place.employer: place for place in PLACES}
    names = {place.region: names_for(place.region, chance, taken) for place in PLACES}
    lapses = [status for status, count in LAPSES for _ in range(count)]
    for number in range(MEMBERS):
        if number < len(cast):
            role, status = cast[number], "current"
            place = places[role.employer]
        else:
            place = chance.choice(PLACES)
            link = -chance.randrange(170, 1500) if chance.random() < 0.22 else None
            role = Role(next(names[place.region]), place.employer, chance.choice(JOBS), link)
            status = lapses[number - len(cast)] if number - len(cast) < len(lapses) else "current"
        yield _row(40017 + 31 * number, role, place, status, calendar, chance)
    # What every real list has: two lines that can't be taken as they are.
    yield ("", "Hywel Prosser", "", "", PLACES[0].employer, "", "Porter manager", PLACES[0].region, "current")
    yield (52310, "P. Raghunathan", "", "", PLACES[8].employer, "", "", PLACES[8].region, "honorary")


def _row(number: int, role: Role, place: Place, status: str, calendar: Calendar, chance: random.Random) -> tuple:
    joined = calendar.day(min(role.link_since or 0, IMPORTED) - chance.randrange(120, 3000))
    since = calendar.day(-chance.randrange(165, 260)) if status != "current" else ""
    host = folded(place.employer).split()[0]
    address = ".".join(folded(role.name).split())
    return (
        number, role.name, role.known_as, role.email or f"{address}@{host}.example", place.employer,
        chance.choice(place.sites), role.job_title, place.region, status, since, joined,
        calendar.day(role.link_since) if role.link_since else "",
    )


def named(name: str) -> Person:
    """The person of that name; every name in the cast is somebody's alone."""
    return db.session.scalars(select(Person).where(Person.name == name)).one()
