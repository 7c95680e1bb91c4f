"""For programs: search over a course, its words and its law."""

from lms import clock
from lms.learning import schemas
from lms.learning.api import api
from lms.learning.around import base_of, my_programme, shown_under
from lms.learning.glossary import words_defined
from lms.learning.marking_words import words_of
from lms.learning.newer_law import doubts_of
from lms.learning.searching import index_of
from lms.web import signed_in
from lms.web.api import listed
from lms.web.paging import Slice


@api.get("/my-course/<ref>/search")
@signed_in
@api.asks(schemas.Search)
@api.gives_list(schemas.FoundShown)
def search(asked, ref):
    """What of the course has all the words, the best first; all at once."""
    booking, _programme = my_programme(ref)
    base, found = base_of(booking.run.ref), index_of(booking.run.snapshot).find(words_of(asked["q"]))
    return listed(Slice(found, None), lambda each: {
        "address": base + each.entry.path, "snippet": each.snippet, "kind": each.entry.kind,
        "title": each.entry.title, "under": each.entry.under,
    })


@api.get("/my-course/<ref>/glossary")
@signed_in
@api.gives_list(schemas.WordShown)
def glossary(ref):
    """The words that the course defines, a to z; all at once."""
    _booking, programme = my_programme(ref)
    shown = shown_under(ref, programme)
    return listed(Slice(words_defined(programme), None), lambda word: {
        "term": word.term, "html": shown(word.html), "module": word.module.slug, "page": word.page.slug,
    })


@api.get("/my-course/<ref>/law")
@signed_in
@api.gives_list(schemas.LawShown)
def law(ref):
    """The statements of law that the course rests on; all at once."""
    booking, programme = my_programme(ref)
    shown = shown_under(ref, programme)
    doubts = {each.law.slug: each.words for each in doubts_of(booking.run.snapshot, clock.today(clock.now()))}
    return listed(Slice(list(programme.law), None), lambda law: vars(law) | {
        "certain": law.certain, "standing": law.standing, "text": shown(law.text), "doubt": doubts.get(law.slug, ""),
        "rules": [vars(rule) | {"standing": law.standing_of(rule), "text": shown(rule.text)} for rule in law.rules],
    })
