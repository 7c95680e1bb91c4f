"""Search over a course: what is found, in which order, and how the words are marked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lms.content.law import STATUSES
from lms.learning.marking_words import marked_html, marked_text, words_of
from lms.learning.noting import keep_note
from lms.learning.searching import AROUND, Entry, Index, plain_text, snippet
from lms.people.models import Person
from tests import make
from tests.make import NOW


def text(answer):
    return answer.get_data(as_text=True)


def titles(index, query):
    return [found.entry.title for found in index.find(words_of(query))]


INDEX = Index([
    Entry("page", "Before the hearing", "Representing", "/a", "Read the letter. A hearing needs a companion."),
    Entry("page", "Companions", "Representing", "/b", "Who goes with her? Prŷs went to a hearing."),
    Entry("page", "Afterwards", "Representing", "/c", "Ring her. Hearings are hearings.", "A naïve hope"),
    Entry("law", "Service", "ERA 1996", "/law#x", "Six months. Section 10."),
])


@pytest.mark.parametrize(("query", "found"), [
    ("hearing", ["Before the hearing", "Companions", "Afterwards"]),
    ("HEARINGS", ["Afterwards"]),
    ("compan", ["Companions", "Before the hearing"]),
    ("companion hearing", ["Before the hearing", "Companions"]),
    ("prys", ["Companions"]), ("Prŷs", ["Companions"]), ("PRŶS", ["Companions"]),
    ("naive", ["Afterwards"]),
    ("10", ["Service"]), ("6", []),
    ("companion service", []),
    ("earing", []),
    ("", []), ("a", []), ("!?", []),
])
def test_all_words_are_there_as_they_begin_whatever_their_accents(query, found):
    assert titles(INDEX, query) == found


@pytest.mark.parametrize(("query", "words"), [
    ("The  first talk", ("the", "first", "talk")), ("Prŷs prys", ("prys",)), ("a b 3", ("3",)),
    ("member’s", ("member",)), ("s.10(1)", ("10", "1")), ("", ()),
])
def test_a_query_is_its_words(query, words):
    assert words_of(query) == words


def test_a_snippet_is_the_part_that_has_most_of_the_words():
    far = "word " * 100
    said = snippet(f"{far}the officer rang. {far}The letter reached the officer. {far}", ("officer", "letter"))
    assert "The <mark>letter</mark> reached the <mark>officer</mark>." in said
    assert said.startswith("… ") and said.endswith(" …") and len(plain_text(said)) < AROUND + 10


def test_words_are_marked_in_text_and_never_in_tags_signs_or_drawings():
    html = ('<p>A <a href="law:promise">promise</a> &amp; an <em>amp</em></p><figure><svg><text>promise</text></svg>'
            "<figcaption>Promises</figcaption></figure>")
    assert marked_html(html, ("promise", "amp")) == (
        '<p>A <a href="law:promise"><mark>promise</mark></a> &amp; an <em><mark>amp</mark></em></p>'
        "<figure><svg><text>promise</text></svg><figcaption><mark>Promises</mark></figcaption></figure>")


def test_plain_text_is_escaped_where_it_is_marked():
    assert marked_text("<b>Prŷs</b> & co", ("prys",)) == "&lt;b&gt;<mark>Prŷs</mark>&lt;/b&gt; &amp; co"


@given(some.text("abŷ &<>’é ", max_size=60), some.sampled_from(["a", "ab", "y", "e"]))
def test_marking_adds_marks_and_nothing_else(words, wanted):
    assert re.sub("</?mark>", "", marked_text(words, (wanted,))) == str(marked_text(words, ()))
    html = "<p>" + str(marked_text(words, ())) + "</p>"
    assert re.sub("</?mark>", "", marked_html(html, (wanted,))) == html


# --- the pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("query", "there"), [
    ("naive promise", ["/modules/rights/first?q=naive+promise", "<mark>Naïve</mark>"]),
    ("companion", ["/law/role?q=companion#companion", "/glossary?q=companion#companion"]),
    ("officer promise", ["/modules/role/keep?q=officer+promise", "To keep. The role of reps"]),
    ("tuesday", ["/case-studies/2A?q=tuesday"]),
    ("mand", ["/glossary?q=mand#mandate", "/modules/rights/first?q=mand"]),
    ("chooses manager", ["/modules/role/checks?q=chooses+manager", "Questions. The role of reps"]),
    ("where you meet", ["/modules/role/reflections?q=where+you+meet"]),
    ("stands door", ["/modules/role/practice/at-the-door?q=stands+door", "Practice. The role of reps"]),
])
def test_everything_that_trainees_read_is_found(hers, reading, query, there):
    page = text(hers.get(f"{reading.base}/search?q={query}")).replace("%20", "+")
    for each in there:
        assert each in page


@pytest.mark.parametrize(("query", "said"), [
    ("", "What are you looking for?"),
    ("x", "Type at least two letters"),
    ("!", "Type at least two letters"),
    ("zebra", "Nothing in this course has “zebra”"),
    ("zebra crossing", "Try fewer words"),
    ("<script>", "Nothing in this course has “&lt;script&gt;”"),
])
def test_what_is_not_found_is_said(hers, reading, query, said):
    answer = hers.get(f"{reading.base}/search", query_string={"q": query})
    assert answer.status_code == 200 and said in text(answer)


@pytest.mark.parametrize("query", ["good", "covers", "aim", "discuss", "resources"])
def test_what_is_for_facilitators_is_not_found(hers, reading, query):
    """Notes, discussion guides, sheets and plans of the small course have these words."""
    assert "case-studies" not in text(hers.get(f"{reading.base}/search?q={query}"))


@pytest.mark.parametrize("query", ["choice is hers", "asked for nothing", "clock runs", "nobody helped"])
def test_no_answer_is_found_before_the_question_was_asked(hers, reading, query):
    """The reasons of the checks' answers, and what comes of a choice in the practice, say this."""
    assert "Nothing in this course has" in text(hers.get(f"{reading.base}/search", query_string={"q": query}))


