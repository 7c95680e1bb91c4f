"""The administrator's side of places: who has applied, approving and refusing."""

from flask import abort, flash, redirect, render_template, request, url_for

from lms import clock
from lms.bookings import listing, lookups, operations, places, schemas
from lms.bookings.application_list import applications_shown
from lms.bookings.models import Booking
from lms.bookings.views import pages
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.people.lookups import person_by_email, person_by_number, status_on
from lms.people.models import Person
from lms.record.lookups import link_members_on
from lms.refusal import Refusal
from lms.runs.lookups import run_by_ref, run_days
from lms.runs.models import Run
from lms.web import administrators, asking, read_form, show_form
from lms.web.paging import say_count
from lms.workplaces.lookups import employments_of

# The rule speaks to whoever applies; the administrator reads of somebody else.
OF_HER = {
    "already": "She has applied for this course already.",
    "leads": "She leads this course, so she can't take a place on it.",
    "standing": "The list does not show her as a member in good standing.",
    "link member": "She is not a link member. Where she need not be one, waive the basic course on her own page first.",
}


def found_run(ref: str) -> Run:
    return run_by_ref(ref) or abort(404)


def found_application(run: Run, booking_id: int) -> Booking:
    return lookups.application_on(run, booking_id) or abort(404)


def applicant_named(typed: str) -> Person:
    """Whoever has this membership number or e-mail address; raises Refusal if nobody has."""
    person = person_by_email(typed) if "@" in typed else person_by_number(typed)
    if person is None:
        raise Refusal("We know nobody with that number or address.", field="who", code="nobody")
    return person


def apply_for_somebody(run: Run, typed: str) -> Booking:
    """An application for whoever has this number or address; raises Refusal as whoever applies for her reads it."""
    person = applicant_named(typed)
    try:
        return operations.apply_for_place(run, person, actor=asking(), now=clock.now())
    except Refusal as refusal:
        raise Refusal(OF_HER.get(refusal.code, refusal.sentence), field="who", code=refusal.code) from None


def back_to(run: Run):
    return redirect(url_for("bookings.applications", ref=run.ref), 303)


@pages.get("/runs/<ref>/applications")
@administrators
def applications(ref):
    return _applications_page(found_run(ref))


def _applications_page(run: Run, status: int = 200, booking_id: int | None = None, refused=None, booked=None):
    """The page; `refused` is the form that has to be put right, of the booking with that id."""
    now, after, words = clock.now(), request.args.get("after"), request.args.get("q", "").strip()
    found, taken = applications_shown(run, words, after, booking_id), lookups.places_of([run.id])[run.id]
    ids, day = [booking.person_id for booking in found.shown], clock.today(now)
    by_state = {}
    for booking in found.shown:
        by_state.setdefault(booking.state if booking.state in lookups.ALIVE else "ended", []).append(booking)
    return render_template(
        "bookings/applications.html", run=run, programme=programme_of(run.snapshot), days=run_days(run),
        places=taken, by_state=by_state, work=employments_of(ids),
        status_of=status_on(ids, day), link=link_members_on(ids, day),
        approve_by={booking.id: places.approve_by(run, booking) for booking in by_state.get("provisional", [])},
        reason=show_form(schemas.Refused), refused=refused, refused_id=booking_id,
        ended_count=found.ended_count, ended_said=say_count(found.ended_count),
        words=words, first=not after, after=found.confirmed.after,
        url=lambda **more: url_for(".applications", ref=run.ref, q=words or None, **more),
        booked=booked or show_form(schemas.ForSomebody), state=listing.state_of(run, taken, now), today=day,
    ), status


@pages.post("/runs/<ref>/applications")
@administrators
def book_somebody(ref):
    run, form = found_run(ref), read_form(schemas.ForSomebody)
    if form.data is not None:
        try:
            person = apply_for_somebody(run, form.data["who"]).person
            db.session.commit()
            told = "and is told" if person.email else "but has no e-mail address: tell her yourself"
            flash(f"{person.name} has applied, {told}.", "done")
            return back_to(run)
        except Refusal as refusal:
            begin_reading()
            run = found_run(ref)
            form.refuse(refusal)
    return _applications_page(run, 422, booked=form)


@pages.post("/runs/<ref>/applications/<int:booking_id>/approval")
@administrators
def approval(ref, booking_id):
    run = found_run(ref)
    booking = found_application(run, booking_id)
    operations.approve_booking(booking, actor=asking(), now=clock.now())
    db.session.commit()
    flash(f"{booking.person.name} is confirmed, and is told.", "done")
    return back_to(run)


@pages.post("/runs/<ref>/applications/<int:booking_id>/refusal")
@administrators
def refusal(ref, booking_id):
    return _with_reason(ref, booking_id, schemas.Refused, operations.refuse_booking, "is refused, and is told why.")


@pages.post("/runs/<ref>/applications/<int:booking_id>/withdrawal")
@administrators
def withdrawal_for_her(ref, booking_id):
    return _with_reason(ref, booking_id, schemas.WithdrawalForHer, operations.withdraw_booking,
                        "is no longer on the course, and is told.")


def _with_reason(ref, booking_id, schema, act, said):
    run, form = found_run(ref), read_form(schema)
    booking = found_application(run, booking_id)
    if form.data is not None:
        act(booking, form.data["reason"], actor=asking(), now=clock.now())
        db.session.commit()
        flash(f"{booking.person.name} {said}", "done")
        return back_to(run)
    return _applications_page(run, 422, booking_id, form)
