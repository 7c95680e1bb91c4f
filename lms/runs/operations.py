"""Planning a run, changing it while it is planned, and the union's decisions on it."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.audit import Auditable
from lms.content.models import Snapshot
from lms.content.operations import programme_of
from lms.db import db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs import lookups, rules
from lms.runs.locking import lock
from lms.runs.models import Deadline, Facilitator, Run
from lms.runs.timetable import add_session, cover_modules, lay_out_days, number_days, remove_session

__all__ = [
    "add_session", "assign_facilitator", "call_off", "close_run", "confirm_run", "cover_modules", "describe_run",
    "end_facilitator", "lay_out_days", "lock", "number_days", "open_run", "plan_run", "remove_session", "set_deadline",
]



def plan_run(
    *, snapshot: Snapshot, place: str, mode: str, venue: str = "", capacity: int | None = None,
    minimum: int | None = None, closing_on: date | None = None, joining_notes: str = "",
    first_day: date | None = None, actor: Auditable, now: datetime,
) -> Run:
    """A draft of a run, pinned to this snapshot; its reference carries the year of `first_day`, or this one."""
    if mode == "open":
        capacity = minimum = closing_on = None
    else:
        _check_numbers(capacity, minimum)
    programme = programme_of(snapshot)
    if (mode == "open") != (programme.kind == "open"):
        days = "has no days: each person reads it when it suits her" if mode != "open" else "is held on set days"
        raise Refusal(f"{programme.title} {days}.", field="mode", code="mode")
    run = Run(
        ref="", programme_slug=programme.slug, snapshot=snapshot, place=place, mode=mode, venue=venue,
        joining_notes=joining_notes, capacity=capacity, minimum=minimum, closing_on=closing_on, state="draft",
        created_at=now,
    )
    _give_reference(run, programme.ref_prefix, (first_day or clock.today(now)).year)
    audit.record("planned a run", actor, run, now, programme=programme.slug, mode=mode)
    return run


def _check_numbers(capacity: int | None, minimum: int | None) -> None:
    if capacity is None or capacity < 1:
        raise Refusal("Say how many places it has.", field="capacity", code="capacity")
    if minimum is None or not 1 <= minimum <= capacity:
        raise Refusal(f"The minimum lies between 1 and {capacity}, the number of places.", field="minimum",
                      code="minimum")


def _give_reference(run: Run, letters: str, year: int) -> None:
    """The next free reference; somebody who plans one at the same moment gets the one after."""
    stem = rules.reference(letters, year, 0)[:-2]
    taken = db.session.scalar(select(func.count()).select_from(Run).where(Run.ref.startswith(stem))) or 0
    for number in range(taken + 1, taken + 20):
        run.ref = f"{stem}{number:02d}"
        try:
            with db.session.begin_nested():
                db.session.add(run)
                db.session.flush()
            return
        except IntegrityError:
            continue
    raise Refusal("Somebody else is planning runs at this moment. Send it again.", code="busy")


def describe_run(
    run: Run, *, place: str, venue: str, joining_notes: str, minimum: int | None, closing_on: date | None,
    actor: Auditable, now: datetime,
) -> None:
    """Change what may be changed without anybody losing a place; capacity and cancelling are acts of bookings."""
    _changeable(run)
    if run.mode != "open":
        _check_numbers(run.capacity, minimum)
        begins = lookups.first_day(run)
        if closing_on is not None and begins is not None and closing_on >= begins:
            raise Refusal("Applications must close before the first day.", field="closing_on", code="closing")
        run.minimum, run.closing_on = minimum, closing_on
    run.place, run.venue, run.joining_notes = place, venue, joining_notes
    audit.record("changed a run", actor, run, now)


def _changeable(run: Run) -> None:
    lock(run)
    if run.state in ("cancelled", "closed"):
        raise Refusal(f"{run.ref} is {run.state}: it stays as it is.", code="state")


def assign_facilitator(run: Run, person: Person, *, actor: Auditable, now: datetime) -> Facilitator:
    _changeable(run)
    if lookups.facilitates(run, person, now):
        raise Refusal(f"{person.name} leads this run already.", field="who", code="already")
    facilitator = Facilitator(person=person, since=now)
    run.facilitators.append(facilitator)
    db.session.flush()
    audit.record("assigned a facilitator", actor, run, now, facilitator=person.id)
    return facilitator


def end_facilitator(facilitator: Facilitator, *, actor: Auditable, now: datetime) -> None:
    """She no longer leads this run, and no longer sees it."""
    run = facilitator.run
    lock(run, "facilitators")
    if run.state != "draft" and len(lookups.facilitators_of(run, now)) == 1:
        raise Refusal("Nobody would lead this run. Name somebody else first.", code="last")
    facilitator.ended_at = now
    audit.record("ended a facilitator", actor, run, now, facilitator=facilitator.person_id)


def set_deadline(run: Run, case_study: str, due_on: date, *, actor: Auditable, now: datetime) -> Deadline:
    """Say by the end of which day a case study is due."""
    _changeable(run)
    if case_study not in {each.code for each in programme_of(run.snapshot).case_studies}:
        raise Refusal("This programme has no such case study.", field="case_study", code="case study")
    deadline = db.session.scalar(
        select(Deadline).where(Deadline.run_id == run.id, Deadline.case_study == case_study)
    )
    if deadline is None:
        deadline = Deadline(case_study=case_study, due_on=due_on)
        run.deadlines.append(deadline)
    deadline.due_on = due_on
    db.session.flush()
    audit.record("set a due date", actor, run, now, case_study=case_study, due_on=due_on.isoformat())
    return deadline


def open_run(run: Run, *, actor: Auditable, now: datetime) -> None:
    """People may apply from now on."""
    lock(run, "sessions", "facilitators")
    wanting = rules.missing(lookups.plan_of(run, now))
    if run.state == "draft" and wanting:
        raise Refusal(" ".join(["It can't open yet.", *wanting]), code="missing")
    _become(run, "open", "opened a run", actor, now)
    fill_in_due_dates(run)


def fill_in_due_dates(run: Run) -> None:
    """A case study that nobody gave a date is due as long after the last day as the programme says."""
    programme, last_day = programme_of(run.snapshot), lookups.last_day(run)
    if last_day is None:
        return
    given = {each.case_study for each in run.deadlines}
    for case_study in programme.case_studies:
        if case_study.code not in given:
            due_on = last_day + timedelta(days=programme.due_days)
            run.deadlines.append(Deadline(case_study=case_study.code, due_on=due_on))
    db.session.flush()


def confirm_run(run: Run, *, actor: Auditable, now: datetime) -> None:
    """The union decides that it takes place; who is told is bookings' to say."""
    _become(run, "confirmed", "confirmed a run", actor, now)


