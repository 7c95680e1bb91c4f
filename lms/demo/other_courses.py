"""Courses to come of other kinds: one for safety reps, a training day, and the refresher of reps due for renewal."""

from sqlalchemy import select

from lms.bookings.models import Booking
from lms.content.operations import latest
from lms.db import db
from lms.demo import cast
from lms.demo.courses import Plan, Stage, applied, approved, opened_course, people_in, planned_course
from lms.people.models import Person
from lms.record.models import Fact

SAFETY = Plan("Manchester", "The Spinners’ Hall, Ancoats, Manchester", days=(40,), closing=26, planned=-28,
              capacity=12, minimum=4, programme="safety-reps")
CHAIRING = Plan("On line", "By video: the link comes with the joining notes", days=(33,), closing=24, planned=-20,
                capacity=16, minimum=5, mode="online", programme="training-day", half="afternoon",
                notes="Bring the agenda of a meeting that you know. We begin at half past one.")
REFRESHER = Plan("Shrewsbury", "The Abbey Rooms, Shrewsbury", days=(47,), closing=33, planned=-24, capacity=14,
                 minimum=2, programme="refresher", half="morning",
                 notes="Bring a hearing that you still think about, without the names. Tea is at nine.")


def make_other_courses(stage: Stage) -> None:
    """Those that are published; another union may hold fewer."""
    if latest(SAFETY.programme):
        _safety_reps(stage)
    if latest(CHAIRING.programme):
        planned_course(stage, CHAIRING, (stage.guest,))
        db.session.commit()
    if latest(REFRESHER.programme):
        _refresher(stage)


def _safety_reps(stage: Stage) -> None:
    """Five have applied, and three are approved."""
    run = opened_course(stage, SAFETY, stage.guest)
    people = list(db.session.scalars(
        select(Person).join(Fact).where(
            Fact.kind == "link member", Person.membership_status == "current",
            Person.id.not_in(select(Booking.person_id)),
        ).order_by(Person.id)
    ))
    approved(stage, applied(stage, run, stage.chance.sample(people, 5), -24, -3)[:3], -2)


def _refresher(stage: Stage) -> None:
    """Two of the three who are due have a place; one hasn't asked yet."""
    run = opened_course(stage, REFRESHER, stage.morag)
    approved(stage, applied(stage, run, people_in(cast.EARLIER[:2]), -18, -12), -8)
