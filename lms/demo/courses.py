"""What every demo course shares: planning it, people applying, a day with its registers."""

import random
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from lms.attendance.operations import record_tap, sign_register
from lms.bookings.models import Booking
from lms.bookings.operations import apply_for_place, approve_booking
from lms.content.models import Snapshot
from lms.content.operations import latest
from lms.db import db
from lms.demo.calendar import Calendar
from lms.demo.cast import Role
from lms.demo.people import named
from lms.people.models import Person
from lms.runs.models import Run, Session
from lms.runs.operations import assign_facilitator, lay_out_days, open_run, plan_run, remove_session

NOTES = "Bring something to write with. Tea is at nine. There is a hearing loop, and a quiet room beside the hall."
STATEMENTS = (
    "My members keep asking me things that I can’t answer yet.",
    "Our last rep retired in the spring, and nobody has taken over.",
    "I have been a link member for a while, and I would like to do more than point the way.",
    "We have a restructure coming. I want to know what I am doing before it starts.",
    "",
    "A colleague went to a hearing alone last year. That should not happen again.",
)
NEEDS = (
    "", "", "", "Step-free, please.", "", "", "I lip-read: a seat near the front.", "", "", "No nuts, please.", "", "",
)


@dataclass(frozen=True)
class Stage:
    """What every part of the demo union is made with."""

    calendar: Calendar
    chance: random.Random
    denise: Person
    morag: Person
    guest: Person
    before: Snapshot | None  # the reps' course as it was before the law changed


@dataclass(frozen=True)
class Plan:
    """A course as it is planned; all days are counted from today."""

    place: str
    venue: str
    days: tuple[int, ...]
    closing: int
    planned: int
    capacity: int = 8
    minimum: int = 6
    mode: str = "in person"
    programme: str = "reps"
    half: str = ""  # the only part of its days on which it is held
    notes: str = NOTES
    before: bool = False  # held with the earlier edition, if there is one


def planned_course(stage: Stage, plan: Plan, leads: tuple[Person, ...]) -> Run:
    """A course at that place, still a draft."""
    calendar, now = stage.calendar, stage.calendar.at(plan.planned, "11:20")
    days = calendar.course_days(*plan.days)
    run = plan_run(
        snapshot=(plan.before and stage.before) or latest(plan.programme), place=plan.place, mode=plan.mode,
        venue=plan.venue, capacity=plan.capacity, minimum=plan.minimum,
        closing_on=calendar.day(plan.closing), joining_notes=plan.notes, first_day=days[0], actor=stage.denise,
        now=now,
    )
    lay_out_days(run, days, actor=stage.denise, now=now)
    for session in [each for each in run.sessions if plan.half and each.part != plan.half]:
        remove_session(session, actor=stage.denise, now=now)
    for person in leads:
        assign_facilitator(run, person, actor=stage.denise, now=now)
    return run


def opened_course(stage: Stage, plan: Plan, *leads: Person) -> Run:
    run = planned_course(stage, plan, leads)
    open_run(run, actor=stage.denise, now=stage.calendar.at(plan.planned + 1, "09:40"))
    db.session.commit()
    return run


def applied(stage: Stage, run: Run, people: list[Person], first: int, last: int) -> list[Booking]:
    """One after the other they apply, between these days."""
    bookings = []
    for number, person in enumerate(people):
        offset = first + (last - first) * number // max(1, len(people) - 1)
        now = stage.calendar.at(offset, f"{8 + number % 12:02d}:{(13 * number) % 60:02d}")
        bookings.append(apply_for_place(
            run, person, statement=STATEMENTS[(run.id + number) % len(STATEMENTS)], needs=stage.chance.choice(NEEDS),
            actor=person, now=now,
        ))
        db.session.commit()
    return bookings


def approved(stage: Stage, bookings: list[Booking], offset: int) -> None:
    for number, booking in enumerate(bookings):
        approve_booking(booking, actor=stage.denise, now=stage.calendar.at(offset, f"10:{number:02d}"))
        db.session.commit()


@dataclass(frozen=True)
class Missed:
    """How somebody wasn't there all the time."""

    state: str
    minutes: int = 0
    reason: str = ""


def kept_register(
    stage: Stage, session: Session, people: list[Person], missed: Mapping[str, Missed], by: Person
) -> None:
    """Everybody present but those; signed at the end of the session."""
    for number, person in enumerate(people):
        how = missed.get(person.name, Missed("present"))
        moment = session.starts_at + timedelta(minutes=how.minutes or number - 4)
        record_tap(
            session, person, tap_id=str(uuid.UUID(int=stage.chance.getrandbits(128))), state=how.state,
            minutes_missed=how.minutes, reason=how.reason, actor=by, now=moment,
        )
    sign_register(session, actor=by, now=session.ends_at + timedelta(minutes=5))
    db.session.commit()


def sessions_on(run: Run, day: int) -> list[Session]:
    return [session for session in run.sessions if session.day == day]


def people_in(roles: Iterable[Role]) -> list[Person]:
    return [named(role.name) for role in roles]


