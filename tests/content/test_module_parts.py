"""What a module has besides its pages is read whole, or every mistake in it is named."""

import dataclasses
import json

import pytest

from lms.content.building import build, plain
from lms.content.links import course
from lms.content.reading import read
from lms.content.shapes import Programme
from tests.content import small
from tests.content.test_reading import mistakes


@pytest.fixture
def programme(tmp_path):
    return read(small.write(tmp_path, **small.RICH)).programmes[0]


def test_a_module_is_read_with_all_that_it_has(programme):
    module = programme.modules[0]
    assert [page.slug for page in module.pages] == ["before", "the-right"]
    assert module.keep == "<p>Ring <strong>first</strong>.</p>"
    assert module.checks[0].ask == "<p>Who <strong>chooses</strong> the companion?</p>"
    assert [(answer.right, answer.why) for answer in module.checks[0].answers] == [
        (True, "<p>The Act leaves it to her.</p>"), (False, "<p>No: it is <em>her</em> choice.</p>"),
    ]
    assert not module.checks[0].several
    assert module.plan.minutes == 35 and module.plan.steps[0].text == "<p>Ask who has been <strong>there</strong>.</p>"
    assert module.practice("at-nine").scene("corridor").choices[0].then == "<p>She tells you.</p>"


def test_what_was_published_is_built_again_as_it_was(programme):
    assert build(Programme, json.loads(json.dumps(plain(programme))), "kept", []) == programme


def test_a_programme_carries_the_law_that_its_modules_cite_or_link_to_and_no_other(tmp_path):
    uncited = {"law/uncited.yaml": small.LAW.replace("title: When", "title: Where")}
    folder = small.write(tmp_path, **small.RICH, **uncited)
    assert [law.slug for law in read(folder).programmes[0].law] == ["service", "when-a-companion"]


def test_a_drawing_stands_in_the_page_with_its_words_and_without_colours(programme):
    html = programme.modules[0].page("the-right").html
    assert '<figure class="drawing"><svg viewBox="0 0 400 300" role="img" aria-label="The chain from member' in html
    assert 'marker-end="url(#chain-tip)"' in html and 'id="chain-tip"' in html and "A &amp; B" in html
    assert "<figcaption>Member, rep, officer</figcaption>" in html and "Not read" not in html


def test_a_changed_drawing_is_changed_material(tmp_path):
    before = read(small.write(tmp_path / "a", **small.RICH)).programmes[0].modules[0].page("the-right")
    drawn = small.RICH | {"modules/hearings/figures/chain.svg": small.FIGURE.replace("A &amp; B", "C")}
    after = read(small.write(tmp_path / "b", **drawn)).programmes[0].modules[0].page("the-right")
    assert before.html.source != after.html.source


def test_links_within_the_course_lead_to_its_pages_where_there_is_a_course(programme):
    html = programme.modules[0].page("the-right").html
    led = course(html, "/my-course/RC-1")
    for address in (
        "/law#service", "/modules/hearings/before", "/modules/hearings/practice/at-nine", "/case-studies/1A",
    ):
        assert f'href="/my-course/RC-1{address}"' in led
    assert 'href="' not in course(html) and "how long" in course(html)


def test_a_link_to_what_another_programme_has_is_words_alone(programme):
    html = programme.modules[0].page("the-right").html
    without = dataclasses.replace(programme, law=(), modules=())
    assert 'href="' not in course(html, "/my-course/RC-1", without)
    assert course(html, "/my-course/RC-1", programme) == course(html, "/my-course/RC-1")


RULES = small.BY_DATE.index("rules:")
IN_A_PART = [
    ("checks.yaml", small.CHECKS.replace(", right: true", ""), "answers: one of them must be right"),
    ("checks.yaml", small.CHECKS.replace("Her manager", "The member"), "the answer “The member” stands there twice"),
    ("checks.yaml", small.CHECKS.replace("why: The Act leaves it to her.", "because: x"), "answers[1].why: missing"),
    ("checks.yaml", small.CHECKS.replace("who-chooses", "Who?"), "the id Who? must be of small letters"),
    ("plan.yaml", small.PLAN.replace("minutes: 10", "minutes: 0"), "steps[1].minutes: it must be at least 1"),
    ("plan.yaml", "aim: Nothing\nsteps: []\n", "plan.yaml: steps: a plan needs a step"),
    ("practice/at-nine.yaml", small.PRACTICE.replace("starts_at: corridor", "starts_at: street"), "no scene street"),
    ("practice/at-nine.yaml", small.PRACTICE.replace("to: room", "to: roof"), "choices[2].to: there is no scene roof"),
    ("practice/at-nine.yaml", small.PRACTICE.replace("to: room", "to: end"), "scenes.room: no choice leads here"),
    ("practice/at-nine.yaml", small.PRACTICE.replace("late to ask., to: end", "late., to: room").replace(
        "hers., to: end", "hers., to: room"), "scenes.room: no ending can be reached from here"),
    ("practice/at-nine.yaml", small.PRACTICE.replace("points: 2", "points: 3"), "points are 0, 1 or 2"),
    ("practice/at-nine.yaml", small.PRACTICE.replace("criterion: rights", "criterion: tact"), "no criterion tact"),
    ("practice/at-nine.yaml", small.PRACTICE.replace(", starred: true", ""), "star at least one"),
    ("practice/at-nine.yaml", small.PRACTICE.replace("shows: [{criterion: rights, points: 2}]", "shows: []"),
     "criteria.rights: no choice shows anything against it"),
    ("practice/at-nine.yaml", small.PRACTICE.replace(", ending: A warning", ""), "either choices or an ending"),
    ("figures/chain.svg", "<p>No drawing</p>", "drawing: that is no SVG drawing: it must begin with <svg"),
    ("figures/chain.svg", "GIF89a", "drawing: that is a GIF picture and no SVG drawing"),
    ("figures/chain.svg", '<!DOCTYPE svg [<!ENTITY a "b">]>' + small.FIGURE, "take out the DOCTYPE"),
    ("figures/chain.svg", small.FIGURE.replace("<defs>", "<script>x()</script><defs>"), "<script> can't be used"),
    ("figures/chain.svg", small.FIGURE.replace("<g ", '<g onclick="x()" '), "onclick can't be used in a drawing"),
    ("figures/chain.svg", small.FIGURE.replace("<g ", '<g style="fill:red" '), "style can't be used in a drawing"),
    ("figures/chain.svg", small.FIGURE.replace("<g ", '<g fill="red" '), "colours are given by class"),
    ("figures/chain.svg", small.FIGURE.replace('class="strong"', 'class="loud"'), "there is no class loud"),
    ("figures/chain.svg", small.FIGURE.replace("url(#tip)", "url(https://evil.example/#x)"), "must name a marker"),
    ("figures/chain.svg", small.FIGURE.replace("<text ", '<a href="https://evil.example"/><text '),
     "<a> can't be used"),
    ("figures/chain.svg", small.FIGURE.replace(' viewBox="0 0 400 300"', ""), "the svg needs a viewBox"),
    ("figures/chain.png", b"\x89PNG", "chain.png: name: what lies here must end in .svg"),
]


