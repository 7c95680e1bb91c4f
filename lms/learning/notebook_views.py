"""All that one person has noted, on one page and as a file to take away."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, render_template

from lms import clock
from lms.clock import say_day_year
from lms.content.shapes import Module, Programme
from lms.learning.around import base_of, my_programme
from lms.learning.lookups import notes_of
from lms.learning.models import PAGE, Note
from lms.learning.views import pages
from lms.web import asking, signed_in


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
