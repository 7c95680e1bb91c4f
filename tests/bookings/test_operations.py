"""Applying, approving, the waiting list and its offers, withdrawing: each step, and each no."""

from datetime import date, timedelta

import pytest

from lms import mail
from lms.bookings import operations
from lms.bookings.lookups import booking_of, bookings_of, places_of, trainees_of
from lms.refusal import Refusal
from lms.runs.operations import close_run
from tests import make
from tests.make import NOW, US


def said_to(person) -> str:
    return mail.last_to(person.email).template


def test_a_link_member_takes_a_place_at_once_and_it_is_hers_when_it_is_approved(writing):
    with writing():
        run, person = make.a_run(), make.a_link_member()
        booking = operations.apply_for_place(run, person, statement="To help.", needs="A loop", actor=person, now=NOW)
        assert (booking.state, booking.seat, booking.needs) == ("provisional", 1, "A loop")
        assert said_to(person) == "bookings/applied"
        operations.approve_booking(booking, actor=US, now=NOW)
        assert booking.state == "confirmed"
        assert said_to(person) == "bookings/confirmed"
        assert [change.state for change in booking.changes] == ["provisional", "confirmed"]


@pytest.mark.parametrize(("status", "code"), [("arrears", "standing"), ("left", "standing"), ("none", "standing")])
def test_only_members_in_good_standing_get_a_place(writing, status, code):
    with writing():
        with pytest.raises(Refusal) as no:
            make.a_booking(person=make.a_link_member(status=status))
        assert no.value.code == code


def test_who_is_no_link_member_is_told_that_she_must_become_one_first(writing):
    with writing():
        with pytest.raises(Refusal, match="link member first") as no:
            make.a_booking(person=make.a_member())
        assert no.value.code == "link member"


def test_nobody_is_on_a_run_twice_but_may_apply_again_after_withdrawing(writing):
    with writing():
        run, person = make.a_run(), make.a_link_member()
        booking = make.a_booking(run, person)
        with pytest.raises(Refusal, match="already"):
            make.a_booking(run, person)
        operations.withdraw_booking(booking, "", actor=person, now=NOW)
        again = make.a_booking(run, person)
        assert booking_of(run, person) is again
        assert [each.state for each in bookings_of(person)] == ["provisional", "withdrawn"]


def test_a_facilitator_takes_no_place_on_her_own_run(writing):
    with writing():
        person = make.a_link_member()
        with pytest.raises(Refusal, match="lead this course"):
            make.a_booking(make.a_run(facilitators=[person]), person)


def test_a_full_run_puts_the_next_applicant_on_the_waiting_list(writing):
    with writing():
        run = make.a_run(capacity=1)
        make.a_booking(run)
        late = make.a_booking(run)
        assert (late.state, late.seat) == ("waiting", None)
        assert said_to(late.person) == "bookings/waiting"


def test_who_withdraws_frees_the_place_for_whoever_waited_longest(writing):
    with writing():
        run = make.a_run(capacity=1)
        first, second, third = (make.a_booking(run) for _ in range(3))
        operations.withdraw_booking(first, "Days changed", actor=first.person, now=NOW)
        assert [first.state, second.state, third.state] == ["withdrawn", "offered", "waiting"]
        assert (second.seat, second.offered_until) == (1, NOW + timedelta(days=3))
        assert said_to(second.person) == "bookings/offered"
        assert first.changes[-1].reason == "Days changed"


def test_an_offer_that_is_accepted_still_has_to_be_approved(writing):
    with writing():
        run = make.a_run(capacity=1)
        first, second = make.a_booking(run), make.a_booking(run)
        operations.withdraw_booking(first, actor=US, now=NOW)
        operations.accept_offer(second, actor=second.person, now=NOW)
        assert (second.state, second.seat) == ("provisional", 1)


def test_who_fell_into_arrears_meanwhile_cannot_take_the_offer(writing):
    with writing():
        run = make.a_run(capacity=1)
        first, second = make.a_booking(run), make.a_booking(run)
        operations.withdraw_booking(first, actor=US, now=NOW)
        make.in_arrears(second.person)
        with pytest.raises(Refusal, match="subscription"):
            operations.accept_offer(second, actor=second.person, now=NOW)


