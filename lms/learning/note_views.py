"""Notes of one's own: beside a page, and about one's own workplace. Nobody else opens them."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from lms import clock
from lms.clock import say_day_year, say_time
from lms.content.shapes import Module, Programme
from lms.db import begin_reading, db
from lms.learning import schemas
from lms.learning.around import Around, around, base_of, my_programme, wants_json
from lms.learning.contents import REFLECTIONS
from lms.learning.lookups import note_of, notes_of
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


def subject_of(found: Around, kind: str, about: str) -> Subject:
    """The page or reflection of this module; 404 where there is none."""
    here = {"ref": found.run.ref, "module": found.module.slug}
    if kind == PAGE:
        page = found.module.page(about) or abort(404)
        return Subject(kind, about, page.title, "", url_for("learning.page", page=about, **here),
                       url_for("learning.note", page=about, **here))
    each = next((each for each in found.module.reflections if each.id == about), None) or abort(404)
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
    if form.data["writer"] not in (0, asking().id):
        raise Refusal(ANOTHERS, code="somebody else")
    text = form.data["text"]
    if request.form.get("act") == "both":
        text = f"{text}\n\n{request.form.get('other', '')}".replace("\r\n", "\n").strip()
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


@dataclass(frozen=True)
class Noted:
    """A note as the list of all of them shows it; without an address where the page has gone."""

    title: str
    words: str
    text: str
    saved_at: datetime
    url: str = ""


@pages.get("/my-course/<ref>/notes")
@signed_in
def notes(ref):
    booking, programme = my_programme(ref)
    return render_template("learning/notes.html", run=booking.run, programme=programme,
                           shelves=shelves_of(notes_of(asking()), programme, base_of(booking.run.ref)))


@pages.get("/my-course/<ref>/notes.txt")
@signed_in
def notes_file(ref):
    booking, programme = my_programme(ref)
    lines = [f"My notes. {programme.title}, {say_day_year(clock.now())}.", ""]
    for title, shelf in shelves_of(notes_of(asking()), programme, base_of(booking.run.ref)):
        lines += [title, "=" * len(title), ""]
        for each in shelf:
            lines += [each.title, f"({each.words}, {say_day_year(each.saved_at)})", "", each.text.strip(), "", ""]
    answer = Response("\ufeff" + "\r\n".join("\n".join(lines).splitlines()) + "\r\n", mimetype="text/plain")
    answer.headers.set("Content-Disposition", "attachment", filename="my-notes.txt")
    return answer


def shelves_of(found: list[Note], programme: Programme, base: str) -> list[tuple[str, list[Noted]]]:
    """Notes under their modules' titles, in the order of the course; those of other courses come last."""
    order = {module.slug: number for number, module in enumerate(programme.modules)}
    shelves: dict[str, list[Noted]] = {}
    for note in sorted(found, key=lambda note: (order.get(note.module_slug, len(order)), note.id)):
        module = programme.module(note.module_slug)
        shelf = f"{order[module.slug] + 1} {module.title}" if module else "From other courses, or pages that have gone"
        shelves.setdefault(shelf, []).append(noted(note, module, base))
    return list(shelves.items())


def noted(note: Note, module: Module | None, base: str) -> Noted:
    at = f"{base}/modules/{note.module_slug}"
    if note.kind == PAGE:
        page = module and module.page(note.about)
        return Noted(page.title if page else _named(note.about), "Beside the page", note.text, note.saved_at,
                     f"{at}/{note.about}#own-note" if page else "")
    each = next((each for each in module.reflections if each.id == note.about), None) if module else None
    return Noted(each.title if each else _named(note.about), "In your own workplace", note.text, note.saved_at,
                 f"{at}/reflections#{note.about}" if each else "")


def _named(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