def test_a_page_that_was_found_marks_the_words(hers, reading):
    page = text(hers.get(f"{reading.base}/modules/rights/first?q=naive+promise"))
    assert "<mark>Naïve</mark> <mark>promises</mark>" in page and "A <mark>promise</mark> &amp; a" in page
    assert "“naive promise” is marked." in page and f'href="{reading.base}/modules/rights/first"' in page
    assert "<mark>" not in text(hers.get(f"{reading.base}/modules/rights/first"))
    assert "is marked." not in text(hers.get(f"{reading.base}/modules/rights/first?q=x"))
    assert "<mark>" in text(hers.get(f"{reading.base}/law/role?q=companion"))


def test_her_own_notes_are_found_and_nobody_elses(hers, reading, writing, signed_in):
    with writing() as session:
        keep_note(session.get(Person, reading.other.id), "role", "page", "first", "A zebra of hers", 0, now=NOW)
    assert "In your own notes" not in text(hers.get(f"{reading.base}/search?q=zebra"))
    page = text(signed_in(reading.other).get(f"{reading.base}/search?q=ZEB+hers"))
    assert "A <mark>zebra</mark> of <mark>hers</mark>" in page and "1 place has all these words" in page


def test_the_words_of_the_course_stand_a_to_z(hers, reading):
    page = text(hers.get(f"{reading.base}/glossary"))
    assert page.index("<dt>Companion</dt>") < page.index("<dt>Mandate</dt>")
    assert f'href="{reading.module}/last"' in page and 'id="mandate"' in page


def test_the_law_is_listed_under_the_module_that_cites_it_and_each_line_leads_to_its_statement(hers, reading):
    page = text(hers.get(f"{reading.base}/law"))
    assert page.index(">The role of reps</a></h2>") < page.index('id="companion"') < page.index('id="service"')
    assert page.index('id="companion"') < page.index(">Elsewhere in the course</a></h2>") < page.index('id="service"')
    for shelf, name in (("role", "companion"), ("elsewhere", "service")):
        assert f'href="{reading.base}/law/{shelf}#{name}"' in page
        assert f'id="{name}"' in text(hers.get(f"{reading.base}/law/{shelf}"))


def test_a_statement_stands_with_its_days(hers, reading):
    page = text(hers.get(f"{reading.base}/law/role"))
    assert "Law as at 20 November 2026" in page and "Next check by 4 January 2027" in page
    assert f'<a href="{reading.module}/last">Last</a>' in page and f'href="{reading.base}/law/elsewhere"' in page
    other = text(hers.get(f"{reading.base}/law/elsewhere"))
    assert "To be confirmed with your officer" in other and STATUSES["announced"].capitalize() in other
    assert other.index("Job ended by 31 December 2026") < other.index("Job ended from 1 January 2027")


def test_law_that_this_course_does_not_have_is_not_there(hers, reading):
    for shelf in ("rights", "none", "companion"):
        assert hers.get(f"{reading.base}/law/{shelf}").status_code == 404


def test_links_of_a_page_lead_on(hers, reading):
    page = text(hers.get(f"{reading.module}/last"))
    assert f'href="{reading.base}/law/role#companion"' in page and f'href="{reading.base}/modules/rights/first"' in page


def test_the_page_to_keep(hers, reading):
    assert "Ring your officer before you promise." in text(hers.get(f"{reading.module}/keep"))
    assert hers.get(f"{reading.base}/modules/rights/keep").status_code == 404


def test_a_place_is_needed_to_find_anything(signed_in, reading, writing):
    with writing():
        stranger = make.a_link_member()
    for person in (stranger, reading.facilitator):
        for path in ("search?q=officer", "glossary", "law", "law/role", "modules/role/keep",
                     "modules/role/reflections"):
            assert signed_in(person).get(f"{reading.base}/{path}").status_code == 404
