"""What counts as a change of the law, when a check is due, and who learned what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.law import Rule
from lms.network.rules import Course, Reading, check_said, differs, digest_of, known_otherwise
from tests.network.law import NOW, SERVICE

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


meanings = st.sampled_from(["old", "older", "new", ""])
courses = st.builds(Course, st.dictionaries(st.sampled_from("ab"), meanings.filter(bool)),
                    st.none() | st.integers(1, 9).map(lambda day: NOW + timedelta(days=day)))
readings = st.dictionaries(st.sampled_from("ab"), st.lists(
    st.builds(Reading, meanings, st.integers(1, 9).map(lambda day: NOW + timedelta(days=day))), max_size=3))


@given(st.lists(courses, max_size=3), readings, st.dictionaries(st.sampled_from("ab"), st.sampled_from(["new", ""])))
def test_what_she_knew_last_decides_whether_there_is_something_to_read(taught, read, now):
    found = known_otherwise(taught, read, now)
    assert set(found) <= set(now)
    for slug, known in found.items():
        assert known.means != now[slug]
        assert known.read_then is None or known.read_now is None or known.read_now > known.read_then
    for slug in set(now) - set(found):
        others = [each.at for each in read.get(slug, ()) if each.means != now[slug]]
        sat = [each.sat_until for each in taught if each.taught.get(slug) == now[slug] and each.sat_until]
        learned = [each for each in taught if each.taught.get(slug, now[slug]) != now[slug]]
        assert (sat and (not others or max(sat) > max(others))) or not (learned or others)


@given(st.lists(courses, max_size=3), readings, st.dictionaries(st.sampled_from("ab"), st.just("new")))
def test_a_course_with_the_law_as_it_is_now_settles_it_and_so_does_reading(taught, read, now):
    late = NOW + timedelta(days=20)
    assert known_otherwise([*taught, Course(now, late)], read, now) == {}
    read = {slug: [*read.get(slug, ()), Reading("new", late)] for slug in now}
    assert all(each.read_now == late for each in known_otherwise(taught, read, now).values())
