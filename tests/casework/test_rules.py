from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.casework import rules
from lms.content.shapes import Criterion, MarkingScale

FOUR = tuple(Criterion(f"C{n}", f"Criterion {n}", "", starred=n in (1, 3)) for n in range(1, 5))
SCALE = MarkingScale()


def outcome(*scores, scale=SCALE):
    return rules.propose(FOUR, scale, {f"C{n}": score for n, score in enumerate(scores, 1)}).outcome


def test_an_answer_meets_with_four_points_and_nothing_starred_at_nought():
    assert outcome(1, 1, 1, 1) == "meets"
    assert outcome(2, 0, 2, 0) == "not yet", "two noughts without a star"
    assert outcome(2, 0, 1, 1) == "meets"
    assert outcome(1, 0, 1, 1) == "not yet", "three points"
    assert outcome(0, 2, 2, 2) == "not yet", "a star at nought"
    assert outcome(2, 2, 0, 2) == "not yet", "the other star at nought"


def test_the_numbers_come_from_the_content():
    assert outcome(2, 0, 2, 0, scale=MarkingScale(zeros_allowed=2)) == "meets"
    assert outcome(1, 1, 1, 1, scale=MarkingScale(points_needed=5)) == "not yet"
    assert outcome(2, 0, 2, 2, scale=MarkingScale(zeros_allowed=0)) == "not yet"


def test_nothing_is_proposed_before_each_criterion_is_marked():
    begun = rules.propose(FOUR, SCALE, {"C1": 2, "C2": 2, "C3": 1})
    assert begun.outcome is None
    assert begun.sentence == "5 points from 3 criteria. Mark the last one and the rule proposes an outcome. You decide."
    nothing = rules.propose(FOUR, SCALE, {})
    assert nothing.sentence == "Mark each criterion and the rule proposes an outcome. You decide."
    one = rules.propose(FOUR, SCALE, {"C1": 1})
    assert one.sentence == (
        "1 point from 1 criterion. Mark the other three and the rule proposes an outcome. You decide.")


def test_it_says_why_it_is_not_yet():
    said = rules.propose(FOUR, SCALE, {"C1": 0, "C2": 0, "C3": 0, "C4": 0})
    assert said.reasons == (
        "Two starred criteria are not met yet.", "Two without a star are 0, and at most one may be.",
        "It needs 4 points.",
    )
    none_may = rules.propose(FOUR, MarkingScale(zeros_allowed=0), {"C1": 2, "C2": 0, "C3": 2, "C4": 2})
    assert none_may.reasons == ("One without a star is 0, and none may be.",)


@dataclass(frozen=True)
class A:
    id: str
    starred: bool


marked = st.lists(st.tuples(st.booleans(), st.sampled_from(rules.SCORES)), min_size=1, max_size=8)
scales = st.builds(MarkingScale, zeros_allowed=st.integers(0, 4), points_needed=st.integers(0, 16))


def proposal(pairs, scale):
    criteria = [A(str(n), starred) for n, (starred, _) in enumerate(pairs)]
    return rules.propose(criteria, scale, {str(n): score for n, (_, score) in enumerate(pairs)})


@given(marked, scales)
def test_meets_is_exactly_what_the_rule_says(pairs, scale):
    met = (
        all(score > 0 for starred, score in pairs if starred)
        and sum(score == 0 for starred, score in pairs if not starred) <= scale.zeros_allowed
        and sum(score for _, score in pairs) >= scale.points_needed
    )
    found = proposal(pairs, scale)
    assert found.outcome == ("meets" if met else "not yet")
    assert bool(found.reasons) != met


@given(marked, scales, st.data())
def test_a_better_score_never_makes_it_worse(pairs, scale, data):
    which = data.draw(st.integers(0, len(pairs) - 1))
    better = [(starred, 2 if n == which else score) for n, (starred, score) in enumerate(pairs)]
    if proposal(pairs, scale).outcome == "meets":
        assert proposal(better, scale).outcome == "meets"


DAY = date(2026, 11, 30)
versions = st.lists(st.builds(
    rules.Version, outcome=st.sampled_from([None, "meets", "not yet"]),
    again_by=st.none() | st.integers(-3, 3).map(lambda days: DAY + timedelta(days=days)),
), max_size=3)


def test_how_a_task_stands():
    not_yet = rules.Version("not yet", DAY)
    assert rules.state_of([], DAY) == "to write"
    assert rules.state_of([rules.Version()], DAY) == "sent"
    assert rules.state_of([not_yet], DAY) == "not yet"
    assert rules.state_of([not_yet], DAY + timedelta(days=1)) == "closed", "the day itself is the last"
    assert rules.state_of([not_yet, rules.Version()], DAY + timedelta(days=9)) == "sent"
    assert rules.state_of([not_yet, rules.Version("not yet")], DAY) == "closed"
    assert rules.state_of([not_yet, rules.Version("meets")], DAY) == "meets"
    assert rules.state_of([], DAY, met_elsewhere=True) == "meets"


@given(versions)
def test_what_waits_for_its_mark_or_meets_is_never_written_again(seen):
    state = rules.state_of(seen, DAY)
    if any(version.outcome == "meets" for version in seen):
        assert state == "meets"
    if rules.may_write(state):
        assert not seen or seen[-1].outcome == "not yet" and seen[-1].again_by >= DAY


def test_it_is_late_from_the_day_after():
    assert not rules.is_late(DAY, DAY)
    assert rules.is_late(DAY + timedelta(days=1), DAY)
    assert not rules.is_late(DAY, None)


def test_it_may_be_sent_once_more_after_a_first_not_yet():
    days = timedelta(days=14)
    assert rules.again_by("not yet", 1, DAY, days) == date(2026, 12, 14)
    assert rules.again_by("not yet", 2, DAY, days) is None
    assert rules.again_by("meets", 1, DAY, days) is None
