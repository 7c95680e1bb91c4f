"""Two people and the last place: whoever clicks at once, one has it and the other waits. On both databases."""

from datetime import timedelta

from lms.bookings import operations
from lms.bookings.lookups import booking_of
from lms.bookings.models import HOLD_A_PLACE, Booking
from lms.db import db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run
from tests import make
from tests.make import NOW, US


def people_and_run(writing, count, **over):
    with writing():
        run = make.a_run(**over)
        return run.id, [make.a_link_member().id for _ in range(count)]


def an_application(writing, run_id, person_id):
    def apply():
        with writing() as session:
            run, person = session.get(Run, run_id), session.get(Person, person_id)
            return operations.apply_for_place(run, person, actor=person, now=NOW).state

    return apply


def test_the_last_place_goes_to_one_person_only(writing, at_once):
    run_id, people = people_and_run(writing, 5, capacity=1)
    states = at_once(*(an_application(writing, run_id, person) for person in people))
    assert sorted(states) == ["provisional", "waiting", "waiting", "waiting", "waiting"]


def test_a_double_click_books_once(writing, at_once, in_context):
    run_id, [person] = people_and_run(writing, 1)
    first, second = at_once(*[an_application(writing, run_id, person)] * 2)
    assert isinstance(first, Refusal) != isinstance(second, Refusal)
    with in_context() as session:
        assert session.query(Booking).count() == 1


def test_places_that_are_freed_at_once_are_offered_once_each(writing, at_once, in_context):
    with writing():
        run = make.a_run(capacity=2)
        held = [make.a_booking(run) for _ in range(2)]
        waiting = [make.a_booking(run) for _ in range(3)]
        run_id, held, waiting = run.id, [each.id for each in held], [each.id for each in waiting]

    def withdraw(booking_id):
        def act():
            with writing() as session:
                operations.withdraw_booking(session.get(Booking, booking_id), actor=US, now=NOW)

        return act

    assert at_once(*(withdraw(booking_id) for booking_id in held)) == [None, None]
    with in_context() as session:
        states = [session.get(Booking, booking_id).state for booking_id in waiting]
        assert states == ["offered", "offered", "waiting"]
        assert sum(each.state in HOLD_A_PLACE for each in session.query(Booking).filter_by(run_id=run_id)) == 2


def test_an_answer_and_the_end_of_the_offer_at_once_leave_one_of_them_standing(writing, at_once, in_context):
    with writing():
        run = make.a_run(capacity=1)
        first, second, third = (make.a_booking(run) for _ in range(3))
        operations.withdraw_booking(first, actor=US, now=NOW)
        run_id, second_id, third_id = run.id, second.id, third.id
    end = NOW + timedelta(days=3)

    def accept():
        with writing() as session:
            booking = session.get(Booking, second_id)
            operations.accept_offer(booking, actor=booking.person, now=end - timedelta(seconds=1))

    def pass_on():
        with writing() as session:
            operations.expire(session.get(Run, run_id), end)

    at_once(accept, pass_on)
    with in_context() as session:
        states = session.get(Booking, second_id).state, session.get(Booking, third_id).state
        assert states in [("provisional", "waiting"), ("passed", "offered")]


def test_more_places_and_an_application_at_once_do_not_overtake_who_waits(writing, at_once, in_context):
    with writing():
        run, newcomer = make.a_run(capacity=1), make.a_link_member()
        make.a_booking(run)
        waiting = make.a_booking(run)
        run_id, waiting_id, newcomer_id = run.id, waiting.id, newcomer.id

    def more():
        with writing() as session:
            operations.change_capacity(session.get(Run, run_id), 2, actor=US, now=NOW)

    at_once(more, an_application(writing, run_id, newcomer_id))
    with in_context():
        run, newcomer = db.session.get(Run, run_id), db.session.get(Person, newcomer_id)
        assert db.session.get(Booking, waiting_id).state == "offered"
        assert booking_of(run, newcomer).state == "waiting"
