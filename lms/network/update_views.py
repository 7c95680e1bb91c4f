"""A rep's own pages: what she learned and is said otherwise now, side by side, and that she has read it."""

from flask import abort, flash, redirect, render_template, url_for

from lms import clock
from lms.content.links import course
from lms.db import db
from lms.network import operations
from lms.network.rules import differs
from lms.network.schemas import HasRead
from lms.network.updates import Update, update_of, updates_of
from lms.network.views import pages, shown
from lms.refusal import Refusal
from lms.web import asking, read_form, show_form, signed_in


@pages.get("/updates")
@signed_in
def updates():
    return render_template("network/updates.html", updates=updates_of(asking(), clock.now()))


def her_update(slug: str) -> Update:
    return update_of(asking(), slug, clock.now()) or abort(404)


@pages.get("/updates/<statement>")
@signed_in
def update(statement: str):
    found = her_update(statement)
    return render_template("network/update.html", update=found, law=found.now.law, shown=shown, course=course,
                           differs="" if found.dropped else differs(found.learned.law, found.now.law),
                           form=show_form(HasRead, {"digest": found.digest}))


@pages.post("/updates/<statement>")
@signed_in
def read(statement: str):
    found, form = her_update(statement), read_form(HasRead)
    if form.data is None:
        raise Refusal("Open the page again, and say there that you have read it.")
    operations.read_update(asking(), found, digest=form.data["digest"], now=clock.now())
    db.session.commit()
    left = [each for each in updates_of(asking(), clock.now()) if each.read_at is None]
    flash("Thank you. It is on record that you have read it.", "done")
    if left:
        return redirect(url_for("network.update", statement=left[0].slug), 303)
    return redirect(url_for("desk.home"), 303)
