"""Case studies of choice: all that are required meet, and so many of the others, whichever they are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accreditation.evidence import GONE, MET, NOT_YET, Case
from lms.accreditation.rules import conditions, qualifies, sole_marker
from tests.accreditation.test_rules import DAY_2, STANDARD, a_record, meets, state

CHOICE = replace(
    STANDARD, cases=(("2A", "Tuesday at ten"), ("7A", "Ten years")), choice=1,
    others=(("1A", "First week"), ("3A", "On call"), ("4A", "The chair")),
)
BOTH = (("2A", meets()), ("7A", meets(51)))
CLOSED = Case("not yet", 50, "Morag", DAY_2)


def line(record, standard=CHOICE):
    return next(each for each in conditions(record, standard) if each.code == "Q5")


@pytest.mark.parametrize("code", ["1A", "3A", "4A"])
def test_any_one_of_the_others_will_do(code):
    record = a_record(cases=(*BOTH, (code, meets())))
    assert qualifies(record, CHOICE)
    name = dict(CHOICE.others)[code]
    assert line(record).known == f"Both required ones meet the standard, and “{name}” meets, of free choice."
    assert f"“{name}” meets, Morag Dunmore, 2 October 2026" in line(record).evidence


@pytest.mark.parametrize(("cases", "said"), [
    (BOTH, "One more of free choice has still to meet."),
    ((*BOTH, ("3A", Case(sent=True))), "One more of free choice has still to meet (“On call” is being marked)."),
    ((*BOTH, ("3A", CLOSED)), "One more of free choice has still to meet."),
    ((*BOTH, ("3A", Case("not yet", 50, "M", DAY_2, again_until=date(2026, 12, 3)))),
     "One more of free choice has still to meet (“On call” is not yet, and may be sent again until 3 December 2026)."),
    ((BOTH[0], ("3A", meets())), "“Ten years” has not been sent."),
])
def test_what_is_still_open_is_said_in_words(cases, said):
    assert (line(a_record(cases=cases)).state, line(a_record(cases=cases)).known) == (NOT_YET, said)


def test_a_required_one_that_is_over_is_not_made_good_by_others():
    record = a_record(cases=(BOTH[0], ("7A", CLOSED), ("1A", meets()), ("3A", meets())))
    assert line(record).state == GONE


def test_the_choice_is_lost_only_when_none_is_left_to_send():
    lost = tuple((code, CLOSED) for code, _ in CHOICE.others)
    assert line(a_record(cases=(*BOTH, *lost[:2]))).state == NOT_YET
    assert line(a_record(cases=(*BOTH, *lost))).state == GONE
    assert "none is left to send" in line(a_record(cases=(*BOTH, *lost))).known


def test_without_a_choice_the_others_count_for_nothing_and_stand_in_nobodys_way():
    tried = replace(CHOICE, choice=0)
    assert line(a_record(cases=(*BOTH, ("3A", CLOSED))), tried).state == MET
    assert line(a_record(cases=(BOTH[0], ("3A", meets()))), tried).state == NOT_YET


def test_two_of_free_choice_and_none_required():
    two = replace(CHOICE, cases=(), choice=2, companion_case=None, asks=("Q5",))
    assert line(a_record(cases=()), two).known == "Two case studies of free choice have still to meet."
    record = a_record(cases=(("1A", meets()), ("4A", meets())))
    assert line(record, two).known == "“First week” and “The chair” meet, of free choice."


def test_the_one_of_choice_is_evidence_that_somebody_else_marked():
    alone = (("2A", meets(60)), ("7A", meets(60)))
    assert sole_marker(a_record(cases=(*alone, ("3A", meets(60)))), CHOICE) == 60
    assert sole_marker(a_record(cases=(*alone, ("3A", meets(51)))), CHOICE) is None
    assert state(a_record(cases=(*alone, ("3A", meets(60)))), "Q9", CHOICE) == NOT_YET


outcomes = st.dictionaries(
    st.sampled_from(["2A", "7A", "1A", "3A", "4A"]),
    st.sampled_from([meets(), CLOSED, Case(sent=True), Case(), Case("not yet", 50, "M", DAY_2, sent=True)]),
)


@given(outcomes, st.integers(0, 3))
def test_it_is_met_exactly_when_all_required_and_enough_others_meet(cases, choice):
    standard = replace(CHOICE, choice=choice)
    met = {code for code, case in cases.items() if case.outcome == "meets"}
    enough = {"2A", "7A"} <= met and len(met - {"2A", "7A"}) >= choice
    assert (line(a_record(cases=tuple(cases.items())), standard).state == MET) == enough


@given(outcomes, st.sampled_from(["1A", "3A", "4A"]), st.sampled_from([CLOSED, Case(sent=True), meets()]))
def test_trying_one_more_never_stands_in_the_way_of_who_has_done_enough(cases, code, tried):
    before = line(a_record(cases=tuple(cases.items())))
    after = line(a_record(cases=tuple((cases | {code: tried if code not in cases else cases[code]}).items())))
    assert before.state != MET or after.state == MET