def test_an_offer_that_is_declined_goes_to_the_next(writing):
    with writing():
        run = make.a_run(capacity=1)
        first, second, third = (make.a_booking(run) for _ in range(3))
        operations.withdraw_booking(first, actor=US, now=NOW)
        operations.decline_offer(second, actor=second.person, now=NOW)
        assert [second.state, third.state] == ["passed", "offered"]


def test_an_offer_that_nobody_answers_passes_to_the_next(writing):
    with writing():
        run = make.a_run(capacity=1)
        first, second, third = (make.a_booking(run) for _ in range(3))
        operations.withdraw_booking(first, actor=US, now=NOW)
        operations.expire(run, NOW + timedelta(days=3, seconds=-1))
        assert second.state == "offered"
        operations.expire(run, NOW + timedelta(days=3))
        assert [second.state, third.state] == ["passed", "offered"]
        assert said_to(second.person) == "bookings/passed"
        with pytest.raises(Refusal, match="let the offer pass"):
            operations.accept_offer(second, actor=second.person, now=NOW + timedelta(days=3))


def test_a_place_that_is_not_approved_by_the_closing_date_is_freed(writing):
    with writing():
        run = make.a_run(capacity=1, closing_on=date(2026, 12, 1))
        first, second = make.a_booking(run), make.a_booking(run)
        operations.expire(run, NOW.replace(month=12, day=1, hour=23))
        assert first.state == "provisional"
        operations.expire(run, NOW.replace(month=12, day=2))
        assert [first.state, second.state] == ["expired", "offered"]
        assert said_to(first.person) == "bookings/expired"
        operations.accept_offer(second, actor=second.person, now=NOW.replace(month=12, day=2))
        operations.expire(run, NOW.replace(month=12, day=4))
        assert second.state == "provisional"  # hers until the day before the course


def test_who_still_waits_when_the_course_begins_is_told(writing):
    with writing():
        run = make.a_run(capacity=1, closing_on=date(2026, 12, 1), days=[date(2026, 12, 8)])
        make.a_confirmed_trainee(run)
        waiting = make.a_booking(run)
        operations.expire(run, NOW.replace(month=12, day=8, hour=10))
        assert waiting.state == "expired"
        assert said_to(waiting.person) == "bookings/no-place"


def test_a_refusal_has_a_reason_and_frees_the_place(writing):
    with writing():
        run = make.a_run(capacity=1)
        first, second = make.a_booking(run), make.a_booking(run)
        with pytest.raises(Refusal, match="Say why"):
            operations.refuse_booking(first, " ", actor=US, now=NOW)
        operations.refuse_booking(first, "Somebody from your team is on it.", actor=US, now=NOW)
        assert [first.state, second.state] == ["refused", "offered"]
        assert "Somebody from your team is on it." in mail.last_to(first.person.email).text


def test_what_has_moved_on_cannot_be_approved_any_more(writing):
    with writing():
        booking = make.a_booking()
        operations.withdraw_booking(booking, actor=booking.person, now=NOW)
        with pytest.raises(Refusal, match="has withdrawn"):
            operations.approve_booking(booking, actor=US, now=NOW)


def test_a_course_that_is_over_keeps_its_places_on_record(writing):
    with writing():
        run = make.a_run()
        make.a_confirmed_trainee(run)
        with pytest.raises(Refusal, match="over"):
            operations.withdraw_booking(trainees_of(run)[0], actor=US, now=NOW.replace(year=2027, month=4))


def test_more_places_are_offered_to_those_who_wait_in_their_order(writing):
    with writing():
        run = make.a_run(capacity=1)
        bookings = [make.a_booking(run) for _ in range(4)]
        operations.change_capacity(run, 3, actor=US, now=NOW)
        assert [each.state for each in bookings] == ["provisional", "offered", "offered", "waiting"]


