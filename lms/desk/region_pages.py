"""The officer's region: its reps and link members, and one member's training."""

from dataclasses import dataclass, field
from datetime import datetime

from flask import abort, render_template
from sqlalchemy import or_, select

from lms import clock
from lms.accreditation.lookups import Standing, standings_of
from lms.accreditation.models import Accreditation
from lms.bookings.lookups import bookings_of
from lms.bookings.models import Booking
from lms.casework.lookups import outcomes_of
from lms.content.operations import programme_of, union
from lms.content.shapes import Programme
from lms.db import db
from lms.desk.views import pages
from lms.people.lookups import find_person
from lms.people.models import Person
from lms.record.lookups import facts_of
from lms.record.models import Fact
from lms.runs.lookups import run_days
from lms.web import asking, role
from lms.workplaces.lookups import employments_of, people_by_region, regions_looked_after_by
from lms.workplaces.models import Employment, Region, Workplace

SHOWN_OF_RECORD = ("link member", "completed", "accredited")


@dataclass
class MyRegion:
    """A region as its officer sees it; `reps` are those who are or were accredited."""

    region: Region
    members: int
    reps: list[tuple[Person, Employment, Standing]] = field(default_factory=list)
    link_members: list[tuple[Person, Employment]] = field(default_factory=list)

    @property
    def current(self) -> int:
        return sum(standing.current for _, _, standing in self.reps)


def regions_of(officer: Person, now: datetime) -> list[MyRegion]:
    """The regions that she looks after today, each with its people, in a fixed number of statements."""
    members = people_by_region(clock.today(now))
    regions = {each.id: MyRegion(each, members.get(each.id, 0))
               for each in regions_looked_after_by(officer, clock.today(now))}
    accredited = select(Accreditation.id).where(Accreditation.person_id == Person.id)
    linked = select(Fact.id).where(Fact.person_id == Person.id, Fact.kind == "link member", Fact.ended_on.is_(None))
    people = db.session.execute(
        select(Person, Employment).join(Employment, Employment.person_id == Person.id).join(Workplace)
        .where(Employment.until.is_(None), Workplace.region_id.in_(regions), or_(accredited.exists(), linked.exists()))
        .order_by(Person.folded_name, Person.id)
    ).all()
    standings = {person_id: standing for (person_id, _), standing
                 in standings_of([person.id for person, _ in people], now).items()}
    for person, work in people:
        here = regions[work.workplace.region_id]
        if person.id in standings:
            here.reps.append((person, work, standings[person.id]))
        elif person.membership_status not in ("left", "expelled"):
            here.link_members.append((person, work))
    return list(regions.values())


@pages.get("/my-region")
@role("officer")
def my_region():
    return render_template("desk/my_region.html", regions=regions_of(asking(), clock.now()))


@dataclass(frozen=True)
class RegionPerson:
    """A member of a region as its officer sees her: her training and standing, never what she wrote."""

    person: Person
    work: Employment
    bookings: list[Booking]
    programmes: dict[int, Programme]  # by snapshot
    met: dict[int, int]  # by snapshot, how many case studies meet
    facts: list[Fact]
    standings: dict[tuple[int, str], Standing]


def found_in_region(person_id: int) -> RegionPerson:
    """Somebody who works where the officer who asks looks after things."""
    shown, now = find_person(person_id) or abort(404), clock.now()
    work = employments_of([shown.id]).get(shown.id)
    mine = {region.id for region in regions_looked_after_by(asking(), clock.today(now))}
    if work is None or work.workplace.region_id not in mine:
        abort(404)
    taken = [booking for booking in bookings_of(shown) if booking.state == "confirmed"]
    programmes = {booking.run.snapshot_id: programme_of(booking.run.snapshot) for booking in taken}
    met = {
        snapshot_id: sum(each.outcome == "meets" for each in outcomes_of([shown.id], programme)[shown.id].values())
        for snapshot_id, programme in programmes.items() if programme.case_studies
    }
    return RegionPerson(shown, work, taken, programmes, met, facts_of([shown.id], SHOWN_OF_RECORD)[shown.id],
                        standings_of([shown.id], now))


@pages.get("/my-region/people/<int:person_id>")
@role("officer")
def region_person(person_id: int):
    found = found_in_region(person_id)
    return render_template(
        "desk/region_person.html", shown=found.person, work=found.work, bookings=found.bookings,
        programmes=found.programmes, met=found.met, facts=found.facts, standings=found.standings, run_days=run_days,
        kinds={kind.slug: kind.plain for kind in union().rep_kinds},
    )
