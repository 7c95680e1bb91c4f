"""Giving feedback on one's own run; and, for its staff, opening it, closing it and reading the results."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, url_for

from lms import clock
from lms.bookings.lookups import booking_on
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.feedback import operations
from lms.feedback.lookups import form_of, has_answered, is_closed, may_be_opened, results_of
from lms.feedback.rules import ENOUGH
from lms.feedback.schemas import ClosingSchema, schema_for
from lms.refusal import Refusal
from lms.runs.lookups import run_for_staff
from lms.runs.models import Run
from lms.web import Form, asking, read_form, role, show_form, signed_in
from lms.web.access import roles_of_asking

pages = Blueprint("feedback", __name__)
OPEN_FOR = timedelta(days=14)


def my_form(ref: str):
    booking = booking_on(ref, asking())
    form = form_of(booking.run) if booking is not None and booking.state == "confirmed" else None
    return (booking.run, form) if form is not None else abort(404)


@pages.get("/my-course/<ref>/feedback")
@signed_in
def give(ref: str):
    run, form = my_form(ref)
    return _page(run, form, show_form(schema_for(programme_of(run.snapshot))))


@pages.post("/my-course/<ref>/feedback")
@signed_in
def send(ref: str):
    run, form = my_form(ref)
    filled = read_form(schema_for(programme_of(run.snapshot)))
    if filled.data is not None:
        try:
            operations.give_feedback(form, asking(), filled.data, now=clock.now())
            db.session.commit()
            return redirect(url_for(".give", ref=ref), 303)
        except Refusal as refusal:
            begin_reading()
            run, form = my_form(ref)
            filled.refuse(refusal)
    return _page(run, form, filled), 422


def _page(run: Run, form, filled: Form):
    now = clock.now()
    return render_template(
        "feedback/give.html", run=run, programme=programme_of(run.snapshot), asked=form, form=filled,
        answered=has_answered(form, asking()), closed=is_closed(form, now), enough=ENOUGH,
    )


def run_of_staff(ref: str) -> Run:
    return run_for_staff(ref, asking(), roles_of_asking(), clock.now()) or abort(404)


@pages.get("/runs/<ref>/feedback")
@role("administrator", "facilitator")
def results(ref: str):
    return _results(run_of_staff(ref), show_form(ClosingSchema, {"closes_on": clock.today(clock.now()) + OPEN_FOR}))


def _results(run: Run, opening: Form):
    now, form = clock.now(), form_of(run)
    return render_template(
        "feedback/results.html", run=run, programme=programme_of(run.snapshot), form=opening, asked=form, enough=ENOUGH,
        closed=form is not None and is_closed(form, now),
        results=results_of(form, now) if form else None, may_open=may_be_opened(run, now),
    )


@pages.post("/runs/<ref>/feedback/opening")
@role("administrator", "facilitator")
def opening(ref: str):
    filled = read_form(ClosingSchema)
    if filled.data is not None:
        try:
            operations.open_form(run_of_staff(ref), filled.data["closes_on"], actor=asking(), now=clock.now())
            db.session.commit()
            flash("Feedback is open. It shows on each trainee’s course page.", "done")
            return redirect(url_for(".results", ref=ref), 303)
        except Refusal as refusal:
            begin_reading()
            filled.refuse(refusal)
    return _results(run_of_staff(ref), filled), 422


@pages.post("/runs/<ref>/feedback/closing")
@role("administrator", "facilitator")
def closing(ref: str):
    form = form_of(run_of_staff(ref)) or abort(404)
    operations.close_form(form, actor=asking(), now=clock.now())
    db.session.commit()
    flash("Feedback is closed.", "done")
    return redirect(url_for(".results", ref=ref), 303)


from lms.feedback import results_file  # noqa: E402, F401  (its view hangs on `pages`)
