"""A run with its days, sessions, due dates, facilitators and the bookings on it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lms.bookings.models import HOLD_A_PLACE, Booking, BookingChange
from lms.runs.models import Deadline, Facilitator, Run, Session, SessionModule
from lms.runs.rules import SIGHT_AFTER_CLOSING, laid_out, reference
from tests.bench.union.stage import Somebody, Stage

PLACES = ("Leeds", "Cardiff", "Bristol", "Glasgow", "Belfast", "Norwich", "Newcastle", "Exeter", "Derby", "On line")
STATEMENTS = (
    "My members keep asking me things that I can’t answer yet.", "",
    "Our last rep retired in the spring, and nobody has taken over.",
)
NEEDS = ("", "", "", "", "", "Step-free, please.", "", "", "No nuts, please.")
HALVES = (("morning", 9, 30, 12, 30), ("afternoon", 13, 30, 16, 30))


@dataclass(frozen=True)
class Sitting:
    """A session as the register needs it."""

    id: int
    day: int
    part: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Course:
    """A run as the rows on it need it."""

    id: int
    ref: str
    place: str
    days: tuple[date, ...]
    leads: tuple[Somebody, ...]
    sessions: tuple[Sitting, ...]
    due_on: date


def make_run(stage: Stage, number: int, days: tuple[date, ...], *, state: str, capacity: int, place: str = "",
             leads: tuple[Somebody, ...] = ()) -> Course:
    """A dated run of the reps' course, `number` of its year."""
    planned = stage.at(days[0] - timedelta(days=80))
    ref, place = reference(stage.reps.ref_prefix, days[0].year, number), place or PLACES[number % len(PLACES)]
    mode = "online" if place == "On line" else "in person"
    run_id = stage.rows.add(
        Run, ref=ref, programme_slug=stage.reps.slug, snapshot_id=stage.reps_snapshot, place=place, mode=mode,
        venue=f"Weavers’ Hall, {place}", joining_notes="Bring something to write with. Tea is at nine.",
        capacity=capacity, minimum=min(6, capacity), closing_on=days[0] - timedelta(days=14), state=state,
        created_at=planned,
    )
    closed = stage.at(days[-1] + timedelta(days=60), 17)
    for lead in leads:
        stage.rows.add(Facilitator, run_id=run_id, person_id=lead.id, since=planned,
                       ended_at=closed + SIGHT_AFTER_CLOSING if state == "closed" else None)
    due_on = days[-1] + timedelta(days=stage.reps.due_days)
    for case in stage.reps.case_studies:
        stage.rows.add(Deadline, run_id=run_id, case_study=case.code, due_on=due_on)
    for act, late in (("planned a run", 0), ("opened a run", 1), ("confirmed a run", 50), ("closed a run", 140)):
        if state == "closed" or late < 50:
            stage.noted(act, stage.administrator, "run", run_id, f"{ref}, {place}", planned + timedelta(days=late))
    return Course(run_id, ref, place, days, leads, tuple(_sessions(stage, run_id, days)), due_on)


def _sessions(stage: Stage, run_id: int, days: tuple[date, ...]):
    modules = [module.slug for module in stage.reps.modules]
    slots = [(number, day, *half) for number, day in enumerate(days, 1) for half in HALVES]
    for (number, day, part, *times), covered in zip(slots, laid_out(modules, len(slots)), strict=True):
        begins, ends = stage.at(day, *times[:2]), stage.at(day, *times[2:])
        session_id = stage.rows.add(Session, run_id=run_id, day=number, part=part,
                                    title=f"{part.capitalize()} session", starts_at=begins, ends_at=ends)
        for slug in covered:
            stage.rows.add(SessionModule, session_id=session_id, module_slug=slug)
        yield Sitting(session_id, number, part, begins, ends)


def book(stage: Stage, run_id: int, label: str, people: list[Somebody], applied: datetime, states: list[str],
         seats: bool = True) -> None:
    """They apply one after the other; `states` is where each booking has come to."""
    for number, (person, state) in enumerate(zip(people, states, strict=True)):
        at = applied + timedelta(hours=5 * number)
        seat = number + 1 if seats and state in HOLD_A_PLACE else None
        booking_id = stage.rows.add(
            Booking, run_id=run_id, person_id=person.id, state=state, seat=seat,
            statement=STATEMENTS[number % len(STATEMENTS)], needs=NEEDS[number % len(NEEDS)], applied_at=at,
        )
        first = "waiting" if state == "waiting" else "provisional"
        for step, moved in enumerate([first] if state == first else [first, state]):
            by = person if step == 0 else stage.administrator
            when = at + timedelta(days=5 * step)
            stage.rows.add(BookingChange, booking_id=booking_id, state=moved, at=when, by=by.name)
            stage.noted("applied for a place" if step == 0 else "approved an application", by, "booking", booking_id,
                        f"{person.name} on {label}", when)
