"""For programs: who is on a run, and the acts on the whole of it that change who has a place."""

from sqlalchemy import select

from lms import clock
from lms.bookings import operations, schemas
from lms.bookings.api import api, run_of_staff
from lms.bookings.deciding import found_run
from lms.bookings.models import Booking
from lms.db import db
from lms.people.models import Person
from lms.runs import showing
from lms.runs.schemas import RunShown
from lms.web import administrators, asking, role
from lms.web.api import Listing, listed, read
from lms.web.paging import read_slice
from lms.workplaces.lookups import employments_of


@api.get("/runs/<ref>/trainees")
@role("administrator", "facilitator")
@api.asks(Listing)
@api.gives_list(schemas.TraineeShown)
def trainees(asked, ref):
    """Who has a confirmed place on a run, by name."""
    run = run_of_staff(ref)
    part = read_slice(
        select(Booking.needs, Person).join(Person, Person.id == Booking.person_id)
        .where(Booking.run_id == run.id, Booking.state == "confirmed"),
        [Person.folded_name, Person.id], lambda row: (row.Person.folded_name, row.Person.id),
        of=f"trainees of {run.id}", after=asked["after"], most=asked["limit"],
    )
    work = employments_of([person.id for _, person in part.rows])
    return listed(part, lambda row: {
        "person_id": row.Person.id, "name": row.Person.name, "needs": row.needs,
        "employer": work[row.Person.id].workplace.employer.name if row.Person.id in work else "",
    })


@api.post("/runs/<ref>/booking-closing")
@administrators
@api.gives(200, RunShown)
def closing(ref):
    """No more applications from now on."""
    run = found_run(ref)
    operations.close_booking(run, actor=asking(), now=clock.now())
    db.session.commit()
    return showing.shown(run, clock.now())


@api.post("/runs/<ref>/confirmation")
@administrators
@api.takes(schemas.Confirmation)
@api.gives(200, RunShown)
def confirmation(ref):
    """The run takes place, and everybody confirmed is told; below its minimum only if it goes ahead `anyway`."""
    run = found_run(ref)
    operations.confirm_run(run, **read(), actor=asking(), now=clock.now())
    db.session.commit()
    return showing.shown(run, clock.now())


@api.post("/runs/<ref>/cancellation")
@administrators
@api.takes(schemas.Cancellation)
@api.gives(200, RunShown)
def cancellation(ref):
    """The run won't take place: everybody on it loses her place, and is told why."""
    run = found_run(ref)
    operations.cancel_run(run, read()["reason"], actor=asking(), now=clock.now())
    db.session.commit()
    return showing.shown(run, clock.now())
