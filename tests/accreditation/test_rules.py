"""The accreditation rule at its boundaries, and one property: nobody qualifies with a shortfall."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accreditation.evidence import GONE, MET, NOT_YET, Act, Case, Record, Seat, Sitting, Standard
from lms.accreditation.rules import completion_shortfalls, conditions, may_say_companion, qualifies, shortfalls

MODULES = tuple((f"m{n}", f"Module {n}") for n in range(1, 8))
STANDARD = Standard(
    version="reps 1", asks=tuple(f"Q{n}" for n in range(1, 11)), modules=MODULES,
    cases=(("2A", "Tuesday at ten"), ("3A", "On call"), ("7A", "Ten years")), companion_case="2A",
)
DAY_1, DAY_2, TODAY = date(2026, 9, 10), date(2026, 9, 24), date(2026, 11, 26)
PARTS = ((1, "morning", ("m1", "m2")), (1, "afternoon", ("m3", "m4")),
         (2, "morning", ("m5",)), (2, "afternoon", ("m6", "m7")))


def sitting(day, part, modules, *seats):
    return Sitting(f"Day {day}, {part}", modules, 180, seats or (Seat("RC-26-02", DAY_1, "present"),))


def sittings(**over):
    """All four sessions attended; `over` gives other seats for a session: morning1=(...)."""
    return tuple(sitting(day, part, modules, *over.get(f"{part}{day}", ())) for day, part, modules in PARTS)


def meets(marker_id=50):
    return Case("meets", marker_id, "Morag Dunmore", date(2026, 10, 2))


def a_record(**over) -> Record:
    record = Record(
        today=TODAY, status_today="current", starts=DAY_1, status_at_start="current", link_since=date(2025, 3, 14),
        sittings=sittings(), cases=(("2A", meets()), ("3A", meets(51)), ("7A", meets())),
        decision=Act("Morag Dunmore", date(2026, 10, 5), 50), region="Wales", officer="Catrin Beddoe",
        appointment=Act("Branch minute 14", date(2026, 10, 1), 9, "Elected by ward managers."),
        sign_off=Act("Catrin Beddoe", date(2026, 10, 8), 60),
    )
    return replace(record, **over)


def state(record, code, standard=STANDARD):
    return next(line for line in conditions(record, standard) if line.code == code).state


def test_who_has_everything_qualifies_and_may_be_called_a_companion():
    assert qualifies(a_record(), STANDARD)
    assert may_say_companion(a_record(), STANDARD)
    assert [line.code for line in conditions(a_record(), STANDARD)] == list(STANDARD.asks)


@pytest.mark.parametrize(("code", "over", "found"), [
    ("Q1", {"status_today": "arrears"}, NOT_YET),
    ("Q1", {"status_today": "expelled"}, GONE),
    ("Q1", {"status_at_start": "arrears"}, NOT_YET),
    ("Q2", {"link_since": None}, NOT_YET),
    ("Q2", {"link_since": date(2026, 9, 11)}, NOT_YET),
    ("Q2", {"link_since": None, "waiver": Act("Denise", TODAY, words=" ")}, NOT_YET),
    ("Q3", {"sittings": ()}, NOT_YET),
    ("Q5", {"cases": (("2A", meets()), ("3A", meets(51)))}, NOT_YET),
    ("Q5", {"cases": (("2A", meets()), ("3A", meets(51)), ("7A", Case("not yet", 50, "M", DAY_2)))}, GONE),
    ("Q6", {"cases": (("3A", meets()), ("7A", meets(51)))}, NOT_YET),
    ("Q7", {"decision": None}, NOT_YET),
    ("Q8", {"appointment": None}, NOT_YET),
    ("Q8", {"appointment": None, "left_employer": "Pellow Bay on 3 May 2026"}, NOT_YET),
    ("Q9", {"sign_off": None}, NOT_YET),
    ("Q9", {"sign_off": None, "officer": None}, NOT_YET),
    ("Q9", {"sign_off": None, "region": None}, NOT_YET),
    ("Q10", {"holds": ("query",)}, NOT_YET),
])
def test_each_condition_stands_in_the_way_alone(code, over, found):
    record = a_record(**over)
    assert state(record, code) == found
    assert not qualifies(record, STANDARD)
    line = next(line for line in shortfalls(record, STANDARD) if line.code == code)
    assert line.known.endswith(".")


def test_the_waiver_needs_a_reason_and_then_stands_for_the_basic_course():
    record = a_record(link_since=None, waiver=Act("Denise Okafor", TODAY, words="Steward elsewhere for six years"))
    assert state(record, "Q2") == MET


def test_a_link_member_on_the_first_day_itself_was_one_before_the_course():
    assert state(a_record(link_since=DAY_1), "Q2") == MET


@pytest.mark.parametrize(("seat", "found"), [
    (Seat("R", DAY_2, "late", 15), MET),
    (Seat("R", DAY_2, "late", 16), NOT_YET),
    (Seat("R", DAY_2, "left early", 15), MET),
    (Seat("R", DAY_2, "left early", 90), NOT_YET),
    (Seat("R", DAY_2, "absent"), NOT_YET),
    (Seat("R", DAY_2, "excused"), NOT_YET),
    (Seat("R", DAY_2, None), NOT_YET),
    (Seat("R", DAY_2, "absent", made_up_by="Wrote up the afternoon"), MET),
])
def test_a_session_counts_when_at_most_the_grace_minutes_were_missed_or_it_was_made_up(seat, found):
    record = a_record(sittings=sittings(afternoon2=(seat,)))
    assert state(record, "Q3") == found
    assert state(record, "Q4") == found


def test_one_of_two_days_is_not_yet():
    away = (Seat("RC-26-02", DAY_2, "absent"),)
    assert state(a_record(sittings=sittings(morning2=away, afternoon2=away)), "Q3") == NOT_YET


def test_the_second_day_on_a_later_run_counts():
    later = (Seat("RC-26-02", DAY_2, "absent"), Seat("RC-26-04", TODAY, "present"))
    assert qualifies(a_record(sittings=sittings(morning2=later, afternoon2=later)), STANDARD)


def test_tasks_cannot_stand_in_for_more_than_half_of_the_minutes():
    task = (Seat("R", DAY_1, "absent", made_up_by="A task"),)
    half = a_record(sittings=sittings(morning1=task, afternoon1=task))
    assert state(half, "Q3") == MET
    less = a_record(sittings=sittings(morning1=task, afternoon1=task, morning2=task))
    assert state(less, "Q3") == NOT_YET


def test_a_module_recognised_from_before_needs_no_session():
    away = (Seat("R", DAY_2, "absent"),)
    record = a_record(sittings=sittings(morning2=away), recognised=("m5",))
    assert state(record, "Q4") == MET
    assert state(record, "Q3") == NOT_YET


def test_all_attended_and_one_case_study_not_yet_does_not_qualify_but_may_be_sent_again():
    again = Case("not yet", 50, "Morag", DAY_2, again_until=TODAY)
    record = a_record(cases=(("2A", meets()), ("3A", again), ("7A", meets())))
    assert state(record, "Q5") == NOT_YET
    assert state(replace(record, today=date(2026, 11, 27)), "Q5") == GONE


def test_a_resubmission_that_is_being_marked_is_still_possible():
    being_marked = Case("not yet", 50, "Morag", DAY_2, sent=True)
    assert state(a_record(cases=(("2A", meets()), ("3A", being_marked), ("7A", meets()))), "Q5") == NOT_YET


def test_nobody_signs_off_what_she_alone_marked():
    alone = (("2A", meets(60)), ("3A", meets(60)), ("7A", meets(60)))
    assert state(a_record(cases=alone), "Q9") == NOT_YET
    assert state(a_record(cases=(("2A", meets(60)), ("3A", meets(51)), ("7A", meets(60)))), "Q9") == MET


def test_a_standard_without_the_companion_or_the_appointment_accredits_but_never_says_companion():
    light = replace(STANDARD, asks=("Q1", "Q7"))
    record = a_record(cases=(), appointment=None)
    assert qualifies(record, light)
    assert not may_say_companion(record, light)
    assert not may_say_companion(a_record(appointment=None), light)
    assert not may_say_companion(a_record(cases=()), light)


def test_completion_waits_for_the_learning_and_not_for_the_appointment():
    record = a_record(decision=None, appointment=None, sign_off=None)
    assert completion_shortfalls(record, STANDARD) == []
    assert [each.code for each in completion_shortfalls(replace(record, cases=()), STANDARD)] == ["Q5"]


def test_an_open_course_is_finished_when_every_page_of_every_module_is_read():
    standard = Standard("link 1", ("Q1", "read"), (("basics", "The basics"),))
    assert state(a_record(pages_read=(("basics", 3, 4),)), "read", standard) == NOT_YET
    assert state(a_record(pages_read=(("basics", 4, 4),)), "read", standard) == MET
    assert state(a_record(pages_read=()), "read", standard) == NOT_YET


seats = st.builds(
    Seat, st.just("R"), st.just(DAY_1), st.sampled_from(["present", "late", "left early", "absent", "excused", None]),
    st.integers(0, 180), st.sampled_from(["", "A task"]),
)
cases = st.builds(
    Case, st.sampled_from([None, "meets", "not yet"]), st.sampled_from([None, 50, 60]), st.just("Morag"),
    st.just(DAY_2), st.booleans(), st.one_of(st.none(), st.dates(date(2026, 11, 1), date(2026, 12, 31))),
)
records = st.builds(
    Record, today=st.just(TODAY), status_today=st.sampled_from(["current", "arrears", "left"]), starts=st.just(DAY_1),
    status_at_start=st.sampled_from(["current", "arrears", None]),
    link_since=st.one_of(st.none(), st.just(date(2025, 3, 14))),
    waiver=st.one_of(st.none(), st.just(Act("Denise", TODAY, words="A reason"))),
    sittings=st.tuples(*[st.builds(Sitting, st.just(f"Day {d}, {p}"), st.just(m), st.just(180),
                                   st.lists(seats, max_size=2).map(tuple)) for d, p, m in PARTS]),
    recognised=st.lists(st.sampled_from([slug for slug, _ in MODULES]), max_size=3).map(tuple),
    cases=st.lists(st.tuples(st.sampled_from(["2A", "3A", "7A"]), cases), max_size=3).map(
        lambda found: tuple(dict(found).items())
    ),
    decision=st.one_of(st.none(), st.just(Act("Morag", TODAY, 50))),
    appointment=st.one_of(st.none(), st.just(Act("Branch", TODAY, 9, "Elected."))),
    region=st.sampled_from(["Wales", None]), officer=st.sampled_from(["Catrin", None]),
    sign_off=st.one_of(st.none(), st.just(Act("Catrin", TODAY, 60))),
    holds=st.sampled_from([(), ("suspension",)]),
)


@given(records)
def test_nobody_qualifies_with_a_shortfall_and_each_shortfall_says_what_is_known(record):
    lines = conditions(record, STANDARD)
    assert qualifies(record, STANDARD) == all(line.met for line in lines)
    for line in lines:
        assert line.state in (MET, NOT_YET, GONE)
        assert line.known
    if qualifies(record, STANDARD):
        assert record.status_today == record.status_at_start == "current"
        assert not record.holds and record.decision and record.appointment and record.sign_off
        assert {code for code, case in record.cases if case.outcome == "meets"} == {"2A", "3A", "7A"}


@given(records, st.sampled_from(["current", "arrears", "left", "suspended", "expelled", "none"]))
def test_losing_membership_never_helps(record, status):
    before = {line.code for line in shortfalls(record, STANDARD)}
    after = {line.code for line in shortfalls(replace(record, status_today=status), STANDARD)}
    assert status == "current" or before <= after