def close_run(run: Run, *, actor: Auditable, now: datetime) -> None:
    """All is done; its facilitators see it for a while longer."""
    if run.mode != "open" and not lookups.has_ended(run, now):
        raise Refusal("Its last session hasn't ended yet. A run that won't take place is cancelled.", code="too early")
    _become(run, "closed", "closed a run", actor, now)
    for facilitator in run.facilitators:
        facilitator.ended_at = facilitator.ended_at or now + rules.SIGHT_AFTER_CLOSING


def call_off(run: Run, reason: str, *, actor: Auditable, now: datetime) -> None:
    """It won't take place. `bookings.cancel_run` calls this, and tells everybody."""
    if lookups.has_begun(run, now):
        raise Refusal("It has begun, so it can't be cancelled any more.", code="begun")
    _become(run, "cancelled", "cancelled a run", actor, now, reason=reason)


def _become(run: Run, state: str, act: str, actor: Auditable, now: datetime, **detail) -> None:
    lock(run)
    if not rules.may_become(run.state, state):
        raise Refusal(f"{run.ref} is {_said(run.state)}, so that can't be done.", code="state")
    run.state = state
    audit.record(act, actor, run, now, **detail)


def _said(state: str) -> str:
    return {"draft": "still a draft", "open": "open already", "confirmed": "confirmed already"}.get(state, state)
