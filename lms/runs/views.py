"""The administrator plans a run: what it is, its sessions, who leads it, when work is due, and opens it."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for

from lms import clock
from lms.content.operations import latest, programme_of, programmes
from lms.db import begin_reading, db
from lms.refusal import Refusal
from lms.runs import lookups, operations, rules, schemas
from lms.runs.models import Run
from lms.web import administrators, asking, read_form, show_form

pages = Blueprint("runs", __name__)


def found(ref: str) -> Run:
    return lookups.run_by_ref(ref) or abort(404)


def planning(template: str, run: Run, here: str, status: int = 200, **words):
    """A planning page, with what is still missing beside it."""
    now = clock.now()
    wanting = rules.missing(lookups.plan_of(run, now)) if run.state == "draft" else []
    return render_template(
        f"runs/{template}.html", run=run, programme=programme_of(run.snapshot), here=here, wanting=wanting,
        days=lookups.run_days(run), **words,
    ), status


@pages.get("/runs/new")
@administrators
def new():
    return _new_page(show_form(schemas.NewRun, {"mode": "in person", "minimum": 6, "capacity": 8}))


@pages.post("/runs/new")
@administrators
def plan():
    form = read_form(schemas.NewRun)
    if form.data is not None:
        try:
            given, days = chosen(form.data)
            # The same once more within a moment: the button was pressed twice.
            twin = lookups.planned_just_now(given["snapshot"], given["place"], clock.now())
            run = twin or planned(given, days)
            db.session.commit()
            flash(f"{run.ref} is planned as a draft. Nobody sees it until you open it.", "done")
            return redirect(url_for("runs.edit" if run.mode == "open" else "runs.sessions", ref=run.ref), 303)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    return _new_page(form), 422


def _new_page(form):
    form.choose("programme", [(each.programme_slug, programme_of(each).title) for each in programmes()])
    return render_template("runs/new.html", form=form)


def chosen(typed: dict) -> tuple[dict, list[date]]:
    """What was typed as `plan_run` takes it, and the days; raises Refusal where something is wanting."""
    given = dict(typed)
    given["snapshot"] = latest(given.pop("programme"))
    if given["snapshot"] is None:
        raise Refusal("Choose one of these.", field="programme")
    days = [day for day in (given["first_day"], given.pop("second_day")) if day]
    if given["mode"] != "open" and given["first_day"] is None:
        raise Refusal("Give its first day. You can move the sessions afterwards.", field="first_day")
    return given, days


def planned(given: dict, days: list[date]) -> Run:
    """A draft with a morning and an afternoon on each of these days."""
    now, actor = clock.now(), asking()
    run = operations.plan_run(**given, actor=actor, now=now)
    if run.mode != "open":
        operations.lay_out_days(run, days, actor=actor, now=now)
    return run


@pages.get("/runs/<ref>/edit")
@administrators
def edit(ref):
    run = found(ref)
    values = {name: getattr(run, name) for name in ("place", "venue", "joining_notes", "minimum", "closing_on")}
    return planning("edit", run, "edit", form=show_form(schemas.Where, values))


@pages.post("/runs/<ref>/edit")
@administrators
def change(ref):
    run, form = found(ref), read_form(schemas.Where)
    if form.data is not None:
        try:
            operations.describe_run(run, **form.data, actor=asking(), now=clock.now())
            db.session.commit()
            flash("Kept.", "done")
            return redirect(url_for("runs.edit", ref=run.ref), 303)
        except Refusal as refusal:
            begin_reading()
            run = found(ref)
            form.refuse(refusal)
    return planning("edit", run, "edit", 422, form=form)


@pages.post("/runs/<ref>/opening")
@administrators
def opening(ref):
    run = found(ref)
    operations.open_run(run, actor=asking(), now=clock.now())
    db.session.commit()
    flash(f"{run.ref} is open. Members see it under Courses, and can apply.", "done")
    return redirect(f"/runs/{run.ref}", 303)


@pages.post("/runs/<ref>/closing")
@administrators
def closing(ref):
    run = found(ref)
    operations.close_run(run, actor=asking(), now=clock.now())
    db.session.commit()
    flash(f"{run.ref} is closed. Its facilitators still see it for 30 days.", "done")
    return redirect(f"/runs/{run.ref}", 303)


from lms.runs import planning_views  # noqa: E402, F401  (its views hang on `pages`)
