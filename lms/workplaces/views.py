"""The administrator's regions, and who looks after each."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for

from lms import clock
from lms.clock import today
from lms.db import begin_reading, db
from lms.people.lookups import account_by_email, person_by_email
from lms.people.models import Person
from lms.refusal import Refusal
from lms.web import administrators, asking, read_form, show_form
from lms.workplaces import lookups, operations, schemas
from lms.workplaces.models import JURISDICTIONS, Region

pages = Blueprint("workplaces", __name__)


@pages.get("/regions")
@administrators
def regions():
    return _regions_page(show_form(schemas.NewRegion, {"jurisdiction": JURISDICTIONS[0]}))


@pages.post("/regions")
@administrators
def add_region():
    form = read_form(schemas.NewRegion)
    if form.data is not None:
        try:
            region = operations.add_region(**form.data, actor=asking(), now=clock.now())
            db.session.commit()
            flash(f"{region.name} is a region now. Who looks after it?", "done")
            return redirect(url_for("workplaces.new_officer", region_id=region.id), 303)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    return _regions_page(form), 422


def _regions_page(form):
    found = lookups.regions()
    return render_template(
        "workplaces/regions.html", form=form, regions=found, officers=lookups.officers_of([each.id for each in found]),
        members=lookups.people_by_region(today(clock.now())),
    )


@pages.get("/regions/<int:region_id>/officer")
@administrators
def new_officer(region_id: int):
    region = db.session.get(Region, region_id) or abort(404)
    return _officer_page(region, show_form(schemas.NewOfficer, {"since": today(clock.now())}))


@pages.post("/regions/<int:region_id>/officer")
@administrators
def appoint(region_id: int):
    region, form = db.session.get(Region, region_id) or abort(404), read_form(schemas.NewOfficer)
    if form.data is not None:
        try:
            person = known_by(form.data.pop("email"))
            operations.appoint_officer(region, person, **form.data, actor=asking(), now=clock.now())
            db.session.commit()
            flash(f"{person.name} looks after {region.name}.", "done")
            return redirect(url_for("workplaces.regions"), 303)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    return _officer_page(db.session.get(Region, region_id), form), 422


def known_by(email: str) -> Person:
    """Whoever has this address, for signing in or in the list; raises Refusal if nobody has."""
    account = account_by_email(email)
    person = account.person if account else person_by_email(email)
    if person is None:
        raise Refusal("Nobody is known by that address. Invite her as an officer first.", field="email")
    return person


def _officer_page(region: Region, form):
    now = lookups.officers_of([region.id]).get(region.id)
    return render_template("workplaces/officer.html", region=region, form=form, now=now)
