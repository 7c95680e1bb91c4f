"""A trainee's page for a case study: she writes, reads it through and sends it, and reads what came back."""

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from lms import clock
from lms.bookings.lookups import booking_on
from lms.bookings.models import Booking
from lms.casework import lookups, operations, rules, schemas
from lms.casework.lookups import Task
from lms.casework.models import Submission
from lms.clock import say_time
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.refusal import Refusal
from lms.runs.loading import leaders_of
from lms.runs.models import Run
from lms.web import Form, asking, read_form, show_form, signed_in

pages = Blueprint("casework", __name__)
ANOTHERS = "Somebody else is signed in here now. Nothing was kept; sign in as yourself, and it will be."

NOTHING_YET = "There is nothing to send yet. Write your answer first."


def wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def refused_json(refusal: Refusal, **more):
    """The same sentence for the script that keeps a page while it is being typed."""
    status = 409 if refusal.code in ("elsewhere", "sent", "somebody else") else 422
    return jsonify(title=refusal.sentence, code=refusal.code, **more), status


def check_writer(writer: int) -> None:
    """A page that one person opened keeps nothing under another's name."""
    if writer and writer != asking().id:
        raise Refusal(ANOTHERS, code="somebody else")


def hers(ref: str, code: str) -> tuple[Booking, Task]:
    """Her place on a run and her task there, found through whoever asks."""
    booking = booking_on(ref, asking())
    task = booking and booking.state == "confirmed" and lookups.task_of(asking(), booking.run, code, clock.now())
    return (booking, task) if task else abort(404)


def _page(run: Run, task: Task, form: Form | None = None, status: int = 200, **more):
    form = form or show_form(schemas.Answer, {
        "text": task.text, "revision": task.revision, "attempt": task.attempt, "writer": asking().id,
    })
    return render_template(
        "casework/case_study.html", run=run, task=task, form=form, course=programme_of(run.snapshot).title,
        module=programme_of(run.snapshot).module(task.case_study.module), markers=markers_of(run),
        words=rules.count_words(str(form.values.get("text", ""))), count_words=rules.count_words,
        **more,
    ), status


def markers_of(run: Run) -> str:
    """ "Morag Dunmore", or "Morag Dunmore or Ann Lee"; nobody's name where nobody leads it any more."""
    return " or ".join(leaders_of(run, clock.now())) or "Whoever leads the course"


@pages.get("/my-course/<ref>/case-studies/<code>")
@signed_in
def case_study(ref, code):
    booking, task = hers(ref, code)
    if wants_json():
        return jsonify(revision=task.revision, writer=asking().id, csrf_token=generate_csrf())
    return _page(booking.run, task)


@pages.post("/my-course/<ref>/case-studies/<code>")
@signed_in
def write(ref, code):
    (booking, task), form = hers(ref, code), read_form(schemas.Answer)
    try:
        draft = _kept(booking.run, code, form)
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        if wants_json():
            return refused_json(refusal)
        booking, task = hers(ref, code)
        return _refused_page(booking.run, task, form.refuse(refusal), refusal)
    if wants_json():
        return jsonify(revision=draft.revision, saved=say_time(draft.saved_at))
    if request.form.get("act") == "read":
        if not draft.text.strip():
            return _page(booking.run, task, form.refuse(Refusal(NOTHING_YET, field="text")), 422)
        return redirect(url_for(".read_through", ref=booking.run.ref, code=task.case_study.code), 303)
    flash(f"Kept at {say_time(draft.saved_at)}. You can close this and go on later.", "done")
    return redirect(url_for(".case_study", ref=booking.run.ref, code=task.case_study.code), 303)


def _kept(run: Run, code: str, form: Form):
    if form.data is None:
        raise Refusal("This page can’t be kept as it stands. Copy your answer, reload the page and paste it.")
    check_writer(form.data["writer"])
    text = form.data["text"]
    if request.form.get("act") == "both":
        text = f"{text}\n\n{request.form.get('other', '')}".replace("\r\n", "\n").replace("\x00", "").strip()
        form.values["text"] = text
    return operations.save_draft(asking(), run, code, text, form.data["revision"], now=clock.now())


def _refused_page(run: Run, task: Task, form: Form, refusal: Refusal):
    """What was typed stands in the box; what another page kept stands beside it."""
    other = None
    if refusal.code == "elsewhere":
        form.errors.clear()
        other, form.values["revision"] = task.draft, str(task.revision)
    leftover = form.values.get("text", "") if refusal.code == "sent" else None
    return _page(run, task, form, 422, other=other, leftover=leftover)


@pages.get("/my-course/<ref>/case-studies/<code>/sending")
@signed_in
def read_through(ref, code):
    booking, task = hers(ref, code)
    if not task.may_write or not task.text.strip():
        return redirect(url_for(".case_study", ref=booking.run.ref, code=task.case_study.code), 303)
    return _read_through_page(booking.run, task)


def _read_through_page(run: Run, task: Task, refused: str = "", status: int = 200):
    return render_template(
        "casework/sending.html", run=run, task=task, refused=refused, markers=markers_of(run),
        words=rules.count_words(task.text), course=programme_of(run.snapshot).title,
    ), status


@pages.post("/my-course/<ref>/case-studies/<code>/sending")
@signed_in
def send(ref, code):
    (booking, task), form = hers(ref, code), read_form(schemas.Sending)
    try:
        sent = send_version(booking.run, task, form.data or {})
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        booking, task = hers(ref, code)
        if task.may_write:
            return _read_through_page(booking.run, task, refusal.sentence, 422)
        flash(refusal.sentence, "info")
        return redirect(url_for(".case_study", ref=booking.run.ref, code=task.case_study.code), 303)
    late = " It is late, and shown as late." if sent.late else ""
    flash(f"{markers_of(booking.run)} has it.{late} You hear by mail when it comes back.", "done")
    return redirect(url_for(".case_study", ref=booking.run.ref, code=task.case_study.code), 303)


def send_version(run: Run, task: Task, typed: dict) -> Submission:
    """Send the draft as whoever asks has read it."""
    check_writer(typed.get("writer", 0))
    attempt = typed.get("attempt") or task.attempt
    before = next((each for each in task.submissions if each.attempt == attempt), None)
    if before is not None:  # a second click on the same button
        return before
    if typed.get("revision") != task.revision:
        raise Refusal("You have written more since this page was opened. This is how it stands now: read it once more.",
                      code="elsewhere")
    return operations.submit_answer(asking(), run, task.case_study.code, task.text, attempt=attempt, now=clock.now())


from lms.casework import (  # noqa: E402  (their views hang on `pages`)
    marking_views,  # noqa: F401
    marks_file,  # noqa: F401
    release_views,  # noqa: F401
    version_views,  # noqa: F401
)
