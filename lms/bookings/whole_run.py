"""Acts on a whole run that change who has a place: more or fewer places, closing, going ahead, cancelling."""

from datetime import datetime, timedelta

from lms import audit, clock
from lms.audit import Auditable
from lms.bookings import letters, rules
from lms.bookings.places import lock, settle, step
from lms.db import db
from lms.refusal import Refusal
from lms.runs import operations as runs
from lms.runs.models import Run


def change_capacity(run: Run, capacity: int, *, actor: Auditable, now: datetime) -> None:
    """More places go to whoever waits; fewer must still seat everybody who has one."""
    alive = settle(run, lock(run), now)
    if run.mode == "open":
        raise Refusal("An open course has room for everybody.", code="mode")
    if run.state in ("cancelled", "closed"):
        raise Refusal(f"{run.ref} is {run.state}: it stays as it is.", code="state")
    taken = {booking.id: booking.seat for booking in alive if booking.seat}
    if capacity < max(1, len(taken)):
        raise Refusal(
            f"{_people(len(taken))} a place. Fewer places than that means withdrawing somebody first.",
            field="capacity", code="taken",
        )
    if capacity < run.minimum:
        raise Refusal(f"The minimum is {run.minimum}. Lower that first.", field="capacity", code="minimum")
    moved = rules.reseated(capacity, taken)
    for booking in alive:
        booking.seat = moved.get(booking.id, booking.seat)
    before, run.capacity = run.capacity, capacity
    db.session.flush()
    audit.record("changed the number of places", actor, run, now, before=before, after=capacity)
    settle(run, alive, now)


def _people(count: int) -> str:
    return "One person has" if count == 1 else f"{count} people have"


def close_booking(run: Run, *, actor: Auditable, now: datetime) -> None:
    """No more applications from now on; whoever has a place unapproved is decided first."""
    alive = settle(run, lock(run), now)
    if run.state not in ("open", "confirmed") or run.mode == "open":
        raise Refusal(f"{run.ref} takes no applications that could be closed.", code="state")
    undecided = sum(booking.state == "provisional" for booking in alive)
    if undecided:
        raise Refusal(
            f"{_people(undecided)} a place that nobody has approved. Approve or refuse them first.", code="undecided"
        )
    run.closing_on = clock.today(now) - timedelta(days=1)
    audit.record("closed a run for applications", actor, run, now)


def confirm_run(run: Run, *, anyway: bool = False, actor: Auditable, now: datetime) -> None:
    """The run takes place, and everybody confirmed is told; below the minimum only if it is meant."""
    alive = settle(run, lock(run), now)
    confirmed = [booking for booking in alive if booking.state == "confirmed"]
    if not rules.is_viable(len(confirmed), run.minimum) and not anyway:
        raise Refusal(
            f"{len(confirmed)} confirmed, and the minimum is {run.minimum}. Say that it goes ahead all the same, "
            "or cancel it.", field="anyway", code="below minimum",
        )
    runs.confirm_run(run, actor=actor, now=now)
    for booking in confirmed:
        letters.tell(booking, "going-ahead", now, notes=run.joining_notes)


def cancel_run(run: Run, reason: str, *, actor: Auditable, now: datetime) -> None:
    """It won't take place: everybody on it loses her place, and is told why and where else there are places."""
    alive = lock(run)
    if not reason.strip():
        raise Refusal("Say why: everybody on it reads it.", field="reason", code="reason")
    runs.call_off(run, reason, actor=actor, now=now)
    for booking in alive:
        step(booking, "cancelled", actor=actor, now=now, reason=reason)
        letters.tell(booking, "cancelled", now, reason=reason)


def expire(run: Run, now: datetime) -> None:
    """Let go of offers and unapproved places whose time has run out, and offer what is free. Twice does no harm."""
    settle(run, lock(run), now)
