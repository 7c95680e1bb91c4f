"""What happens to places by themselves: offers pass, unapproved places expire, the next in line is asked."""

from datetime import datetime

from lms import clock
from lms.bookings import places
from lms.bookings.models import Booking
from lms.db import begin_writing, db
from lms.jobs import job


@job("bookings.look-again")
def look_again(booking_id: int, due: str) -> None:
    """Settle the run of a booking whose time may have run out; `due` is when it was to, as an ISO time.

    If it now has until another time (the closing date was moved), somebody looks again then.
    """
    begin_writing()
    now = clock.now()
    booking = db.session.get(Booking, booking_id)
    places.settle(booking.run, places.lock(booking.run), now)
    runs_out = places.runs_out_at(booking)
    if runs_out is not None and runs_out != datetime.fromisoformat(due):
        places.look_again(booking, now)
    db.session.commit()
