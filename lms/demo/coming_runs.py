"""The courses to come: a place left, full, below its minimum, on line, and still being planned."""

from sqlalchemy import select

from lms.bookings.models import Booking
from lms.bookings.operations import confirm_run, refuse_booking, withdraw_booking
from lms.db import db
from lms.demo.courses import Plan, Stage, applied, approved, opened_course, planned_course
from lms.people.models import Person
from lms.record.models import Fact
from lms.workplaces.models import Employment, Region, Workplace

CARDIFF = Plan("Cardiff", "Temple Court, Cathedral Road, Cardiff", days=(31, 45), closing=12, planned=-40)
NORWICH = Plan("Norwich", "St Julian’s Rooms, Norwich", days=(23, 37), closing=3, planned=-45)
ON_LINE = Plan("On line", "By video: the link comes with the joining notes", days=(52, 66), closing=38, planned=-35,
               mode="online", capacity=10, before=True)
LEEDS_AGAIN = Plan("Leeds", "Weavers’ Hall, Kirkgate, Leeds", days=(86, 100), closing=66, planned=-33)
GLASGOW = Plan("Glasgow", "", days=(121, 135), closing=100, planned=-5)


def make_coming_runs(stage: Stage) -> None:
    welsh, others = _link_members(stage, wales=True), _link_members(stage, wales=False)
    _below_minimum(stage, others[:3])
    _a_place_left(stage, [*welsh[:5], *others[3:6]])
    _on_line(stage, others[6:9])
    _full(stage, [*others[9:18], *welsh[5:7]])
    planned_course(stage, GLASGOW, ())
    db.session.commit()


def _link_members(stage: Stage, wales: bool) -> list[Person]:
    """Link members in Wales, or elsewhere, who have no part to play yet; in no particular order."""
    found = list(db.session.scalars(
        select(Person).join(Fact).join(Employment, Employment.person_id == Person.id).join(Workplace).join(Region)
        .where(
            Fact.kind == "link member", Person.membership_status == "current", Employment.until.is_(None),
            Region.name == "Wales" if wales else Region.name != "Wales", Person.id.not_in(select(Booking.person_id)),
        ).order_by(Person.id)
    ))
    stage.chance.shuffle(found)
    return found


def _below_minimum(stage: Stage, people: list[Person]) -> None:
    """Applications close in three days, and it has three of the six that it needs."""
    run = opened_course(stage, NORWICH, stage.guest)
    approved(stage, applied(stage, run, people, -30, -4)[:1], -21)


def _a_place_left(stage: Stage, people: list[Person]) -> None:
    """Four confirmed, three who wait for approval, one refused: one place is left."""
    run = opened_course(stage, CARDIFF, stage.morag)
    bookings = applied(stage, run, people, -34, -2)
    approved(stage, bookings[:4], -19)
    reason = "Your post will be in the team that negotiates for the employer. Talk to Catrin before you apply again."
    refuse_booking(bookings[4], reason, actor=stage.denise, now=stage.calendar.at(-1, "15:25"))
    db.session.commit()


def _on_line(stage: Stage, people: list[Person]) -> None:
    run = opened_course(stage, ON_LINE, stage.guest)
    approved(stage, applied(stage, run, people, -26, -6)[:2], -9)


def _full(stage: Stage, people: list[Person]) -> None:
    """Eight places for eleven people: one gave hers back yesterday, and it is offered to the first who waited."""
    run = opened_course(stage, LEEDS_AGAIN, stage.morag, stage.guest)
    bookings = applied(stage, run, people, -29, -3)
    approved(stage, bookings[:7], -13)
    confirm_run(run, actor=stage.denise, now=stage.calendar.at(-12, "09:30"))
    reason = "I start in a new post in the spring, and can’t be away in the first weeks."
    withdraw_booking(bookings[2], reason, actor=bookings[2].person, now=stage.calendar.at(-1, "12:40"))
    db.session.commit()
