"""What a run needs before it opens, and how its days and reference are said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.runs import rules

READY = rules.Plan(
    mode="in person", venue="Weavers’ Hall", days=(date(2027, 3, 4), date(2027, 3, 18)),
    modules_needed=(("role", "The role of reps"), ("chairing", "Chairing meetings")),
    modules_covered=frozenset({"role", "chairing"}), facilitators=1, closing_on=date(2027, 2, 18),
    today=date(2026, 11, 26),
)


def test_a_run_with_everything_may_open():
    assert rules.missing(READY) == []


@pytest.mark.parametrize(("change", "sentence"), [
    ({"days": ()}, "Give it its days and sessions."),
    ({"modules_covered": frozenset({"role"})}, "No session covers Chairing meetings."),
    ({"modules_covered": frozenset()}, "No session covers The role of reps and Chairing meetings."),
    ({"today": date(2027, 3, 4), "closing_on": date(2027, 3, 3)}, "Its first day must lie ahead."),
    ({"closing_on": date(2027, 3, 4)}, "Applications must close before the first day."),
    ({"closing_on": None}, "Say when applications close."),
    ({"closing_on": date(2026, 11, 25)}, "The day on which applications close must lie ahead."),
    ({"venue": ""}, "Say where it meets."),
    ({"venue": "", "mode": "online"}, "Say how to join on line."),
    ({"facilitators": 0}, "Name a facilitator."),
])
def test_what_is_missing_is_said_in_a_sentence(change, sentence):
    assert sentence in rules.missing(replace(READY, **change))


def test_an_open_run_needs_nothing():
    bare = replace(READY, mode="open", days=(), closing_on=None, facilitators=0, venue="")
    assert rules.missing(bare) == []


def test_a_draft_opens_and_what_is_over_stays_over():
    assert rules.may_become("draft", "open")
    assert rules.may_become("open", "cancelled")
    assert not rules.may_become("draft", "confirmed")
    assert not any(rules.may_become("cancelled", state) for state in rules.FOLLOWS)
    assert not any(rules.may_become("closed", state) for state in rules.FOLLOWS)


@pytest.mark.parametrize(("days", "long", "short"), [
    ([date(2027, 1, 19), date(2027, 2, 2)], "19 January and 2 February", "19 Jan, 2 Feb"),
    ([date(2027, 2, 11), date(2027, 2, 25)], "11 and 25 February", "11, 25 Feb"),
    ([date(2027, 3, 4)], "4 March", "4 Mar"),
    ([date(2027, 3, 4), date(2027, 3, 5), date(2027, 4, 1)], "4, 5 March and 1 April", "4, 5 Mar, 1 Apr"),
    ([], "", ""),
])
def test_days_are_said_as_people_say_them(days, long, short):
    assert rules.days_in_words(days) == long
    assert rules.days_in_short(days) == short


def test_a_reference_names_programme_year_and_counter():
    assert rules.reference("RC", 2027, 4) == "RC-27-04"


def test_sessions_that_touch_do_not_overlap():
    nine, twelve, four = (datetime(2027, 3, 4, hour, tzinfo=UTC) for hour in (9, 12, 16))
    assert not rules.overlaps(twelve, four, [(nine, twelve)])
    assert rules.overlaps(nine, four, [(twelve, four)])


@given(st.integers(0, 600), st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=8))
def test_a_sessions_minutes_are_shared_out_without_loss(minutes, modules):
    shared = rules.shared_out(minutes, modules)
    assert list(shared) == modules
    assert sum(shared.values()) == (minutes if modules else 0)
    assert not modules or max(shared.values()) - min(shared.values()) <= 1


@given(st.lists(st.integers(), max_size=9), st.integers(1, 6))
def test_modules_are_laid_out_in_their_order_and_evenly(modules, parts):
    laid = rules.laid_out(modules, parts)
    assert list(dict.fromkeys(module for part in laid for module in part)) == list(dict.fromkeys(modules))
    assert len(laid) == parts and (all(laid) or not modules)
    assert max(map(len, laid)) - min(map(len, laid)) <= 1
