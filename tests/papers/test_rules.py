"""Whether what is planned for a session fits into it."""

from hypothesis import given
from hypothesis import strategies as some

from lms.papers.rules import timings


def test_each_session_says_what_its_modules_take_and_what_is_left():
    plans = {"role": 70, "rights": 120, "chairing": 50}
    first, second = timings([(180, ["role", "rights"]), (60, ["chairing"])], plans)
    assert (first.planned, first.left, first.complete) == (190, -10, True)
    assert (second.parts, second.left) == ((("chairing", 50),), 10)


def test_a_module_without_a_plan_is_no_fit():
    session, = timings([(180, ["role", "rights"])], {"role": 70})
    assert (session.planned, session.complete) == (70, False)


@given(some.integers(0, 600), some.integers(1, 6))
def test_a_plan_is_shared_by_the_sessions_that_its_module_is_in(minutes, sessions):
    found = timings([(90, ["role"])] * sessions, {"role": minutes})
    assert sum(each.planned for each in found) == minutes
    assert max(each.planned for each in found) - min(each.planned for each in found) <= 1
