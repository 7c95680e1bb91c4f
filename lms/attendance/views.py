"""The registers of a run: which there are, and one session's, name by name."""

import uuid

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from lms import clock
from lms.attendance import operations
from lms.attendance.lookups import marked_on, register_of, signatures_of
from lms.attendance.schemas import MakeUpSchema, TapSchema
from lms.bookings.lookups import trainees_of
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.people.lookups import find_person
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.lookups import run_for_staff
from lms.runs.models import Run, Session
from lms.web import Form, asking, read_form, role, show_form
from lms.web.access import roles_of_asking

pages = Blueprint("attendance", __name__)


def dated_run(ref: str) -> Run:
    run = run_for_staff(ref, asking(), roles_of_asking(), clock.now())
    return run if run is not None and run.mode != "open" else abort(404)


def session_on(ref: str, session_id: int) -> Session:
    return next((each for each in dated_run(ref).sessions if each.id == session_id), None) or abort(404)


@pages.get("/runs/<ref>/register")
@role("administrator", "facilitator")
def registers(ref: str):
    run, now = dated_run(ref), clock.now()
    today = [each for each in run.sessions if clock.today(each.starts_at) == clock.today(now)]
    trainees, marked = marked_on(run)
    return render_template(
        "attendance/registers.html", run=run, today=today, trainees=trainees, marked=marked, now=now,
        signatures=signatures_of([each.id for each in run.sessions]), opens_before=operations.OPENS_BEFORE,
        titles={module.slug: module.title for module in programme_of(run.snapshot).modules},
    )


@pages.get("/runs/<ref>/register/<int:session_id>")
@role("administrator", "facilitator")
def register(ref: str, session_id: int):
    session = session_on(ref, session_id)
    if _wants_json():
        return jsonify(writer=asking().id, csrf_token=generate_csrf())
    return _page(session)


def _page(session: Session, sentence: str = "", typed: Form | None = None):
    """The register; where something was refused, with its sentence and what was typed."""
    now, lines = clock.now(), register_of(session)
    modules = [module.slug for module in programme_of(session.run.snapshot).modules]
    on = typed.values.get("person_id", "") if typed else ""
    return render_template(
        "attendance/register.html", session=session, run=session.run, lines=lines, now=now,
        marked=sum(line.tap is not None for line in lines), signature=signatures_of([session.id]).get(session.id),
        numbers=sorted(modules.index(each.module_slug) + 1 for each in session.covers if each.module_slug in modules),
        last_day=max(each.day for each in session.run.sessions), sentence=sentence, typed=typed,
        on=next((line.person for line in lines if str(line.person.id) == on), None),
        open=now >= session.starts_at - operations.OPENS_BEFORE, opens_at=session.starts_at - operations.OPENS_BEFORE,
        going_on=session.run.state in ("open", "confirmed"), begun=now >= session.starts_at,
        new_id=lambda: str(uuid.uuid4()), account=asking().id, task=show_form(MakeUpSchema),
    )


@pages.post("/runs/<ref>/register/<int:session_id>/taps")
@role("administrator", "facilitator")
def tap(ref: str, session_id: int):
    session, form = session_on(ref, session_id), read_form(TapSchema)
    try:
        person = trainee_on(session, checked(form))
        kept = operations.record_tap(
            session, person, tap_id=str(form.data["tap_id"]), state=form.data["state"],
            minutes_missed=form.data["minutes_missed"], reason=form.data["reason"], actor=asking(), now=clock.now(),
        )
        db.session.commit()
    except Refusal as refusal:
        return _refused(ref, session_id, refusal, form)
    if _wants_json():
        return jsonify(state=kept.state, minutes_missed=kept.minutes_missed, at=clock.say_time(kept.recorded_at))
    return redirect(url_for(".register", ref=ref, session_id=session_id, _anchor=f"p{person.id}"), 303)


def checked(form: Form) -> dict:
    """What was typed; raises Refusal, in one sentence, if its shape is wrong."""
    if form.data is None:
        raise Refusal("; ".join(said for sentences in form.errors.values() for said in sentences) + ".")
    return form.data


def trainee_on(session: Session, typed: dict) -> Person:
    """Whom it is about; who isn't on this run is named to nobody."""
    if typed.get("writer") not in (None, 0, asking().id):
        raise Refusal("Somebody else is signed in here now. Nothing was saved.", code="somebody else")
    person = find_person(typed["person_id"])
    on_it = {booking.person_id for booking in trainees_of(session.run)}
    if person is None or person.id not in on_it:
        raise Refusal("That name is no longer on this register. Reload the page.")
    return person


def _refused(ref: str, session_id: int, refusal: Refusal, form: Form):
    begin_reading()
    if _wants_json():
        return jsonify(title=refusal.sentence, code=refusal.code), 409 if refusal.code == "somebody else" else 422
    return _page(session_on(ref, session_id), refusal.sentence, form), 422


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


@pages.post("/runs/<ref>/register/<int:session_id>/rest")
@role("administrator", "facilitator")
def rest(ref: str, session_id: int):
    session = session_on(ref, session_id)
    count = operations.mark_rest_present(session, actor=asking(), now=clock.now())
    db.session.commit()
    few = {0: "Every name was marked already.", 1: "One marked present."}
    flash(few.get(count, f"{count} marked present."), "done")
    return redirect(url_for(".register", ref=ref, session_id=session_id), 303)


@pages.post("/runs/<ref>/register/<int:session_id>/signature")
@role("administrator", "facilitator")
def signature(ref: str, session_id: int):
    session = session_on(ref, session_id)
    operations.sign_register(session, actor=asking(), now=clock.now())
    db.session.commit()
    flash("Register signed. From now on, a change needs a reason.", "done")
    return redirect(url_for(".registers", ref=ref), 303)


@pages.post("/runs/<ref>/register/<int:session_id>/make-up")
@role("administrator", "facilitator")
def make_up(ref: str, session_id: int):
    session, form = session_on(ref, session_id), read_form(MakeUpSchema)
    try:
        person = trainee_on(session, checked(form))
        operations.accept_make_up(session, person, task=form.data["task"], actor=asking(), now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        return _refused(ref, session_id, refusal, form)
    flash(f"Accepted. The session counts for {person.name}.", "done")
    return redirect(url_for(".register", ref=ref, session_id=session_id, _anchor=f"p{person.id}"), 303)


from lms.attendance import registers_file  # noqa: E402, F401  (its view hangs on `pages`)
