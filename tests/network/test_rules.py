"""What counts as a change of the law, when a check is due, and who learned what."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.law import Rule
from lms.network.rules import check_said, differs, digest_of, learned_otherwise
from tests.network.law import SERVICE

RULE = SERVICE.rules[0]


@pytest.mark.parametrize("over", [
    {"checked_on": date(2027, 1, 4)}, {"next_check": date(2028, 1, 4)}, {"source": "read again"},
    {"update": "<p>Nothing to speak of.</p>"}, {"slug": "another"},
    {"text": "<p>An employee must have <strong>worked</strong> for\n long enough.</p>"},
])
def test_who_checked_it_when_and_how_it_is_drawn_is_no_change_of_what_it_says(over):
    assert digest_of(replace(SERVICE, **over)) == digest_of(SERVICE)


@pytest.mark.parametrize("over", [
    {"text": "<p>An employee must have worked for two years.</p>"}, {"status": "made"}, {"provision": "section 109"},
    {"jurisdiction": "Scotland"}, {"title": "Service"}, {"decided_by": "the day of the notice"}, {"rules": ()},
    {"rules": (replace(RULE, text="<p>One year.</p>"),)}, {"rules": (replace(RULE, ends=date(2027, 1, 1)),)},
    {"rules": (replace(RULE, status="made"),)}, {"rules": (RULE, Rule("After that", "<p>None.</p>"))},
])
def test_whatever_it_says_otherwise_is_a_change(over):
    assert digest_of(replace(SERVICE, **over)) != digest_of(SERVICE)


@pytest.mark.parametrize(("over", "said"), [
    ({"text": "<p>Another.</p>", "status": "made"}, "how sure it is and the text"),
    ({"rules": (replace(RULE, text="<p>One year.</p>"),)}, "the rule “Job ended by 31 December 2026”"),
    ({"rules": (RULE, Rule("After that", "<p>None.</p>"))}, "the new rule “After that”"),
    ({"rules": ()}, "the rule “Job ended by 31 December 2026” is gone"),
    ({"source": "another"}, ""),
])
def test_what_is_different_is_said_in_a_few_words(over, said):
    assert differs(SERVICE, replace(SERVICE, **over)) == said


@pytest.mark.parametrize(("next_check", "sign", "words"), [
    (date(2026, 11, 25), "short", "Overdue by 1 day"), (date(2026, 10, 27), "short", "Overdue by 30 days"),
    (date(2026, 11, 26), "short", "To be checked today"), (date(2026, 11, 27), "waiting", "In 1 day"),
    (date(2026, 12, 27), "waiting", "In 31 days"), (date(2026, 12, 28), "met", "In 32 days"),
])
def test_the_next_check_is_said_in_words(next_check, sign, words):
    assert check_said(next_check, date(2026, 11, 26)) == (sign, words)


courses = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["old", "older", "new"]))


@given(st.lists(courses, max_size=3), st.dictionaries(st.sampled_from("abcd"), st.just("new")))
def test_to_be_read_is_exactly_what_she_learned_and_never_as_it_is_now(taught, now):
    found = learned_otherwise(taught, now)
    learned = {slug: {course[slug] for course in taught if slug in course} for slug in "abcd"}
    assert set(found) == {slug for slug in now if learned[slug] and "new" not in learned[slug]}
    assert all(found[slug] in learned[slug] for slug in found)


@given(st.lists(courses, max_size=3), courses, st.dictionaries(st.sampled_from("abcd"), st.just("new")))
def test_a_course_with_the_law_as_it_is_now_settles_it(taught, another, now):
    fresh = dict.fromkeys(now, "new")
    assert learned_otherwise([*taught, fresh], now) == {}
    assert set(learned_otherwise([*taught, fresh | another], now)) <= set(another)