def test_fewer_places_seat_everybody_who_has_one(writing):
    with writing():
        run = make.a_run(capacity=3, minimum=1)
        bookings = [make.a_booking(run) for _ in range(3)]
        with pytest.raises(Refusal, match="3 people have a place"):
            operations.change_capacity(run, 2, actor=US, now=NOW)
        operations.withdraw_booking(bookings[0], actor=US, now=NOW)
        operations.change_capacity(run, 2, actor=US, now=NOW)
        assert sorted(each.seat for each in bookings[1:]) == [1, 2]


def test_fewer_places_than_the_minimum_are_refused(writing):
    with writing():
        with pytest.raises(Refusal, match="minimum is 6"):
            operations.change_capacity(make.a_run(), 5, actor=US, now=NOW)


def test_applications_close_by_hand_when_all_are_decided(writing):
    with writing():
        run = make.a_run()
        booking = make.a_booking(run)
        with pytest.raises(Refusal, match="One person has a place that nobody has approved"):
            operations.close_booking(run, actor=US, now=NOW)
        operations.approve_booking(booking, actor=US, now=NOW)
        operations.close_booking(run, actor=US, now=NOW)
        with pytest.raises(Refusal, match="Applications closed on 25 November"):
            make.a_booking(run)


def test_a_run_goes_ahead_below_its_minimum_only_if_it_is_meant(writing):
    with writing():
        run = make.a_run(joining_notes="Lunch is at noon.")
        person = make.a_confirmed_trainee(run)
        with pytest.raises(Refusal, match="1 confirmed, and the minimum is 6"):
            operations.confirm_run(run, actor=US, now=NOW)
        operations.confirm_run(run, anyway=True, actor=US, now=NOW)
        assert run.state == "confirmed"
        assert "Lunch is at noon." in mail.last_to(person.email).text


def test_a_cancelled_run_tells_everybody_why(writing):
    with writing():
        run = make.a_run(capacity=1)
        bookings = [make.a_booking(run) for _ in range(2)]
        with pytest.raises(Refusal, match="Say why"):
            operations.cancel_run(run, "", actor=US, now=NOW)
        operations.cancel_run(run, "The hall has flooded.", actor=US, now=NOW)
        assert run.state == "cancelled"
        assert {each.state for each in bookings} == {"cancelled"}
        assert all("The hall has flooded." in mail.last_to(each.person.email).text for each in bookings)
        with pytest.raises(Refusal, match="cancelled"):
            make.a_booking(run)


def test_a_run_that_has_begun_is_not_cancelled(writing):
    with writing():
        run = make.a_run()
        with pytest.raises(Refusal, match="begun"):
            operations.cancel_run(run, "Rain", actor=US, now=NOW.replace(year=2027, month=3, day=4, hour=10))


def test_on_an_open_run_applying_gives_the_place_to_whoever_is_in_good_standing(writing):
    with writing():
        run = make.an_open_run()
        bookings = [make.a_booking(run, make.a_member()) for _ in range(3)]
        assert {(each.state, each.seat) for each in bookings} == {("confirmed", None)}
        assert said_to(bookings[0].person) == "bookings/begun"
        with pytest.raises(Refusal, match="subscription"):
            make.a_booking(run, make.a_member(status="arrears"))


def test_places_are_counted_for_many_runs_at_once(writing, queries):
    with writing():
        full, empty = make.a_run(capacity=2), make.a_run(place="Cardiff")
        make.a_confirmed_trainee(full)
        make.a_booking(full)
        make.a_booking(full)
        with queries() as seen:
            places = places_of([full.id, empty.id])
        assert len(seen) == 1
    assert (places[full.id].confirmed, places[full.id].provisional, places[full.id].waiting) == (1, 1, 1)
    assert (places[full.id].free(2), places[empty.id].free(8)) == (0, 8)


def test_somebody_without_an_address_is_booked_all_the_same(writing):
    with writing():
        booking = make.a_booking(person=make.a_link_member(email=None))
        assert booking.state == "provisional"


def test_a_closed_run_takes_no_applications(writing):
    with writing():
        run = make.a_run()
        over = NOW.replace(year=2027, month=4)
        close_run(run, actor=US, now=over)
        with pytest.raises(Refusal, match="does not take applications"):
            make.a_booking(run, now=over)
