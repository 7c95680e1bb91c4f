"""All that one person has noted, on one page and as a file to take away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, render_template

from lms import clock
from lms.clock import say_day_year
from lms.content.operations import programme_of, programmes
from lms.content.shapes import Module
from lms.learning.around import base_of, my_programme
from lms.learning.lookups import notes_of
from lms.learning.models import PAGE, Note
from lms.learning.views import pages
from lms.web import asking, signed_in

ELSEWHERE = "From other courses, or pages that have gone"


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
                           shelves=shelves_of(notes_of(asking()), programme.modules, base_of(booking.run.ref)))


@pages.get("/my-course/<ref>/notes.txt")
@signed_in
def notes_file(ref):
    booking, programme = my_programme(ref)
    return _file(shelves_of(notes_of(asking()), programme.modules, base_of(booking.run.ref)))


@pages.get("/my-notes")
@signed_in
def my_notes():
    """Whatever became of her place on a course, what she noted stays hers."""
    return render_template("learning/notes.html", run=None, shelves=_on_any_course())


@pages.get("/my-notes.txt")
@signed_in
def my_notes_file():
    return _file(_on_any_course())


Shelves = list[tuple[str, list[Noted]]]


def _on_any_course() -> Shelves:
    latest = {module.slug: module for snapshot in programmes() for module in programme_of(snapshot).modules}
    return shelves_of(notes_of(asking()), latest.values())


def _file(shelves: Shelves) -> Response:
    lines = [f"My notes, {say_day_year(clock.now())}", ""]
    for title, shelf in shelves:
        lines += [title, "=" * len(title), ""]
        for each in shelf:
            lines += [each.title, f"({each.words}, {say_day_year(each.saved_at)})", "", each.text.strip(), "", ""]
    answer = Response("\ufeff" + "\r\n".join("\n".join(lines).splitlines()) + "\r\n", mimetype="text/plain")
    answer.headers.set("Content-Disposition", "attachment", filename="my-notes.txt")
    return answer


def shelves_of(found: list[Note], modules: Iterable[Module], base: str = "") -> Shelves:
    """Notes under their modules' titles, in this order; those of other modules come last.

    With `base`, the address of a course, the modules have its numbers, and each note leads to its page.
    """
    known = {module.slug: (number, module) for number, module in enumerate(modules, 1)}
    shelves: dict[str, list[Noted]] = {}
    for note in sorted(found, key=lambda note: (known.get(note.module_slug, (len(known) + 1,))[0], note.id)):
        number, module = known.get(note.module_slug, (0, None))
        title = f"{number} {module.title}" if module and base else module.title if module else ELSEWHERE
        shelves.setdefault(title, []).append(noted(note, module, base))
    return list(shelves.items())


def noted(note: Note, module: Module | None, base: str = "") -> Noted:
    at = f"{base}/modules/{note.module_slug}"
    if note.kind == PAGE:
        page = module and module.page(note.about)
        return Noted(page.title if page else _named(note.about), "Beside the page", note.text, note.saved_at,
                     f"{at}/{note.about}#own-note" if page and base else "")
    each = next((each for each in module.reflections if each.id == note.about), None) if module else None
    return Noted(each.title if each else _named(note.about), "In your own workplace", note.text, note.saved_at,
                 f"{at}/reflections#{note.about}" if each and base else "")


def _named(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
