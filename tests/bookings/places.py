"""A place taken, and what became of one."""

from lms.bookings.lookups import bookings_of
from lms.people.models import Person
from lms.runs.models import Run
from tests import make


def state_of(in_context, run, person):
    with in_context() as session:
        bookings = bookings_of(session.get(Person, person.id))
        return next((each.state for each in bookings if each.run_id == run.id), None)


def booked(writing, run, **over):
    """A booking of somebody new on the run, by its id and hers."""
    with writing() as session:
        booking = make.a_booking(session.get(Run, run.id), make.a_link_member(**over))
        return booking.id, booking.person
