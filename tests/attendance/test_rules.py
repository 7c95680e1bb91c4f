"""What a register line means."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lms.attendance.rules import STATES, minutes_missed, wrong_minutes

minutes = some.integers(min_value=0, max_value=1440)


@given(some.sampled_from(STATES), minutes, some.integers(min_value=2, max_value=600))
def test_what_is_accepted_never_misses_more_than_the_session(state, given, length):
    if wrong_minutes(state, given, length) is None:
        assert 0 <= minutes_missed(state, given, length) <= length


@given(minutes, some.integers(min_value=2, max_value=600))
def test_only_who_was_away_all_the_time_missed_all_of_it(given, length):
    assert minutes_missed("present", given, length) == 0
    for state in ("absent", "excused"):
        assert minutes_missed(state, given, length) == length
    for state in ("late", "left early"):
        assert wrong_minutes(state, given, length) or 0 < minutes_missed(state, given, length) < length


@pytest.mark.parametrize(("given", "said"), [
    (0, "Say how many minutes were missed."),
    (180, "The session lasts 180 minutes. Missing all of it is absent."),
    (179, None),
])
def test_late_and_left_early_say_how_much(given, said):
    assert wrong_minutes("late", given, 180) == wrong_minutes("left early", given, 180) == said
