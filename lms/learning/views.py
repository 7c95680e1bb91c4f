"""Reading: a module's page, a page of it, and saying that it is read."""

from flask import Blueprint, abort, redirect, render_template, url_for

from lms import clock
from lms.bookings.lookups import booking_on
from lms.bookings.models import Booking
from lms.content.operations import programme_of
from lms.content.shapes import Module, Programme
from lms.db import db
from lms.learning.lookups import progress_of
from lms.learning.operations import mark_read
from lms.web import asking, signed_in

pages = Blueprint("learning", __name__)


def my_programme(ref: str) -> tuple[Booking, Programme]:
    """The course that she is on, found through her own booking; a place is needed to read it."""
    booking = booking_on(ref, asking())
    if booking is None or booking.state != "confirmed":
        abort(404)
    return booking, programme_of(booking.run.snapshot)


def module_of(programme: Programme, slug: str) -> Module:
    return programme.module(slug) or abort(404)


@pages.get("/my-course/<ref>/modules/<module>")
@signed_in
def module(ref: str, module: str):
    booking, programme = my_programme(ref)
    shown = module_of(programme, module)
    progress = progress_of([asking().id], programme)[asking().id]
    return render_template(
        "learning/module.html", run=booking.run, programme=programme, module=shown, progress=progress[module],
        number=programme.modules.index(shown) + 1,
    )


@pages.get("/my-course/<ref>/modules/<module>/<page>")
@signed_in
def page(ref: str, module: str, page: str):
    booking, programme = my_programme(ref)
    shown = module_of(programme, module)
    on = shown.page(page) or abort(404)
    progress = progress_of([asking().id], programme)[asking().id][module]
    return render_template(
        "learning/page.html", run=booking.run, programme=programme, module=shown, page=on, progress=progress,
        number=programme.modules.index(shown) + 1, at=shown.pages.index(on), read=page in progress.read_slugs,
    )


@pages.post("/my-course/<ref>/modules/<module>/<page>")
@signed_in
def read(ref: str, module: str, page: str):
    booking, programme = my_programme(ref)
    shown = module_of(programme, module)
    on = shown.page(page) or abort(404)
    mark_read(asking(), shown.slug, on.slug, now=clock.now())
    db.session.commit()
    following = shown.pages[shown.pages.index(on) + 1:]
    if following:
        return redirect(url_for(".page", ref=ref, module=module, page=following[0].slug), 303)
    return redirect(url_for("desk.my_course", ref=ref, _anchor="modules"), 303)
