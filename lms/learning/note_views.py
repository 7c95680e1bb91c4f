"""Notes of one's own: beside a page, and about one's own workplace. Nobody else opens them."""

from dataclasses import dataclass

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from lms import clock
from lms.clock import say_time
from lms.content.shapes import Module
from lms.db import begin_reading, db
from lms.learning import schemas
from lms.learning.around import Around, around, wants_json
from lms.learning.contents import REFLECTIONS
from lms.learning.lookups import note_of
from lms.learning.models import PAGE, REFLECTION, Note
from lms.learning.noting import keep_note
from lms.learning.views import pages
from lms.refusal import Refusal
from lms.web import Form, asking, read_form, show_form, signed_in

MODULE = "/my-course/<ref>/modules/<module>"
ANOTHERS = "Somebody else is signed in here now. Nothing was kept; sign in as yourself, and it will be."


@dataclass(frozen=True)
class Subject:
    """What a note is about: its title, what was asked, and where it is read."""

    kind: str
    about: str
    title: str
    prompt: str
    back_to: str
    url: str


def is_there(module: Module, kind: str, about: str) -> None:
    """404 where the module has no such page or reflection."""
    names = [each.slug for each in module.pages] if kind == PAGE else [each.id for each in module.reflections]
    if about not in names:
        abort(404)


def check_writer(writer: int) -> None:
    """A page that one person opened keeps nothing under another's name."""
    if writer not in (0, asking().id):
        raise Refusal(ANOTHERS, code="somebody else")


def subject_of(found: Around, kind: str, about: str) -> Subject:
    """The page or reflection of this module; 404 where there is none."""
    is_there(found.module, kind, about)
    here = {"ref": found.run.ref, "module": found.module.slug}
    if kind == PAGE:
        page = found.module.page(about)
        return Subject(kind, about, page.title, "", url_for("learning.page", page=about, **here),
                       url_for("learning.note", page=about, **here))
    each = next(each for each in found.module.reflections if each.id == about)
    return Subject(kind, about, each.title, each.prompt, url_for("learning.reflections", _anchor=about, **here),
                   url_for("learning.reflection", reflection=about, **here))


@pages.get(f"{MODULE}/reflections")
@signed_in
def reflections(ref, module):
    return render_template("learning/reflections.html", around=around(ref, module, REFLECTIONS))


@pages.get(f"{MODULE}/notes/<page>")
@signed_in
def note(ref, module, page):
    return _show(around(ref, module), PAGE, page)


@pages.post(f"{MODULE}/notes/<page>")
@signed_in
def keep_page_note(ref, module, page):
    return _keep(ref, module, PAGE, page)


@pages.get(f"{MODULE}/reflections/<reflection>")
@signed_in
def reflection(ref, module, reflection):
    return _show(around(ref, module), REFLECTION, reflection)


@pages.post(f"{MODULE}/reflections/<reflection>")
@signed_in
def keep_reflection(ref, module, reflection):
    return _keep(ref, module, REFLECTION, reflection)


def _show(found: Around, kind: str, about: str):
    subject, kept = subject_of(found, kind, about), found.hers.note(kind, about)
    if wants_json():
        return jsonify(revision=kept.revision if kept else 0, writer=asking().id, csrf_token=generate_csrf())
    form = show_form(schemas.NoteTyped, {"text": kept.text, "revision": kept.revision} if kept else {})
    return _page(found, subject, form, saved_at=kept and kept.saved_at)


def _page(found: Around, subject: Subject, form: Form, status: int = 200, *, other=None, saved_at=None):
    return render_template(
        "learning/note.html", around=found, form=form, other=other, saved_at=saved_at, **vars(subject),
    ), status


def _keep(ref: str, module: str, kind: str, about: str):
    found, form = around(ref, module), read_form(schemas.NoteTyped)
    subject = subject_of(found, kind, about)
    try:
        kept = _kept(found.module, subject, form)
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        if wants_json():
            status = 409 if refusal.code in ("elsewhere", "somebody else") else 422
            return jsonify(title=refusal.sentence, code=refusal.code), status
        return _refused(around(ref, module), subject, form.refuse(refusal), refusal)
    if wants_json():
        return jsonify(revision=kept.revision, saved=say_time(kept.saved_at))
    flash(f"Kept at {say_time(kept.saved_at)}.", "done")
    return redirect(subject.back_to, 303)


def _kept(module: Module, subject: Subject, form: Form) -> Note:
    if form.data is None:
        raise Refusal("This page can’t be kept as it stands. Copy your note, reload the page and paste it.")
    check_writer(form.data["writer"])
    text = form.data["text"]
    if request.form.get("act") == "both":
        text = f"{text}\n\n{request.form.get('other', '')}".replace("\r\n", "\n").replace("\x00", "").strip()
        form.values["text"] = text
    return keep_note(asking(), module.slug, subject.kind, subject.about, text, form.data["revision"], now=clock.now())


def _refused(found: Around, subject: Subject, form: Form, refusal: Refusal):
    """What was typed stands in the box; what another page kept stands beside it."""
    other = None
    if refusal.code == "elsewhere":
        form.errors.clear()
        other = note_of(asking(), found.module.slug, subject.kind, subject.about)
        form.values["revision"] = str(other.revision)
    return _page(found, subject, form, 422, other=other)
