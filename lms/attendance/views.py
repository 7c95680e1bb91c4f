"""The registers of a run: which there are, and one session's, name by name."""

import uuid

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for

from lms import clock
from lms.attendance import operations
from lms.attendance.lookups import latest_taps, register_of, signatures_of
from lms.attendance.models import Tap
from lms.attendance.schemas import MakeUpSchema, TapSchema
from lms.bookings.lookups import trainees_of
from lms.content.operations import programme_of
from lms.db import db
from lms.people.lookups import find_person
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.lookups import run_for_staff
from lms.runs.models import Run, Session
from lms.web import asking, read_form, role, show_form
from lms.web.access import roles_of_asking

pages = Blueprint("attendance", __name__)


def _run(ref: str) -> Run:
    run = run_for_staff(ref, asking(), roles_of_asking(), clock.now())
    return run if run is not None and run.mode != "open" else abort(404)


def _session(ref: str, session_id: int) -> Session:
    return next((each for each in _run(ref).sessions if each.id == session_id), None) or abort(404)


def _trainee(session: Session, person_id: int) -> Person:
    person = find_person(person_id)
    on_it = {booking.person_id for booking in trainees_of(session.run)}
    return person if person is not None and person.id in on_it else abort(404)


@pages.get("/runs/<ref>/register")
@role("administrator", "facilitator")
def registers(ref: str):
    run, now = _run(ref), clock.now()
    today = [each for each in run.sessions if clock.today(each.starts_at) == clock.today(now)]
    trainees = trainees_of(run)
    taps = latest_taps([each.id for each in run.sessions])
    marked = {each.id: sum((each.id, b.person_id) in taps for b in trainees) for each in run.sessions}
    return render_template(
        "attendance/registers.html", run=run, today=today, trainees=trainees, marked=marked, now=now,
        signatures=signatures_of([each.id for each in run.sessions]), opens_before=operations.OPENS_BEFORE,
        titles={module.slug: module.title for module in programme_of(run.snapshot).modules},
    )


@pages.get("/runs/<ref>/register/<int:session_id>")
@role("administrator", "facilitator")
def register(ref: str, session_id: int):
    return _page(_session(ref, session_id))


def _page(session: Session, refused=None, on: int | None = None):
    now, lines = clock.now(), register_of(session)
    modules = [module.slug for module in programme_of(session.run.snapshot).modules]
    answer = render_template(
        "attendance/register.html", session=session, run=session.run, lines=lines,
        marked=sum(line.tap is not None for line in lines), signature=operations.signature_of(session),
        numbers=[modules.index(each.module_slug) + 1 for each in session.covers], refused=refused, refused_on=on,
        open=now >= session.starts_at - operations.OPENS_BEFORE, opens_at=session.starts_at - operations.OPENS_BEFORE,
        begun=now >= session.starts_at, new_id=lambda: str(uuid.uuid4()), account=asking().id,
        late_by=max(1, min(int((now - session.starts_at).total_seconds() // 60), session.minutes - 1)),
        early_by=max(1, min(int((session.ends_at - now).total_seconds() // 60), session.minutes - 1)),
        task=show_form(MakeUpSchema),
    )
    return (answer, 422) if refused else answer


@pages.post("/runs/<ref>/register/<int:session_id>/taps")
@role("administrator", "facilitator")
def tap(ref: str, session_id: int):
    session = _session(ref, session_id)
    form = read_form(TapSchema)
    if form.data is None:
        return _refused(session, "Choose how it was, then save.", form.values.get("person_id"))
    person = _trainee(session, form.data["person_id"])
    try:
        kept = operations.record_tap(
            session, person, tap_id=str(form.data["tap_id"]), state=form.data["state"],
            minutes_missed=form.data["minutes_missed"], reason=form.data["reason"], actor=asking(), now=clock.now(),
        )
    except Refusal as refusal:
        db.session.rollback()
        return _refused(_session(ref, session_id), refusal.sentence, person.id)
    db.session.commit()
    if _wants_json():
        return jsonify(_kept(kept))
    return redirect(url_for(".register", ref=ref, session_id=session_id, _anchor=f"p{person.id}"), 303)


def _refused(session: Session, sentence: str, person_id):
    if _wants_json():
        return jsonify(sentence=sentence), 422
    return _page(session, sentence, int(person_id) if str(person_id).isdigit() else None)


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _kept(tap: Tap) -> dict:
    return {"state": tap.state, "minutes_missed": tap.minutes_missed, "at": clock.say_time(tap.recorded_at)}


@pages.post("/runs/<ref>/register/<int:session_id>/rest")
@role("administrator", "facilitator")
def rest(ref: str, session_id: int):
    session = _session(ref, session_id)
    count = operations.mark_rest_present(session, actor=asking(), now=clock.now())
    db.session.commit()
    flash(f"{count} marked present." if count != 1 else "One marked present.", "done")
    return redirect(url_for(".register", ref=ref, session_id=session_id), 303)


@pages.post("/runs/<ref>/register/<int:session_id>/signature")
@role("administrator", "facilitator")
def signature(ref: str, session_id: int):
    session = _session(ref, session_id)
    operations.sign_register(session, actor=asking(), now=clock.now())
    db.session.commit()
    flash("Register signed. From now on, a change needs a reason.", "done")
    return redirect(url_for(".registers", ref=ref), 303)


@pages.post("/runs/<ref>/register/<int:session_id>/make-up")
@role("administrator", "facilitator")
def make_up(ref: str, session_id: int):
    session = _session(ref, session_id)
    form = read_form(MakeUpSchema)
    if form.data is None:
        return _refused(session, "Say what was done in its place.", form.values.get("person_id"))
    person = _trainee(session, form.data["person_id"])
    try:
        operations.accept_make_up(session, person, task=form.data["task"], actor=asking(), now=clock.now())
    except Refusal as refusal:
        db.session.rollback()
        return _refused(_session(ref, session_id), refusal.sentence, person.id)
    db.session.commit()
    flash(f"Accepted. The session counts for {person.name}.", "done")
    return redirect(url_for(".register", ref=ref, session_id=session_id, _anchor=f"p{person.id}"), 303)
