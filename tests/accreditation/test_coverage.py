"""A module done once counts everywhere it is used: what that does for the sessions (Q3) and the modules (Q4)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accreditation.evidence import MET, NOT_YET, Elsewhere, Seat
from lms.accreditation.rules import conditions, shortfalls
from tests.accreditation.test_rules import DAY_1, DAY_2, MODULES, STANDARD, a_record, sitting, sittings, state

AWAY = (Seat("SC-26-01", DAY_2, None),)


def there(module, *states, ref="RC-26-02", made_up=""):
    """The module as another run taught it, in so many sessions."""
    return Elsewhere(module, ref, tuple(Seat(ref, DAY_1, each, made_up_by=made_up) for each in states or ("present",)))


def known(record, code, standard=STANDARD):
    return next(line for line in conditions(record, standard) if line.code == code).known


def test_a_session_whose_modules_were_all_done_elsewhere_counts_and_says_where():
    record = a_record(sittings=sittings(morning1=AWAY), elsewhere=(there("m1"), there("m2")))
    assert state(record, "Q3") == state(record, "Q4") == MET
    assert known(record, "Q3") == "All attended or done on RC-26-02 (Day 1, morning)."
    assert known(record, "Q4") == "Each one covered in a session. Module 1 and Module 2 count from RC-26-02."


def test_a_session_with_one_module_that_is_new_is_still_to_be_sat_and_the_others_are_covered():
    record = a_record(sittings=sittings(morning1=AWAY), elsewhere=(there("m1"),))
    assert (state(record, "Q3"), state(record, "Q4")) == (NOT_YET, NOT_YET)
    assert known(record, "Q3") == "Still to come: Day 1, morning."
    assert known(record, "Q4") == "Not covered yet: Module 2. Module 1 counts from RC-26-02."


def test_who_did_every_module_elsewhere_needs_none_of_the_sessions():
    away = {f"{part}{day}": AWAY for day in (1, 2) for part in ("morning", "afternoon")}
    record = a_record(sittings=sittings(**away), elsewhere=tuple(there(slug) for slug, _ in MODULES))
    assert state(record, "Q3") == state(record, "Q4") == MET
    assert known(record, "Q3").startswith("All done on RC-26-02 (Day 1, morning, Day 1, afternoon, Day 2, morning and")


def test_what_is_still_to_come_stands_beside_what_was_done_before():
    record = a_record(sittings=sittings(morning1=AWAY, afternoon2=AWAY), elsewhere=(there("m1"), there("m2")))
    assert known(record, "Q3") == "Still to come: Day 2, afternoon. Done on RC-26-02 (Day 1, morning)."


@pytest.mark.parametrize(("states", "made_up", "found"), [
    (("present", "present"), "", MET),
    (("present", "absent"), "", NOT_YET),
    (("present", None), "", NOT_YET),
    (("absent",), "Wrote it up", MET),
    (("absent",), "", NOT_YET),
])
def test_a_module_counts_when_each_session_that_taught_it_was_attended_or_made_up(states, made_up, found):
    record = a_record(sittings=sittings(morning2=AWAY), elsewhere=(there("m5", *states, made_up=made_up),))
    assert state(record, "Q3") == state(record, "Q4") == found


def test_what_was_attended_elsewhere_counts_as_attended_minutes_and_what_a_task_stood_in_for_does_not():
    away = {f"{part}{day}": AWAY for day in (1, 2) for part in ("morning", "afternoon")}
    slugs = [slug for slug, _ in MODULES]
    by_task = tuple(there(slug, "absent", made_up="A task") for slug in slugs)
    record = a_record(sittings=sittings(**away), elsewhere=by_task)
    assert state(record, "Q3") == NOT_YET and "0 of 720 minutes" in known(record, "Q3")
    half = tuple(there(slug) for slug in slugs[:4]) + by_task[4:]
    assert state(replace(record, elsewhere=half), "Q3") == MET


def test_of_two_runs_the_one_that_was_attended_is_named():
    both = (there("m5", "absent", ref="RC-25-01", made_up="A task"), there("m5", ref="RC-26-02"))
    record = a_record(sittings=sittings(morning2=AWAY), elsewhere=both)
    assert "done on RC-26-02" in known(record, "Q3")


def test_what_was_sat_here_needs_no_other_run():
    record = a_record(elsewhere=(there("m1"), there("m2")))
    assert known(record, "Q3") == "All 4 attended."
    assert known(record, "Q4") == "Each one covered in a session."


def test_a_session_that_covers_nothing_is_never_done_elsewhere():
    record = a_record(sittings=(sitting(1, "morning", (), *AWAY),), elsewhere=(there("m1"),))
    assert state(record, "Q3") == NOT_YET


seats = st.builds(Seat, st.just("RC-26-02"), st.just(DAY_1), st.sampled_from(["present", "absent", "late", None]),
                  st.sampled_from([0, 15, 90]), st.sampled_from(["", "A task"]))
taught = st.builds(Elsewhere, st.sampled_from([slug for slug, _ in MODULES]), st.just("RC-26-02"),
                   st.lists(seats, min_size=1, max_size=2).map(tuple), st.booleans())
here = st.lists(st.sampled_from(["morning1", "afternoon1", "morning2", "afternoon2"]), unique=True)


@given(here, st.lists(taught, max_size=6), taught)
def test_having_done_more_elsewhere_never_takes_anything_away(away, before, one_more):
    record = a_record(sittings=sittings(**dict.fromkeys(away, AWAY)), elsewhere=tuple(before))
    more = replace(record, elsewhere=(*before, one_more))
    open_before = {line.code for line in shortfalls(record, STANDARD)}
    assert {line.code for line in shortfalls(more, STANDARD)} <= open_before


@given(here, st.lists(taught, max_size=6))
def test_what_is_outdated_changes_no_state(away, before):
    record = a_record(sittings=sittings(**dict.fromkeys(away, AWAY)), elsewhere=tuple(before))
    without = replace(record, elsewhere=tuple(each for each in before if not each.outdated))
    assert [line.state for line in conditions(record, STANDARD)] == [
        line.state for line in conditions(without, STANDARD)]


@given(here, st.lists(taught, max_size=6))
def test_the_sessions_are_settled_only_with_every_module_covered(away, before):
    record = a_record(sittings=sittings(**dict.fromkeys(away, AWAY)), elsewhere=tuple(before))
    if state(record, "Q3") == MET:
        assert state(record, "Q4") == MET