@pytest.mark.parametrize("file, text, said", IN_A_PART)
def test_a_mistake_in_a_part_is_named(tmp_path, file, text, said):
    found = mistakes(small.write(tmp_path, **small.RICH | {f"modules/hearings/{file}": text}))
    assert any(said in each for each in found), found


@pytest.mark.parametrize("text, said", [
    (small.LAW.replace("in_force", "certain"), "status: it must be one of in_force, made, announced, unverified"),
    (small.LAW.replace("Great Britain", "Mars"), "jurisdiction: it must be one of"),
    (small.LAW.replace("2027-05-01", "2026-11-22"), "next_check: it must come after checked_on"),
    (small.LAW.replace("source: The Act, text read\n", ""), "source: missing"),
    (small.BY_DATE.replace("decided_by: the day on which the job ended\n", ""), "decided_by: with rules by date"),
    (small.BY_DATE.replace("begins: 2027-01-01", "begins: 2026-12-31"), "overlap"),
    (small.BY_DATE.replace("begins: 2027-01-01", "begins: 2027-01-02"), "there are days without a rule"),
    (small.LAW + "slug: x\n", "slug: leave it out"),
])
def test_a_mistake_in_a_statement_of_law_is_named(tmp_path, text, said):
    found = mistakes(small.write(tmp_path, **small.RICH | {"law/service.yaml": text}))
    assert any(each.startswith("law/service.yaml: ") and said in each for each in found), found


def test_a_word_is_defined_once_in_a_programme(tmp_path):
    again = small.PAGE + "\n::: definition companion\nAnother meaning.\n:::\n"
    found = mistakes(small.write(tmp_path, **small.RICH | {"modules/hearings/01-before.md": again}))
    assert found == ["programmes/reps.yaml: module_slugs: two of its pages define “companion”"]


def test_a_statement_shows_its_day_where_it_is_cited(programme):
    html = programme.modules[0].page("the-right").html
    assert (
        '<div class="law"><div class="law-head"><p>When a worker may bring a companion</p>'
        "<p>Law as at 22 November 2026</p></div>"
        '<div class="law-body"><p>She may bring <em>one</em>.</p>'
        '<p class="quiet">Source: An Act, section 10. Great Britain.</p></div></div>'
    ) in html


@pytest.mark.parametrize("status", ["made", "announced", "unverified"])
def test_what_is_not_in_force_never_looks_like_law(tmp_path, status):
    changed = small.RICH | {"law/when-a-companion.yaml": small.LAW.replace("in_force", status)}
    html = read(small.write(tmp_path, **changed)).programmes[0].modules[0].page("the-right").html
    assert "To be confirmed with your officer" in html and "Law as at" not in html


def test_the_rules_stand_side_by_side_and_one_that_is_not_in_force_says_so(tmp_path):
    page = "# The dates\n\n::: law service\n:::\n"
    html = read(small.write(tmp_path, **small.RICH, **{"modules/hearings/03-dates.md": page})).programmes[0]
    html = html.modules[0].page("dates").html
    assert "What decides: the day on which the job ended." in html and html.count('<div class="side">') == 2
    before, after = html.split("Ended from 1 January 2027")
    assert "To be confirmed" not in before and "To be confirmed with your officer: made, and not yet in force." in after


def test_when_it_was_checked_is_no_part_of_what_a_statement_says(programme):
    law = programme.statement("service")
    again = dataclasses.replace(law, checked_on=law.next_check, source="Read again")
    assert again.says == law.says
    assert dataclasses.replace(law, status="announced").says != law.says
