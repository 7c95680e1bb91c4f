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
    """Keep one tap. The same tap sent again is answered with what was kept; the latest tap counts."""
    kept = db.session.scalar(select(Tap).where(Tap.tap_id == tap_id))
    if kept is not None:
        if (kept.session_id, kept.person_id) != (session.id, person.id):
            raise Refusal("That tap belongs to another name. Tap again.")
        return kept
    _may_be_kept(session, person, state, minutes_missed, reason, now)
    signed = signature_of(session)
    tap = Tap(
        tap_id=tap_id, session_id=session.id, person_id=person.id, state=state, reason=reason.strip(),
        minutes_missed=rules.minutes_missed(state, minutes_missed, session.minutes),
        recorded_at=now, recorded_by_id=actor.id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(tap)
            db.session.flush()
    except IntegrityError:  # the same tap came twice at once
        return db.session.scalars(select(Tap).where(Tap.tap_id == tap_id)).one()
    if signed:
        audit.record("corrected a signed register", actor, session, now, person=person.name, state=state, reason=reason)
    return tap


def _may_be_kept(session: Session, person: Person, state: str, minutes: int, reason: str, now: datetime) -> None:
    if session.run.state not in ("open", "confirmed"):
        raise Refusal("This run is not going on, so its register cannot be changed.")
    if now < session.starts_at - OPENS_BEFORE:
        raise Refusal("This register opens two hours before the session.")
    if person.id not in {booking.person_id for booking in trainees_of(session.run)}:
        raise Refusal(f"{person.name} has no confirmed place on this run.")
    if state not in rules.STATES:
        raise Refusal("Choose present, late, left early, absent or excused.", field="state")
    wrong = rules.wrong_minutes(state, minutes, session.minutes)
    if wrong:
        raise Refusal(wrong, field="minutes_missed")
    if signature_of(session) and not reason.strip():
        raise Refusal("This register is signed. Say why it changes.", field="reason")


def mark_rest_present(session: Session, *, actor: Person, now: datetime) -> int:
    """Mark everybody present who isn't marked yet; how many those were."""
    marked = latest_taps([session.id])
    rest = [booking.person for booking in trainees_of(session.run) if (session.id, booking.person_id) not in marked]
    for person in rest:
        record_tap(session, person, tap_id=str(uuid.uuid4()), state="present", actor=actor, now=now)
    return len(rest)


def signature_of(session: Session) -> RegisterSignature | None:
    return db.session.scalar(select(RegisterSignature).where(RegisterSignature.session_id == session.id))


def sign_register(session: Session, *, actor: Person, now: datetime) -> RegisterSignature:
    """The facilitator vouches for this register; after that, a change needs a reason."""
    if now < session.starts_at:
        raise Refusal("The session has not begun. Sign its register when you know who came.")
    if signature_of(session):
        raise Refusal("This register is signed already.")
    marked = latest_taps([session.id])
    unmarked = [b.person.name for b in trainees_of(session.run) if (session.id, b.person_id) not in marked]
    if unmarked:
        raise Refusal(f"Not marked yet: {', '.join(unmarked)}. Mark every name, then sign.")
    signature = RegisterSignature(session_id=session.id, signed_by_id=actor.id, signed_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(signature)
            db.session.flush()
    except IntegrityError:
        raise Refusal("This register is signed already.") from None
    audit.record("signed a register", actor, session, now)
    return signature


def accept_make_up(session: Session, person: Person, *, task: str, actor: Person, now: datetime) -> MakeUp:
    """A facilitator accepts a task in place of a session that was missed."""
    if actor.id == person.id:
        raise Refusal("You cannot accept your own task.")
    if person.id not in {booking.person_id for booking in trainees_of(session.run)}:
        raise Refusal(f"{person.name} has no confirmed place on this run.")
    if len(task.split()) < 3:
        raise Refusal("Say in a few words what was done in its place.", field="task")
    last = latest_taps([session.id]).get((session.id, person.id))
    if last is None or last.state == "present":
        raise Refusal(f"{person.name} is not marked as having missed any of it.")
    made = MakeUp(
        session_id=session.id, person_id=person.id, task=task.strip(), accepted_at=now, accepted_by_id=actor.id
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
            db.session.flush()
    except IntegrityError:
        raise Refusal("A task has been accepted for that session already.") from None
    audit.record("accepted a task for a missed session", actor, session, now, person=person.name, task=task)
    return made
