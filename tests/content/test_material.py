"""The material that is in the box: whole, without a mistake, and careful with the law."""

import re

import pytest

from lms import settings
from lms.audit import Program
from lms.content import operations
from lms.content.prose import words_in
from lms.content.reading import read
from tests.make import NOW

MODULES = [
    "The role of reps", "Representing members", "Negotiating with employers", "Chairing meetings",
    "Working in partnership forums", "Employment rights", "Unfair dismissal",
]
LAW = re.compile(r"\bsections? \d|\bAct \d{4}|[Rr]egulation|Order \d{4}|Article \d|Code of Practice 1")
SURE = re.compile(r"(six months|from 1 October 2026|from 1 January 2027|SI 2026)", re.IGNORECASE)


@pytest.fixture(scope="module")
def material():
    return read(settings.PROJECT / "course_content")


@pytest.fixture(scope="module")
def reps(material):
    return next(programme for programme in material.programmes if programme.slug == "reps")


@pytest.fixture(scope="module")
def basics(material):
    return next(programme for programme in material.programmes if programme.slug == "link-members")


def pages_of(material):
    modules = {module.slug: module for programme in material.programmes for module in programme.modules}
    return [(module, page) for module in modules.values() for page in module.pages]


def test_the_reps_programme_has_the_seven_modules_in_order(reps):
    assert [module.title for module in reps.modules] == MODULES
    assert (reps.kind, reps.rep_kind) == ("dated", "rep")
    assert all(2 <= len(module.pages) <= 4 and len(module.outcomes) >= 5 for module in reps.modules)


def test_the_standard_asks_for_all_ten_conditions_with_the_defaults_of_the_rule(reps):
    standard = reps.standard
    assert standard.conditions == tuple(f"Q{number}" for number in range(1, 11))
    assert (standard.grace_minutes, standard.min_attended_share, standard.validity_years) == (15, 0.5, 5)
    assert standard.required_case_studies == ("2A", "3A", "7A")
    assert standard.companion_case_study == "2A"


def test_three_case_studies_have_four_criteria_with_a_star_where_it_must_be_met(reps):
    starred = {
        case.code: [criterion.id for criterion in case.criteria if criterion.starred] for case in reps.case_studies
    }
    assert starred == {"2A": ["rights", "member"], "3A": ["mandate"], "7A": ["facts", "urgency"]}
    titles = [case.title for case in reps.case_studies]
    assert titles == ["Tuesday at ten", "On call", "Ten years"]
    for case in reps.case_studies:
        assert len(case.criteria) == 4
        assert (case.scale.zeros_allowed, case.scale.points_needed) == (1, 4)
        assert words_in(case.brief) > 100 and words_in(case.notes) > 150


def test_the_basic_course_is_open_and_makes_link_members(basics):
    assert (basics.kind, basics.makes_link_member, basics.rep_kind) == ("open", True, None)
    assert "read" in basics.standard.conditions
    assert 3 <= len(basics.modules[0].pages) <= 4


def test_each_page_can_be_read_in_a_break_and_says_whom_to_ring(material):
    for module, page in pages_of(material):
        assert 250 <= words_in(page.html) <= 600, page.slug
        assert page.minutes <= 5
        assert "When you are not sure" in page.html, f"{module.slug}/{page.slug}"
        assert "officer" in page.html


def test_each_law_box_names_its_day_and_its_source(material):
    boxes = [box for _, page in pages_of(material)
             for box in re.findall(r'<div class="law">.*?</div></div>', page.html, re.DOTALL)]
    assert len(boxes) > 20
    for box in boxes:
        assert "Law as at 22 November 2026" in box and "Source: " in box, box
        assert LAW.search(box.split("Source: ")[1]) or "in force 6 April 2026" in box, box


def test_what_changes_in_these_months_stands_only_where_it_is_to_be_confirmed(material):
    """Where two dates or two limits meet, a trainee gets no rule of thumb that may be wrong."""
    for module, page in pages_of(material):
        sure = re.sub(r'<div class="notice warn">.*?</div></div>', "", page.html, flags=re.DOTALL)
        found = [said for said in SURE.findall(sure) if module.slug in ("employment-rights", "unfair-dismissal")]
        allowed = {"six months"} if page.slug == "clocks-that-run" else set()
        assert not {said.lower() for said in found} - allowed, f"{module.slug}/{page.slug}: {found}"


def test_the_sentence_on_companions_follows_the_law_of_the_place(reps):
    assert "section 10(3)(b)" in reps.wording("companion", "Scotland").sentences[0]
    assert "article 12(3)(b)" in reps.wording("companion", "Northern Ireland").sentences[0]
    assert not any(wording.approved for wording in reps.wordings)


def test_the_feedback_form_asks_what_the_union_wants_to_know(reps):
    kinds = {question.id: question.kind for question in reps.feedback}
    assert kinds["outcomes"] == "modules" and kinds["confidence"] == "before and after"
    assert {"materials", "networking", "facilitation"} <= {*kinds}
    assert "text" in kinds.values()


def test_the_union_states_who_sees_what_and_how_to_complain(material):
    union = material.union
    assert (union.name, union.short_name) == ("Health Managers Together", "HMT")
    assert union.contact_email == "reps@hmt.example"
    assert "Article 9(2)(d)" in union.privacy and "within 30 days" in union.privacy
    assert union.contact_phone in union.privacy and union.contact_phone in union.accessibility
    assert "version 2.2" in union.accessibility


def test_the_material_can_be_published(material, writing):
    with writing():
        published = operations.publish(material, actor=Program("a test"), now=NOW)
        assert [snapshot.programme_slug for snapshot in published] == ["link-members", "reps"]
