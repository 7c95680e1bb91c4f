"""The list of people, all or those who were searched for: a page of it, and the whole as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, false, func, select

from lms.accreditation.lookups import Standing, standings_of
from lms.accreditation.models import Accreditation
from lms.bookings.models import Booking
from lms.db import among, db
from lms.people.models import Person
from lms.people.searching import Found, search
from lms.record.models import Fact
from lms.runs.models import Run
from lms.web.paging import MANY, Slice, count_up_to, read_slice, read_through
from lms.workplaces.models import Employer, Employment, Region, Workplace

COLUMNS = ("Name", "Number", "Employer", "Region", "Membership", "Way")
STATUSES = {
    "current": ("met", "Member"), "arrears": ("short", "In arrears"), "suspended": ("short", "Suspended"),
    "expelled": ("gone", "Expelled"), "left": ("down", "Left"), "none": ("down", "Guest"),
}


@dataclass(frozen=True)
class Line:
    """One person of the list; `course` is the dated run that she has a place on, by its reference."""

    id: int
    name: str
    number: str | None
    employer: str | None
    region: str | None
    status: str
    link_member: bool
    course: str | None
    standing: Standing | None

    @property
    def way(self) -> str:
        if self.standing:
            return self.standing.words
        return f"On {self.course}" if self.course else "Link member" if self.link_member else ""

    @property
    def cells(self) -> tuple:
        return self.name, self.number, self.employer, self.region, STATUSES[self.status][1], self.way


def found_people(words: str) -> Found:
    """All, or who was searched for; only ids and what orders them, so that nobody is read whole to be sorted."""
    found, everybody = search(words), select(Person.id, Person.folded_name)
    if words and found is None:
        everybody = everybody.where(false())
    return found or Found(
        count_up_to(everybody.with_only_columns(Person.id)), everybody, (Person.folded_name, Person.id),
        lambda row: (row.folded_name, row.id),
    )


def count_all(found: Found) -> int:
    """How many there are, however many."""
    if found.count <= MANY:
        return found.count
    return db.session.scalar(select(func.count()).select_from(found.statement.order_by(None).subquery()))


def page_of_people(found: Found, words: str, after: str | None, now: datetime) -> Slice:
    """One page of lines. Raises Refusal for a cursor of another list."""
    part = read_slice(found.statement, found.order, found.key, of=f"people:{words}", after=after)
    return Slice(_lines(part.rows, now), part.after)


def all_people(found: Found, now: datetime) -> Iterator[list[tuple]]:
    """The cells of every line, some at a time."""
    for rows in read_through(found.statement, found.order, found.key):
        yield [line.cells for line in _lines(rows, now)]


def _whole() -> Select:
    course = (
        select(Run.ref).join(Booking, Booking.run_id == Run.id)
        .where(Booking.person_id == Person.id, Booking.state == "confirmed", Run.mode != "open",
               Run.state.in_(("open", "confirmed")))
        .order_by(Run.id.desc()).limit(1)
    )
    given = select(Accreditation.id).where(Accreditation.person_id == Person.id)
    linked = select(Fact.id).where(Fact.person_id == Person.id, Fact.kind == "link member", Fact.ended_on.is_(None))
    return (
        select(Person.id, Person.name, Person.membership_number, Person.membership_status,
               Employer.name.label("employer"), Region.name.label("region"), linked.exists().label("link_member"),
               given.exists().label("given"), course.scalar_subquery().label("course"))
        .outerjoin(Employment, (Employment.person_id == Person.id) & Employment.until.is_(None))
        .outerjoin(Workplace, Workplace.id == Employment.workplace_id)
        .outerjoin(Employer, Employer.id == Workplace.employer_id)
        .outerjoin(Region, Region.id == Workplace.region_id)
        .where(among(Person.id))
    )


_WHOLE = _whole()


def _lines(found: list, now: datetime) -> list[Line]:
    ids = [row.id for row in found]
    whole = {row.id: row for row in db.session.execute(_WHOLE, {"ids": ids})}
    given = [row.id for row in whole.values() if row.given]  # of all others the rule needn't be asked
    standings = {person_id: standing for (person_id, _kind), standing in standings_of(given, now).items()}
    return [
        Line(row.id, row.name, row.membership_number, row.employer, row.region, row.membership_status,
             bool(row.link_member), row.course, standings.get(row.id))
        for row in (whole[person_id] for person_id in ids)
    ]
