"""Finding things in a course: search, its words, its law; and the page of a module to keep."""

from itertools import groupby

from flask import abort, render_template

from lms import clock
from lms.bookings.models import Booking
from lms.content.boxes import law_box
from lms.learning.around import around, base_of, my_programme, query, shown_under
from lms.learning.contents import KEEP
from lms.learning.glossary import words_defined
from lms.learning.law_shelves import law_shelves
from lms.learning.lookups import notes_of
from lms.learning.marking_words import WORD, begins, words_of
from lms.learning.newer_law import Doubt, doubts_of
from lms.learning.notebook_views import noted
from lms.learning.searching import MOST, index_of, snippet
from lms.learning.views import pages
from lms.web import asking, signed_in
from lms.web.device import kept_on_device


@pages.get("/my-course/<ref>/search")
@signed_in
def search(ref):
    booking, programme = my_programme(ref)
    looked_for = query()
    wanted, base = words_of(looked_for), base_of(booking.run.ref)
    found = index_of(booking.run.snapshot).find(wanted)
    own = [(noted(note, programme.module(note.module_slug), base), snippet(note.text, wanted))
           for note in notes_of(asking()) if _has_all(note.text, wanted)] if wanted else []
    return render_template("learning/search.html", run=booking.run, programme=programme, query=looked_for,
                           wanted=wanted, found=found, own=own, base=base, most=MOST)


def _has_all(text: str, wanted: tuple[str, ...]) -> bool:
    words = WORD.findall(text)
    return all(any(begins(word, (each,)) for word in words) for each in wanted)


@pages.get("/my-course/<ref>/glossary")
@signed_in
@kept_on_device
def glossary(ref):
    booking, programme = my_programme(ref)
    letters = [(letter, list(words)) for letter, words in groupby(words_defined(programme), lambda word: word.letter)]
    return render_template("learning/glossary.html", run=booking.run, programme=programme, letters=letters,
                           shown=shown_under(booking.run.ref, programme))


@pages.get("/my-course/<ref>/law")
@signed_in
@kept_on_device
def law(ref):
    booking, programme = my_programme(ref)
    return render_template("learning/law.html", run=booking.run, programme=programme, shelves=law_shelves(programme),
                           doubts=_doubts(booking))


@pages.get("/my-course/<ref>/law/<shelf>")
@signed_in
@kept_on_device
def law_shelf(ref, shelf):
    booking, programme = my_programme(ref)
    shelves = law_shelves(programme)
    at = next((number for number, each in enumerate(shelves) if each.slug == shelf), None)
    if at is None:
        abort(404)
    return render_template(
        "learning/law_shelf.html", run=booking.run, programme=programme, law_box=law_box, shelf=shelves[at],
        before=shelves[at - 1] if at else None, after=next(iter(shelves[at + 1:]), None), query=query(),
        doubts=_doubts(booking), shown=shown_under(booking.run.ref, programme),
    )


def _doubts(booking: Booking) -> dict[str, Doubt]:
    """By the statement's name."""
    return {doubt.law.slug: doubt for doubt in doubts_of(booking.run.snapshot, clock.today(clock.now()))}


@pages.get("/my-course/<ref>/modules/<module>/keep")
@signed_in
@kept_on_device
def keep(ref, module):
    return render_template("learning/keep.html", around=around(ref, module, KEEP))
