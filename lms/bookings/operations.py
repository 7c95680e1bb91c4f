"""Applying for a place, approving it, offering and answering, withdrawing."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from lms.audit import Auditable
from lms.bookings import letters, lookups, rules
from lms.bookings.models import Booking
from lms.bookings.places import living, lock, look_again, seats_left, settle, step
from lms.bookings.whole_run import cancel_run, change_capacity, close_booking, confirm_run, expire
from lms.db import db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.lookups import has_ended
from lms.runs.models import Run

__all__ = [
    "accept_offer", "apply_for_place", "approve_booking", "cancel_run", "change_capacity", "close_booking",
    "confirm_run", "decline_offer", "expire", "refuse_booking", "withdraw_booking",
]

STANDS = {
    "waiting": "is on the waiting list", "provisional": "has a place already", "offered": "was offered a place",
    "confirmed": "is confirmed already", "refused": "was refused", "expired": "lost the place unapproved",
    "passed": "let the offer pass", "withdrawn": "has withdrawn", "cancelled": "lost the place when it was cancelled",
    "transferred": "has moved to another run",
}


def apply_for_place(
    run: Run, person: Person, *, statement: str = "", needs: str = "", actor: Auditable, now: datetime
) -> Booking:
    """A place if one is free, else the waiting list; on an open run the place is hers at once.

    Raises Refusal with every reason that the rule finds against it.
    """
    alive = settle(run, lock(run), now)
    against = rules.reasons_against(lookups.applicant(run, person, now), lookups.course(run, now))
    if against:
        raise Refusal(" ".join(reason.sentence for reason in against), code=against[0].code)
    booking = Booking(run=run, person=person, state="waiting", statement=statement, needs=needs, applied_at=now)
    try:
        with db.session.begin_nested():
            _place(run, booking, alive, actor, now)
    except IntegrityError:
        raise Refusal("You have applied for this course already.", code="already") from None
    look_again(booking, now)
    return booking


def _place(run: Run, booking: Booking, alive: list[Booking], actor: Auditable, now: datetime) -> None:
    if run.mode == "open":
        step(booking, "confirmed", actor=actor, now=now)
        letters.tell(booking, "begun", now)
        return
    ahead = any(other.state == "waiting" for other in alive)
    free = [] if ahead else seats_left(run, alive)
    if free:
        step(booking, "provisional", actor=actor, now=now, seat=free[0])
        letters.tell(booking, "applied", now)
    else:
        step(booking, "waiting", actor=actor, now=now)
        letters.tell(booking, "waiting", now)


def approve_booking(booking: Booking, *, actor: Auditable, now: datetime) -> None:
    """The union's approval: the provisional place is hers."""
    _still(booking, "provisional", now)
    step(booking, "confirmed", actor=actor, now=now)
    letters.tell(booking, "confirmed", now, notes=booking.run.joining_notes)


def refuse_booking(booking: Booking, reason: str, *, actor: Auditable, now: datetime) -> None:
    """No place for her on this run; she is told why, and whoever waited longest is offered what is freed."""
    alive = _still(booking, "provisional", now, "offered", "waiting")
    if not reason.strip():
        raise Refusal("Say why: she reads it.", field="reason", code="reason")
    step(booking, "refused", actor=actor, now=now, reason=reason)
    letters.tell(booking, "refused", now, reason=reason)
    settle(booking.run, living(alive), now)


def accept_offer(booking: Booking, *, actor: Auditable, now: datetime) -> None:
    """She takes the place that she was offered; it still has to be approved."""
    _still(booking, "offered", now)
    if not lookups.in_standing(booking.person, now):
        raise Refusal(rules.NOT_IN_STANDING.sentence, code=rules.NOT_IN_STANDING.code)
    step(booking, "provisional", actor=actor, now=now)
    letters.tell(booking, "accepted", now)
    look_again(booking, now)


def decline_offer(booking: Booking, *, actor: Auditable, now: datetime, reason: str = "") -> None:
    """She doesn't want it; the next one in line is offered it."""
    alive = _still(booking, "offered", now)
    step(booking, "passed", actor=actor, now=now, reason=reason or "She did not want the place.")
    settle(booking.run, living(alive), now)


def withdraw_booking(booking: Booking, reason: str = "", *, actor: Auditable, now: datetime) -> None:
    """She gives up her place, or her wait for one; it goes to whoever has waited longest."""
    alive = _still(booking, "waiting", now, "provisional", "offered", "confirmed")
    if has_ended(booking.run, now):
        raise Refusal("This course is over, so the place on it stays on record.", code="over")
    step(booking, "withdrawn", actor=actor, now=now, reason=reason)
    if actor == booking.person:
        letters.tell(booking, "withdrawn", now)
    else:
        letters.tell(booking, "withdrawn-for-her", now, by=actor.audit_label, reason=reason or "None was given.")
    settle(booking.run, living(alive), now)


def _still(booking: Booking, state: str, now: datetime, *others: str) -> list[Booking]:
    """Lock and settle the run; refuse unless the booking is in one of these states after that."""
    alive = settle(booking.run, lock(booking.run), now)
    db.session.refresh(booking, ["state", "seat", "offered_until"])
    if booking.state not in (state, *others):
        raise Refusal(f"{booking.person.name} {STANDS[booking.state]}, so that can't be done any more.",
                      code="moved on")
    return alive
