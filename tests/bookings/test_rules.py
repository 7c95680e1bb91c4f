"""Who may have a place, and until when an offer or an unapproved place stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.bookings import rules

SHE = rules.Applicant(in_good_standing=True, link_member=True, on_this_run=False, leads_this_run=False)
LEEDS = rules.Course(
    state="open", begun=False, closing_on=date(2027, 2, 18), today=date(2026, 11, 26), for_link_members=True,
)
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


def codes(applicant, course) -> list[str]:
    return [reason.code for reason in rules.reasons_against(applicant, course)]


def test_a_link_member_in_good_standing_may_apply():
    assert codes(SHE, LEEDS) == []


@pytest.mark.parametrize(("change", "code"), [
    ({"in_good_standing": False}, "standing"), ({"link_member": False}, "link member"),
    ({"on_this_run": True}, "already"), ({"leads_this_run": True}, "leads"),
])
def test_who_may_not_is_told_why(change, code):
    assert codes(replace(SHE, **change), LEEDS) == [code]


@pytest.mark.parametrize(("change", "code"), [
    ({"state": "draft"}, "not open"), ({"state": "closed"}, "not open"), ({"state": "cancelled"}, "cancelled"),
    ({"begun": True}, "begun"), ({"today": date(2027, 2, 19)}, "closed"),
])
def test_a_run_that_takes_no_applications_says_why(change, code):
    assert codes(SHE, replace(LEEDS, **change)) == [code]


def test_one_may_apply_until_the_end_of_the_closing_date_and_for_a_confirmed_run():
    assert codes(SHE, replace(LEEDS, today=date(2027, 2, 18), state="confirmed")) == []


def test_every_reason_is_given_at_once():
    stranger = replace(SHE, in_good_standing=False, link_member=False)
    assert codes(stranger, replace(LEEDS, begun=True)) == ["begun", "standing", "link member"]


def test_the_basic_course_is_for_those_who_are_no_link_members_yet():
    assert codes(replace(SHE, link_member=False), replace(LEEDS, for_link_members=False, closing_on=None)) == []


def test_an_offer_stands_for_three_days_but_not_into_the_course():
    assert rules.offer_until(NOW, None) == NOW + timedelta(days=3)
    assert rules.offer_until(NOW, NOW + timedelta(days=1)) == NOW + timedelta(days=1)


def test_nobody_is_offered_a_place_without_time_to_answer():
    assert rules.offer_until(NOW, NOW + timedelta(hours=6)) is not None
    assert rules.offer_until(NOW, NOW + timedelta(hours=5, minutes=59)) is None


def test_a_place_is_approved_by_the_closing_date_or_if_it_came_later_before_the_first_day():
    closing, begins = date(2027, 2, 18), date(2027, 3, 4)
    assert rules.approve_by(closing, begins, closing) == closing
    assert rules.approve_by(closing, begins, closing + timedelta(days=1)) == date(2027, 3, 3)
    assert rules.approve_by(None, None, closing) is None


@given(st.integers(1, 12), st.sets(st.integers(1, 12)))
def test_free_seats_are_those_that_nobody_holds(capacity, taken):
    free = rules.free_seats(capacity, taken)
    assert free == sorted(set(range(1, capacity + 1)) - taken)


@given(st.dictionaries(st.integers(1, 99), st.integers(1, 20), max_size=10).filter(
    lambda seats: len(set(seats.values())) == len(seats)), st.integers(0, 10))
def test_whoever_sits_beyond_a_smaller_room_gets_a_seat_within_it(taken, spare):
    capacity = len(taken) + spare
    after = taken | rules.reseated(capacity, taken)
    assert len(set(after.values())) == len(after) == len(taken)
    assert all(1 <= seat <= capacity for seat in after.values())
    assert all(after[booking] == seat for booking, seat in taken.items() if seat <= capacity)
