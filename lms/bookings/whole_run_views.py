"""The administrator's acts on a whole run: how many places, closing, going ahead, cancelling."""

from flask import flash, redirect, render_template

from lms import clock
from lms.bookings import lookups, operations, schemas
from lms.bookings.deciding import back_to, found_run
from lms.bookings.views import pages
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.refusal import Refusal
from lms.runs.lookups import run_days
from lms.runs.models import Run
from lms.web import administrators, asking, read_form, show_form


def _page(template: str, run: Run, form, status: int = 200):
    return render_template(
        f"bookings/{template}.html", run=run, programme=programme_of(run.snapshot), days=run_days(run), form=form,
        places=lookups.places_of([run.id])[run.id],
    ), status


@pages.get("/runs/<ref>/capacity")
@administrators
def capacity(ref):
    run = found_run(ref)
    return _page("capacity", run, show_form(schemas.Capacity, {"capacity": run.capacity}))


@pages.post("/runs/<ref>/capacity")
@administrators
def change_capacity(ref):
    run, form = found_run(ref), read_form(schemas.Capacity)
    if form.data is not None:
        try:
            operations.change_capacity(run, form.data["capacity"], actor=asking(), now=clock.now())
            db.session.commit()
            flash(f"{run.ref} has {run.capacity} places.", "done")
            return back_to(run)
        except Refusal as refusal:
            begin_reading()
            run = found_run(ref)
            form.refuse(refusal)
    return _page("capacity", run, form, 422)


@pages.post("/runs/<ref>/booking-closing")
@administrators
def closing(ref):
    run = found_run(ref)
    operations.close_booking(run, actor=asking(), now=clock.now())
    db.session.commit()
    flash(f"{run.ref} takes no more applications.", "done")
    return back_to(run)


@pages.get("/runs/<ref>/confirmation")
@administrators
def confirmation(ref):
    return _page("confirmation", found_run(ref), show_form(schemas.Confirmation))


@pages.post("/runs/<ref>/confirmation")
@administrators
def confirm(ref):
    run, form = found_run(ref), read_form(schemas.Confirmation)
    if form.data is not None:
        try:
            operations.confirm_run(run, **form.data, actor=asking(), now=clock.now())
            db.session.commit()
            flash(f"{run.ref} goes ahead. Everybody confirmed is told.", "done")
            return redirect(f"/runs/{run.ref}", 303)
        except Refusal as refusal:
            begin_reading()
            run = found_run(ref)
            form.refuse(refusal)
    return _page("confirmation", run, form, 422)


@pages.get("/runs/<ref>/cancellation")
@administrators
def cancellation(ref):
    return _page("cancellation", found_run(ref), show_form(schemas.Cancellation))


@pages.post("/runs/<ref>/cancellation")
@administrators
def cancel(ref):
    run, form = found_run(ref), read_form(schemas.Cancellation)
    if form.data is not None:
        try:
            operations.cancel_run(run, form.data["reason"], actor=asking(), now=clock.now())
            db.session.commit()
            flash(f"{run.ref} is cancelled. Everybody on it is told.", "done")
            return redirect(f"/runs/{run.ref}", 303)
        except Refusal as refusal:
            begin_reading()
            run = found_run(ref)
            form.refuse(refusal)
    return _page("cancellation", run, form, 422)
