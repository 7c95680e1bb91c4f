"""Keeping the register: a tap, the signature, a task in place of a session that was missed."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit
from lms.attendance import rules
from lms.attendance.lookups import latest_taps
from lms.attendance.models import MakeUp, RegisterSignature, Tap
from lms.bookings.lookups import trainees_of
from lms.db import db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Session

OPENS_BEFORE = timedelta(hours=2)


def record_tap(
    session: Session, person: Person, *, tap_id: str, state: str, minutes_missed: int = 0, reason: str = "",
    actor: Person, now: datetime,
) -> Tap:
    """Keep one tap; who and when are on its row. The same tap sent again is answered with what was kept."""
    _wait_for(session)
    kept = db.session.scalar(select(Tap).where(Tap.tap_id == tap_id))
    if kept is not None:
        return _same(kept, session, person, state, minutes_missed)
    signed = _check_open(session, now)
    if person.id not in {booking.person_id for booking in trainees_of(session.run)}:
        raise Refusal(f"{person.name} has no confirmed place on this run.")
    if actor.id == person.id:
        raise Refusal("You cannot mark yourself. Ask whoever leads the course with you.")
    if state not in rules.STATES:
        raise Refusal("Choose present, late, left early, absent or excused.", field="state")
    wrong = rules.wrong_minutes(state, minutes_missed, session.minutes)
    if wrong:
        raise Refusal(wrong, field="minutes_missed")
    reason = reason.strip()
    if signed and not reason:
        raise Refusal("This register is signed. Say why it changes.", field="reason", code="signed")
    before = latest_taps([session.id]).get((session.id, person.id))
    tap = _add(session, person, tap_id, state, minutes_missed, reason, actor, now)
    if signed:
        audit.record(
            "corrected a signed register", actor, session, now, person=person.name, state=state,
            minutes_missed=tap.minutes_missed, before=before.state if before else None, reason=reason,
        )
    return tap


def _wait_for(session: Session) -> None:
    """Acts on one register wait for each other: nothing is tapped while it is being signed."""
    db.session.execute(select(Session.id).where(Session.id == session.id).with_for_update())


def _same(kept: Tap, session: Session, person: Person, state: str, minutes: int) -> Tap:
    missed = rules.minutes_missed(state, minutes, session.minutes)
    if (kept.session_id, kept.person_id) != (session.id, person.id):
        raise Refusal("That tap belongs to another name. Reload the page and tap again.")
    if (kept.state, kept.minutes_missed) != (state, missed):
        raise Refusal(f"That was sent before, as {kept.state}. Save it again if it has changed.")
    return kept


def _check_open(session: Session, now: datetime) -> bool:
    """Refuse while nobody may tap; else whether the register is signed."""
    if session.run.state not in ("open", "confirmed"):
        raise Refusal("This run is not going on, so its register cannot be changed.")
    if now < session.starts_at - OPENS_BEFORE:
        raise Refusal("This register opens two hours before the session.")
    return signature_of(session) is not None


def _add(
    session: Session, person: Person, tap_id: str, state: str, minutes: int, reason: str, actor: Person, now: datetime
) -> Tap:
    tap = Tap(
        tap_id=tap_id, session_id=session.id, person_id=person.id, state=state, reason=reason,
        minutes_missed=rules.minutes_missed(state, minutes, session.minutes), recorded_at=now, recorded_by_id=actor.id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(tap)
            db.session.flush()
    except IntegrityError:  # it came at once for another session
        raise Refusal("That tap belongs to another name. Reload the page and tap again.") from None
    return tap


def mark_rest_present(session: Session, *, actor: Person, now: datetime) -> int:
    """Mark everybody present who isn't marked yet; how many those were."""
    _wait_for(session)
    if _check_open(session, now):
        raise Refusal("This register is signed. Each change needs a reason of its own.", code="signed")
    marked = latest_taps([session.id])
    rest = [
        booking.person for booking in trainees_of(session.run)
        if (session.id, booking.person_id) not in marked and booking.person_id != actor.id
    ]
    for person in rest:
        _add(session, person, str(uuid.uuid4()), "present", 0, "", actor, now)
    return len(rest)


def signature_of(session: Session) -> RegisterSignature | None:
    return db.session.scalar(select(RegisterSignature).where(RegisterSignature.session_id == session.id))


def sign_register(session: Session, *, actor: Person, now: datetime) -> RegisterSignature:
    """The facilitator vouches for this register; after that, a change needs a reason."""
    _wait_for(session)
    signed = _check_open(session, now)
    if now < session.starts_at:
        raise Refusal("The session has not begun. Sign its register when you know who came.")
    if signed:
        raise Refusal("This register is signed already.")
    marked = latest_taps([session.id])
    unmarked = [b.person.name for b in trainees_of(session.run) if (session.id, b.person_id) not in marked]
    if unmarked:
        raise Refusal(f"Not marked yet: {', '.join(unmarked)}. Mark every name, then sign.")
    signature = RegisterSignature(session_id=session.id, signed_by_id=actor.id, signed_at=now)
    db.session.add(signature)
    db.session.flush()
    audit.record("signed a register", actor, session, now)
    return signature


def accept_make_up(session: Session, person: Person, *, task: str, actor: Person, now: datetime) -> MakeUp:
    """A facilitator accepts a task in place of a session that was missed."""
    _wait_for(session)
    if actor.id == person.id:
        raise Refusal("You cannot accept your own task.")
    if now < session.starts_at:
        raise Refusal("The session has not begun, so nobody has missed it yet.")
    if person.id not in {booking.person_id for booking in trainees_of(session.run)}:
        raise Refusal(f"{person.name} has no confirmed place on this run.")
    task = task.strip()
    if len(task.split()) < 3:
        raise Refusal("Say in a few words what was done in its place.", field="task")
    last = latest_taps([session.id]).get((session.id, person.id))
    if last is None or last.state == "present":
        raise Refusal(f"{person.name} is not marked as having missed any of it.")
    taken = select(MakeUp.id).where(MakeUp.session_id == session.id, MakeUp.person_id == person.id)
    if db.session.scalar(taken):
        raise Refusal("A task has been accepted for that session already.")
    made = MakeUp(session_id=session.id, person_id=person.id, task=task, accepted_at=now, accepted_by_id=actor.id)
    db.session.add(made)
    db.session.flush()
    audit.record("accepted a task for a missed session", actor, session, now, person=person.name, task=task)
    return made
