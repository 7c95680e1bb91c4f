"""What every act on places shares: the lock, a step in a booking's life, and the one that gives out what is free."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lms import audit, clock, jobs
from lms.audit import Auditable, Program
from lms.bookings import letters, rules
from lms.bookings.models import ALIVE, HOLD_A_PLACE, Booking, BookingChange
from lms.db import db
from lms.runs.lookups import first_day, has_begun
from lms.runs.models import Run

THE_RULE = Program("the rule on places")
DID = {
    "waiting": "joined the waiting list", "provisional": "took a place", "offered": "was offered a place",
    "confirmed": "was confirmed", "refused": "was refused", "expired": "lost a place unapproved",
    "passed": "passed an offer", "withdrawn": "withdrew", "cancelled": "lost a place by cancellation",
}


def lock(run: Run) -> list[Booking]:
    """The run's living bookings in the order of application; nobody else changes them before the commit."""
    db.session.flush()  # a refresh would lose what isn't written yet
    db.session.refresh(run, ["state", "capacity", "minimum", "closing_on"], with_for_update=True)
    return list(db.session.scalars(
        select(Booking).where(Booking.run_id == run.id, Booking.state.in_(ALIVE)).order_by(Booking.id)
        .options(selectinload(Booking.person), selectinload(Booking.changes)).execution_options(populate_existing=True)
    ))


def step(
    booking: Booking, state: str, *, actor: Auditable, now: datetime, reason: str = "", until: datetime | None = None,
    seat: int | None = None,
) -> None:
    """Take a booking to its next state; a seat is kept while it holds a place, and freed when it doesn't."""
    booking.state = state
    booking.offered_until = until
    booking.seat = (seat or booking.seat) if state in HOLD_A_PLACE else None
    booking.changes.append(BookingChange(state=state, at=now, by=actor.audit_label[:120], reason=reason[:300]))
    db.session.add(booking)
    db.session.flush()
    audit.record(DID[state], actor, booking, now, **({"reason": reason} if reason else {}))


def settle(run: Run, alive: list[Booking], now: datetime) -> list[Booking]:
    """Let go of what has run out, then offer each free place to whoever has waited longest.

    Every act that may free a place ends with this, and nothing else promotes. `alive` are the run's
    living bookings under its lock; returned are those that still are.
    """
    for booking in alive:
        _let_go(run, booking, now)
    alive = living(alive)
    if run.mode == "open" or run.state not in ("open", "confirmed"):
        return alive
    waiting = [booking for booking in alive if booking.state == "waiting"]
    for seat, booking in zip(seats_left(run, alive), waiting, strict=False):
        until = rules.offer_until(now, begins_at(run))
        if until is None:
            break
        step(booking, "offered", actor=THE_RULE, now=now, until=until, seat=seat)
        letters.tell(booking, "offered", now, until=until)
        look_again(booking, now)
    return alive


def _let_go(run: Run, booking: Booking, now: datetime) -> None:
    if booking.state == "offered" and booking.offered_until <= now:
        step(booking, "passed", actor=THE_RULE, now=now, reason="No answer in time.")
        letters.tell(booking, "passed", now)
    elif booking.state == "provisional":
        last_day = approve_by(run, booking)
        if last_day is not None and clock.today(now) > last_day:
            step(booking, "expired", actor=THE_RULE, now=now, reason="Not approved in time.")
            letters.tell(booking, "expired", now)
    elif booking.state == "waiting" and has_begun(run, now):
        step(booking, "expired", actor=THE_RULE, now=now, reason="The course began before a place was free.")
        letters.tell(booking, "no-place", now)


def living(bookings: list[Booking]) -> list[Booking]:
    return [booking for booking in bookings if booking.state in ALIVE]


def seats_left(run: Run, alive: list[Booking]) -> list[int]:
    return rules.free_seats(run.capacity, {booking.seat for booking in alive if booking.seat})


def begins_at(run: Run) -> datetime | None:
    return min((session.starts_at for session in run.sessions), default=None)


def approve_by(run: Run, booking: Booking) -> date | None:
    """The last day on which this provisional place may be approved."""
    since = [change.at for change in booking.changes if change.state == "provisional"]
    return rules.approve_by(run.closing_on, first_day(run), clock.today(since[-1] if since else booking.applied_at))


def look_again(booking: Booking, now: datetime) -> None:
    """Have the run settled when what this booking waits for has run out."""
    due = runs_out_at(booking)
    if due is not None:
        jobs.enqueue_in(
            max(due, now) - now, "bookings.look-again", booking_id=booking.id, due=due.isoformat()
        )


def runs_out_at(booking: Booking) -> datetime | None:
    """When an offer, a provisional place or the wait for one ends by itself."""
    if booking.state == "offered":
        return booking.offered_until
    if booking.state == "waiting":
        return begins_at(booking.run)
    if booking.state == "provisional":
        last_day = approve_by(booking.run, booking)
        return clock.at_london(last_day + timedelta(days=1), time()) if last_day else None
    return None
