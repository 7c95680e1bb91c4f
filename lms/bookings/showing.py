"""Bookings as programs are shown them: her own, and as the administrator sees them."""

from collections.abc import Callable

from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload

from lms.bookings import places
from lms.bookings.models import Booking
from lms.runs.loading import load_sessions
from lms.web.api import listed
from lms.web.paging import read_slice


def shown(booking: Booking) -> dict:
    """A booking as BookingShown has it: she reads why where somebody else ended it."""
    last = booking.changes[-1] if booking.changes else None
    return {
        "run": booking.run.ref, "name": booking.person.name, "changed_at": last.at if last else None,
        "approve_by": places.approve_by(booking.run, booking) if booking.state == "provisional" else None,
        "reason": last.reason if last and booking.state in ("refused", "cancelled") else "",
    } | {
        name: getattr(booking, name)
        for name in ("id", "person_id", "state", "statement", "needs", "applied_at", "offered_until")
    }


def application(booking: Booking) -> dict:
    """The same as ApplicationShown has it: who changed it last, and why."""
    last = booking.changes[-1] if booking.changes else None
    return shown(booking) | {"changed_by": last.by if last else "", "reason": last.reason if last else ""}


def listed_bookings(statement: Select, asked: dict, of: str, as_shown: Callable[[Booking], dict]) -> dict:
    """A page of them in the order of application."""
    statement = statement.options(joinedload(Booking.run), joinedload(Booking.person), selectinload(Booking.changes))
    part = read_slice(
        statement, [Booking.id], lambda booking: (booking.id,), of=of, after=asked["after"], most=asked["limit"]
    )
    load_sessions({booking.run for booking in part.rows})
    return listed(part, as_shown)
