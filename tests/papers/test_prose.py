"""Course prose on paper: read aloud in order, with its drawings and without a step left out."""

import re
from pathlib import Path

from lms.content.reading import read
from lms.papers.printing import in_our_letters, printable
from lms.papers.prose import on_paper

COURSE = Path(__file__).resolve().parents[2] / "course_content"
DRAWN = (
    '<figure class="drawing"><svg viewBox="0 0 400 300" role="img" aria-label="From her to you">'
    '<rect class="fill-wash" x="1" y="1" width="9" height="9"></rect></svg>'
    "<figcaption>From her to you</figcaption></figure>"
)


def test_a_drawing_says_what_it_shows_and_has_its_colours():
    html = on_paper(DRAWN)
    assert 'width="400" height="300"><title>From her to you</title><style>' in html
    assert ".fill-wash{fill:#f1e7d0}" in html and "aria-label" not in html


def test_a_definition_and_rules_side_by_side_are_boxes_in_order():
    html = on_paper('<dl class="definition"><dt>Companion</dt><dd><p>Who goes in.</p></dd></dl>'
                    '<dl class="sides"><div class="side"><dt>By then</dt><dd>Two years.</dd></div></dl>')
    assert html == ('<div class="definition"><p class="term">Companion</p><p>Who goes in.</p></div>'
                    '<div class="sides"><div class="side"><p class="when">By then</p><div>Two years.</div></div></div>')


def test_no_heading_is_left_out():
    levels = re.findall(r"<h(\d)>", on_paper("<h3>A</h3><h4>B</h4><h2>C</h2><h4>D</h4>", 3))
    assert levels == ["3", "4", "3", "4"]
    assert re.findall(r"</h(\d)>", on_paper("<h2>A</h2><h4>B</h4>", 2)) == ["2", "3"]


def test_links_within_the_course_are_words_on_paper():
    assert on_paper('<p><a href="page:role/first">the first</a></p>') == "<p>the first</p>"


def test_a_name_is_printed_whole_or_left_to_the_pen():
    assert printable("Ṣọlá Adéyẹmí") == printable("Ṣọlá Adéyẹmí") == "Ṣọlá Adéyẹmí"
    assert printable("Łukasz Ağaoğlu") and printable("Siân Llŷr-Evans’")
    assert printable("王小明") == printable("Ana 🙂") == ""


def test_what_somebody_typed_is_printed_as_far_as_it_goes():
    assert in_our_letters("Neuadd\nTŷ Derwen 王") == "Neuadd Tŷ Derwen ?"


def test_signs_that_our_faces_lack_are_drawn():
    assert on_paper("<p>Her → you ☐</p>") == '<p>Her › you <span class="tick"></span></p>'


def test_all_that_the_course_says_can_be_printed_in_our_own_letters():
    """Else it would come from whatever faces a machine has, and from none on the next."""
    missing = {}
    for programme in read(COURSE).programmes:
        for module in programme.modules:
            cases = [text for case in module.case_studies for text in (
                case.title, case.brief, case.task, *case.checklist, *(part for sheet in case.sheets
                                                                     for part in (sheet.title, sheet.text)))]
            texts = [module.title, module.summary, *module.outcomes, module.keep, *cases,
                     *(part for page in module.pages for part in (page.title, page.html))]
            for text in texts:
                printed = re.sub(r"<[^>]*>", "", on_paper(text)).replace("\n", " ")
                missing |= {letter: module.slug for letter in set(printed) if not printable(letter)}
    assert missing == {}
