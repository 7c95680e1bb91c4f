"""For programs: one's own notes. A token opens those of its owner, and nobody else's."""

from lms import clock
from lms.content.shapes import Module, Programme
from lms.db import db
from lms.learning import schemas
from lms.learning.api import api
from lms.learning.around import module_of, my_programme
from lms.learning.lookups import note_of, notes_of
from lms.learning.models import PAGE, REFLECTION, Note
from lms.learning.note_views import check_writer, is_there
from lms.learning.noting import keep_note
from lms.web import asking, signed_in
from lms.web.api import Listing, listed, read, unchanged
from lms.web.paging import cut

MODULE = "/my-course/<ref>/modules/<module>"


@api.get("/my-course/<ref>/notes")
@signed_in
@api.asks(Listing)
@api.gives_list(schemas.NoteShown)
def notes(asked, ref):
    """All your notes, on whatever course. Nobody else can read them."""
    my_programme(ref)
    return _all(asked)


@api.get("/my-notes")
@signed_in
@api.asks(Listing)
@api.gives_list(schemas.NoteShown)
def my_notes(asked):
    """The same, whether you are on a course or not."""
    return _all(asked)


def _all(asked: dict) -> dict:
    part = cut(notes_of(asking()), lambda note: (note.id,), of=f"notes:{asking().id}", after=asked["after"],
               most=asked["limit"])
    return listed(part, _note)


def _note(note: Note) -> dict:
    names = "kind", "about", "text", "revision", "saved_at"
    return {"module": note.module_slug} | {name: getattr(note, name) for name in names}


@api.get(f"{MODULE}/notes/<page>")
@signed_in
@api.gives(200, schemas.NoteShown, tagged=True)
def note(ref, module, page):
    """Your note beside a page."""
    return _shown(_module(ref, module)[1], PAGE, page)


@api.put(f"{MODULE}/notes/<page>")
@signed_in
@api.takes(schemas.NoteTyped)
@api.gives(200, schemas.NoteShown, tagged=True)
def keep_page_note(ref, module, page):
    """Keep your note beside a page. What a page of yours has kept meanwhile is never written over."""
    return _keep(_module(ref, module)[1], PAGE, page)


@api.get(f"{MODULE}/reflections/<reflection>")
@signed_in
@api.gives(200, schemas.NoteShown, tagged=True)
def reflection(ref, module, reflection):
    """What you wrote about your own workplace."""
    return _shown(_module(ref, module)[1], REFLECTION, reflection)


@api.put(f"{MODULE}/reflections/<reflection>")
@signed_in
@api.takes(schemas.NoteTyped)
@api.gives(200, schemas.NoteShown, tagged=True)
def keep_reflection(ref, module, reflection):
    """Keep what you wrote about your own workplace. Leave out names."""
    return _keep(_module(ref, module)[1], REFLECTION, reflection)


def _module(ref: str, module: str) -> tuple[Programme, Module]:
    _booking, programme = my_programme(ref)
    return programme, module_of(programme, module)


def _shown(module: Module, kind: str, about: str) -> dict:
    is_there(module, kind, about)
    kept = note_of(asking(), module.slug, kind, about)
    nothing = {"module": module.slug, "kind": kind, "about": about, "text": "", "revision": 0, "saved_at": None}
    return _note(kept) if kept else nothing


def _keep(module: Module, kind: str, about: str) -> dict:
    before = _shown(module, kind, about)
    unchanged(schemas.NoteShown, before)
    typed = read()
    check_writer(typed["writer"])
    revision = typed["revision"] or before["revision"]
    kept = keep_note(asking(), module.slug, kind, about, typed["text"], revision, now=clock.now())
    db.session.commit()
    return _note(kept)
