"""For programs: applying, approving, and everything else about places."""

from flask import abort
from sqlalchemy import select

from lms import clock
from lms.bookings import lookups, operations, schemas
from lms.bookings.deciding import apply_for_somebody, found_application, found_run
from lms.bookings.models import Booking
from lms.bookings.places import lock
from lms.bookings.showing import application, listed_bookings, shown
from lms.bookings.views import hers, public_run
from lms.db import db
from lms.runs.lookups import run_for_staff
from lms.runs.models import Run
from lms.web import administrators, asking, role, signed_in
from lms.web.access import roles_of_asking
from lms.web.api import Door, Listing, read, unchanged

api = Door("Bookings", __name__, "Applying for a place on a run, and deciding who gets one.")


@api.get("/bookings")
@signed_in
@api.asks(Listing)
@api.gives_list(schemas.BookingShown)
def my_bookings(asked):
    """Your own bookings, the earliest first; those that ended too."""
    hers_all = select(Booking).where(Booking.person_id == asking().id)
    return listed_bookings(hers_all, asked, f"bookings of {asking().id}", shown)


@api.post("/runs/<ref>/bookings")
@signed_in
@api.takes(schemas.Application)
@api.gives(201, schemas.BookingShown)
def apply(ref):
    """Apply for a place on a run, for yourself."""
    run = public_run(ref)
    booking = operations.apply_for_place(run, asking(), **read(), actor=asking(), now=clock.now())
    db.session.commit()
    return shown(booking)


@api.get("/runs/<ref>/bookings/mine")
@signed_in
@api.gives(200, schemas.MyBookingShown)
def my_booking(ref):
    """How your booking on a run stands."""
    booking = hers(ref)
    return shown(booking) | {"ahead": lookups.ahead_of(booking) if booking.state == "waiting" else None}


@api.post("/runs/<ref>/bookings/mine/acceptance")
@signed_in
@api.gives(200, schemas.BookingShown)
def acceptance(ref):
    """Take the place that you were offered."""
    booking = hers(ref)
    operations.accept_offer(booking, actor=asking(), now=clock.now())
    db.session.commit()
    return shown(booking)


@api.post("/runs/<ref>/bookings/mine/declining")
@signed_in
@api.gives(200, schemas.BookingShown)
def declining(ref):
    """Leave the place that you were offered to the next in line."""
    booking = hers(ref)
    operations.decline_offer(booking, actor=asking(), now=clock.now())
    db.session.commit()
    return shown(booking)


@api.post("/runs/<ref>/bookings/mine/withdrawal")
@signed_in
@api.takes(schemas.Withdrawal)
@api.gives(200, schemas.BookingShown)
def withdrawal(ref):
    """Withdraw from a run; nothing that you did is lost."""
    booking = hers(ref)
    operations.withdraw_booking(booking, read()["reason"], actor=asking(), now=clock.now())
    db.session.commit()
    return shown(booking)


@api.get("/runs/<ref>/applications")
@administrators
@api.asks(Listing)
@api.gives_list(schemas.ApplicationShown)
def applications(asked, ref):
    """All bookings on a run in the order of application; those that ended too."""
    run = found_run(ref)
    on_it = select(Booking).where(Booking.run_id == run.id)
    return listed_bookings(on_it, asked, f"applications {run.id}", application)


@api.post("/runs/<ref>/applications")
@administrators
@api.takes(schemas.ForSomebody)
@api.gives(201, schemas.ApplicationShown)
def book_somebody(ref):
    """Apply for somebody else, found by membership number or e-mail address."""
    booking = apply_for_somebody(found_run(ref), read()["who"])
    db.session.commit()
    return application(booking)


@api.post("/runs/<ref>/applications/<int:booking_id>/approval")
@administrators
@api.gives(200, schemas.ApplicationShown)
def approval(ref, booking_id):
    """Approve an application: the place is hers, and she is told."""
    booking = found_application(found_run(ref), booking_id)
    operations.approve_booking(booking, actor=asking(), now=clock.now())
    db.session.commit()
    return application(booking)


@api.post("/runs/<ref>/applications/<int:booking_id>/refusal")
@administrators
@api.takes(schemas.Refused)
@api.gives(200, schemas.ApplicationShown)
def refusal(ref, booking_id):
    """Refuse an application; she is told why."""
    booking = found_application(found_run(ref), booking_id)
    operations.refuse_booking(booking, read()["reason"], actor=asking(), now=clock.now())
    db.session.commit()
    return application(booking)


@api.post("/runs/<ref>/applications/<int:booking_id>/withdrawal")
@administrators
@api.takes(schemas.WithdrawalForHer)
@api.gives(200, schemas.ApplicationShown)
def withdrawal_for_her(ref, booking_id):
    """Withdraw somebody who asked for it; she is told."""
    booking = found_application(found_run(ref), booking_id)
    operations.withdraw_booking(booking, read()["reason"], actor=asking(), now=clock.now())
    db.session.commit()
    return application(booking)


def _places(run: Run) -> dict:
    taken = lookups.places_of([run.id])[run.id]
    return {"capacity": run.capacity} | {
        name: getattr(taken, name) for name in ("confirmed", "provisional", "offered", "waiting")
    }


@api.get("/runs/<ref>/places")
@role("administrator", "facilitator")
@api.gives(200, schemas.PlacesShown, tagged=True)
def places_taken(ref):
    """How the places of a run are taken."""
    return _places(run_of_staff(ref))


def run_of_staff(ref: str) -> Run:
    return run_for_staff(ref, asking(), roles_of_asking(), clock.now()) or abort(404)


@api.put("/runs/<ref>/places")
@administrators
@api.takes(schemas.Capacity)
@api.gives(200, schemas.PlacesShown, tagged=True)
def change_capacity(ref):
    """Give a run more or fewer places; whoever waits longest gets one that is free."""
    run = found_run(ref)
    lock(run)
    unchanged(schemas.PlacesShown, _places(run))
    operations.change_capacity(run, read()["capacity"], actor=asking(), now=clock.now())
    db.session.commit()
    return _places(run)


from lms.bookings import courses_api, whole_run_api  # noqa: E402, F401  (their views hang on `api`)
