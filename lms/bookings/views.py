"""The courses as everybody sees them, and a member's own way onto one."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for

from lms import clock
from lms.bookings import listing, lookups, operations, places, schemas
from lms.bookings.models import Booking
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.refusal import Refusal
from lms.runs.lookups import run_to_show, runs_any_time
from lms.runs.models import Run
from lms.web import asking, public, read_form, show_form, signed_in

pages = Blueprint("bookings", __name__)
TAKEN = {
    "provisional": "We have kept a place for you. It is yours once it has been approved; we write to you.",
    "waiting": "You are on the waiting list. We write to you when a place is free.",
    "confirmed": "You are on the course. Begin when you like.",
}


def public_run(ref: str) -> Run:
    run = run_to_show(ref)
    return run if run is not None and run.state != "draft" else abort(404)


@pages.get("/courses")
@public
def courses():
    return render_template("bookings/courses.html", listings=listing.next_courses(clock.now(), asking()))


@pages.get("/courses/<ref>")
@public
def course(ref):
    run, now, person = public_run(ref), clock.now(), asking()
    hers = lookups.tried_on(run, person) if person else []
    booking = next((each for each in hers if each.state in lookups.ALIVE), None)
    return render_template(
        "bookings/course.html", booking=booking, before=hers[0] if hers and booking is None else None,
        reasons=lookups.reasons_against(run, person, now) if person and booking is None else [],
        standing=_standing(run, booking), **_course_words(run, now, booking),
    )


def _course_words(run: Run, now, hers: Booking | None = None) -> dict:
    """What each page about a course shows of it."""
    places_now = lookups.places_of([run.id])[run.id]
    programme = programme_of(run.snapshot)
    return {
        "run": run, "programme": programme, "listing": listing.listing(run, places_now, now, hers and hers.state),
        "titles": {module.slug: module.title for module in programme.modules},
        "for_link_members": lookups.for_link_members(run), "basic_course": _basic_course(run),
        "takes_applications": not lookups.closed_to_all(run, now),
    }


def _basic_course(run: Run) -> Run | None:
    """Where somebody who isn't a link member yet becomes one."""
    if not lookups.for_link_members(run):
        return None
    return next((each for each in runs_any_time() if not lookups.for_link_members(each)), None)


def _standing(run: Run, booking: Booking | None) -> dict:
    if booking is None:
        return {}
    if booking.state == "waiting":
        return {"ahead": lookups.ahead_of(booking)}
    return {"approve_by": places.approve_by(run, booking)} if booking.state == "provisional" else {}


@pages.get("/courses/<ref>/apply")
@signed_in
def apply(ref):
    run, now = public_run(ref), clock.now()
    if lookups.reasons_against(run, asking(), now):
        return redirect(url_for("bookings.course", ref=run.ref))
    return render_template("bookings/apply.html", form=show_form(schemas.Application), **_course_words(run, now))


@pages.post("/courses/<ref>/apply")
@signed_in
def send_application(ref):
    run, form, now = public_run(ref), read_form(schemas.Application), clock.now()
    if form.data is not None:
        try:
            booking = operations.apply_for_place(run, asking(), **form.data, actor=asking(), now=now)
            db.session.commit()
            flash(TAKEN[booking.state], "done")
            return redirect(f"/my-course/{run.ref}" if run.mode == "open" else f"/courses/{run.ref}", 303)
        except Refusal as refusal:
            begin_reading()
            run = public_run(ref)
            form.refuse(refusal)
    return render_template("bookings/apply.html", form=form, **_course_words(run, now)), 422


def hers(ref: str) -> Booking:
    return lookups.booking_on(ref, asking()) or abort(404)


@pages.post("/courses/<ref>/acceptance")
@signed_in
def acceptance(ref):
    booking = hers(ref)
    operations.accept_offer(booking, actor=asking(), now=clock.now())
    db.session.commit()
    flash("The place is kept for you. It is yours once it has been approved; we write to you.", "done")
    return redirect(url_for("bookings.course", ref=booking.run.ref), 303)


@pages.post("/courses/<ref>/declining")
@signed_in
def declining(ref):
    booking = hers(ref)
    operations.decline_offer(booking, actor=asking(), now=clock.now())
    db.session.commit()
    flash("Thank you for saying so. The next person in line gets it.", "done")
    return redirect(url_for("bookings.courses"), 303)


@pages.get("/courses/<ref>/withdrawal")
@signed_in
def withdrawal(ref):
    return _withdrawal_page(hers(ref), show_form(schemas.Withdrawal))


@pages.post("/courses/<ref>/withdrawal")
@signed_in
def withdraw(ref):
    booking, form = hers(ref), read_form(schemas.Withdrawal)
    if form.data is not None:
        try:
            operations.withdraw_booking(booking, form.data["reason"], actor=asking(), now=clock.now())
            db.session.commit()
            flash("You have withdrawn. Nothing you have done so far is lost.", "done")
            return redirect(url_for("bookings.courses"), 303)
        except Refusal as refusal:
            begin_reading()
            booking = hers(ref)
            form.refuse(refusal)
    return _withdrawal_page(booking, form, 422)


def _withdrawal_page(booking: Booking, form, status: int = 200):
    return render_template(
        "bookings/withdrawal.html", booking=booking, form=form, **_course_words(booking.run, clock.now())
    ), status


from lms.bookings import applications_file, deciding, whole_run_views  # noqa: E402, F401  (its views hang on `pages`)
