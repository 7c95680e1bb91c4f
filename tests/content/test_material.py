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


def titles(programme) -> list[str]:
    return [module.title for module in programme.modules]


def test_the_reps_programme_has_the_seven_modules_in_order(reps):
    assert titles(reps) == MODULES
    assert (reps.kind, reps.rep_kind) == ("dated", "rep")
    for module in reps.modules:
        assert 3 <= len(module.pages) <= 7 and len(module.outcomes) >= 5, module.slug
        words = sum(words_in(text) for text in (*(page.html for page in module.pages), module.keep))
        assert 1_800 <= words <= 4_200, (module.slug, words)  # law boxes are counted, too


@pytest.mark.parametrize("slug", [
    "role-of-reps", "representing-members", "negotiating", "chairing-meetings", "partnership-forums",
    "employment-rights", "unfair-dismissal", "link-members", "safety-reps", "learning-reps", "equality-reps",
    "workplace-contacts", "what-has-changed",
])
def test_each_module_has_a_picture_a_page_to_keep_and_something_to_try(material, slug):
    module = next(module for module in material.modules if module.slug == slug)
    assert any('<figure class="drawing">' in page.html for page in module.pages)
    assert 60 <= words_in(module.keep) <= 420
    assert len(module.checks) >= 3 and module.reflections
    assert all(answer.why for check in module.checks for answer in check.answers)


def test_the_right_answer_is_neither_always_the_longest_nor_always_in_one_place(material):
    checks = [check for module in material.modules for check in module.checks if not check.several]
    at = [[answer.right for answer in check.answers].index(True) for check in checks]
    longest = [max(check.answers, key=lambda answer: len(answer.text)).right for check in checks]
    assert len(checks) >= 60
    assert max(at.count(place) for place in set(at)) / len(at) < 0.6
    assert sum(longest) / len(longest) < 0.85


def test_a_facilitator_has_a_plan_for_each_module_that_is_taught_in_a_room(material):
    for programme in material.programmes:
        for module in programme.modules if programme.kind == "dated" else ():
            assert 60 <= module.plan.minutes <= 240, module.slug
            assert all(case.discussion for case in module.case_studies), module.slug


def test_the_standard_asks_for_all_ten_conditions_with_the_defaults_of_the_rule(reps):
    standard = reps.standard
    assert standard.conditions == tuple(f"Q{number}" for number in range(1, 11))
    assert (standard.grace_minutes, standard.min_attended_share, standard.validity_years) == (15, 0.5, 5)
    assert (standard.required_case_studies, standard.case_studies_of_choice) == (("2A", "7A"), 1)
    assert standard.companion_case_study == "2A"


def test_thirteen_case_studies_have_four_criteria_with_a_star_where_it_must_be_met(reps):
    starred = {
        case.code: [criterion.id for criterion in case.criteria if criterion.starred] for case in reps.case_studies
    }
    assert sorted(starred) == ["1A", "1B", "2A", "2B", "3A", "3B", "4A", "5A", "5B", "6A", "6B", "7A", "7B"]
    assert {code: starred[code] for code in ("2A", "3A", "7A")} == {
        "2A": ["rights", "member"], "3A": ["mandate"], "7A": ["facts", "urgency"],
    }
    for case in reps.case_studies:
        assert len(case.criteria) == 4 and starred[case.code], case.code
        assert (case.scale.zeros_allowed, case.scale.points_needed) == (1, 4)
        assert words_in(case.brief) >= 80 and words_in(case.notes) > 100, case.code


KINDS = {
    "reps": "rep", "stewards": "steward", "safety-reps": "safety-rep", "learning-reps": "learning-rep",
    "equality-reps": "equality-rep",
}


def test_each_kind_of_rep_has_its_programme_and_they_share_modules(material):
    programmes = {programme.slug: programme for programme in material.programmes}
    assert {slug: programmes[slug].rep_kind for slug in KINDS} == KINDS
    assert all("role-of-reps" in programmes[slug].module_slugs for slug in KINDS)
    assert sorted(p.refreshes for p in material.programmes if p.refreshes) == sorted(KINDS.values())
    assert "Q6" not in programmes["safety-reps"].standard.conditions
    assert programmes["training-day"].standard.conditions == ("Q1", "Q3")


def test_the_basic_course_is_open_and_makes_link_members(basics):
    assert (basics.kind, basics.makes_link_member, basics.rep_kind) == ("open", True, None)
    assert "read" in basics.standard.conditions
    assert 3 <= len(basics.modules[0].pages) <= 4


def test_each_page_can_be_read_in_a_break_and_says_whom_to_ring(material):
    for module, page in pages_of(material):
        assert 200 <= words_in(page.html) <= 1_000, (page.slug, words_in(page.html))
        assert "officer" in page.html and '<div class="card">' in page.html, f"{module.slug}/{page.slug}"


def test_what_is_stated_as_law_says_its_day_where_it_stands_and_when_it_is_looked_at_again(material):
    certain = [law for law in material.laws if law.certain]
    assert len(certain) >= 40
    for law in material.laws:
        assert law.checked_on < law.next_check and law.provision and law.source, law.slug
    boxes = [box for _, page in pages_of(material)
             for box in re.findall(r'<div class="law">.*?</div></div>', page.html, re.DOTALL)]
    assert len(boxes) > 40
    assert all("Law as at 22 November 2026" in box and "Source: " in box for box in boxes)


@pytest.mark.parametrize("doubtful", [
    "time-limit", "facilities", "equality-reps", "right-to-join-statement", "union-access", "sexual-harassment",
    "dismissal-northern-ireland", "contract-claims-scotland", "acas-code-time-off",
])
def test_what_nobody_has_verified_is_no_fact(material, doubtful):
    law = next(law for law in material.laws if law.slug == doubtful)
    assert not law.certain


def test_what_changes_in_these_months_stands_only_where_it_is_to_be_confirmed(material):
    """Outside the boxes, which say their day and their doubt, a trainee gets no rule by date that may be wrong."""
    for module, page in pages_of(material):
        sure = re.sub(r'<div class="(?:notice warn|law)">.*?</div></div>', "", page.html, flags=re.DOTALL)
        sure = re.sub(r'<figure.*?</figure>', "", sure, flags=re.DOTALL)
        on_law = module.slug in ("employment-rights", "unfair-dismissal", "what-has-changed")
        found = SURE.findall(sure) if on_law else []
        assert not found, f"{module.slug}/{page.slug}: {found}"


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
        assert [snapshot.programme_slug for snapshot in published] == [
            "equality-refresher", "equality-reps", "learning-refresher", "learning-reps", "link-members", "refresher",
            "reps", "safety-refresher", "safety-reps", "stewards-refresher", "stewards", "training-day",
            "workplace-contacts",
        ]
