"""Whatever people do, and in whatever order: no place is given twice, and no place stays free while somebody waits."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.bookings import operations
from lms.bookings.lookups import applications_of
from lms.bookings.models import ALIVE, HOLD_A_PLACE
from lms.db import begin_writing, db
from lms.refusal import Refusal
from tests import make
from tests.make import NOW, US

PEOPLE = 6
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["apply", "apply", "apply", "approve", "refuse", "accept", "decline", "withdraw", "resize",
                         "wait", "expire"]),
        st.integers(0, PEOPLE - 1), st.integers(1, 4),
    ),
    min_size=5, max_size=30,
)


def do(act, person, number, run, now):
    booking = next((each for each in applications_of(run) if each.person_id == person.id and each.state in ALIVE), None)
    if act == "apply":
        operations.apply_for_place(run, person, actor=person, now=now)
    elif act == "resize":
        operations.change_capacity(run, number, actor=US, now=now)
    elif act == "expire":
        operations.expire(run, now)
    elif booking is not None:
        {"approve": lambda: operations.approve_booking(booking, actor=US, now=now),
         "refuse": lambda: operations.refuse_booking(booking, "Because.", actor=US, now=now),
         "accept": lambda: operations.accept_offer(booking, actor=person, now=now),
         "decline": lambda: operations.decline_offer(booking, actor=person, now=now),
         "withdraw": lambda: operations.withdraw_booking(booking, actor=person, now=now),
         }.get(act, lambda: None)()


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_places_never_exceed_capacity_whatever_the_order_of_acts(app):
    with app.app_context():
        begin_writing()
        people = [make.a_link_member() for _ in range(PEOPLE)]
        snapshot = make.a_programme()
        db.session.commit()

        @settings(max_examples=settings.default.max_examples * 3 // 5, deadline=None,
                  suppress_health_check=list(HealthCheck))
        @given(acts=ACTS)
        def hold(acts):
            begin_writing()
            run, now = make.a_run(snapshot=snapshot, capacity=2, minimum=1, closing_on=date(2026, 12, 20)), NOW
            for act, who, number in acts:
                now += timedelta(days=number) if act == "wait" else timedelta(minutes=1)
                try:
                    with db.session.begin_nested():
                        do(act, people[who], number, run, now)
                except Refusal:
                    db.session.refresh(run)
                    continue
                check(run, now)
            db.session.rollback()

        hold()


def check(run, now):
    bookings = applications_of(run)
    holding = [each for each in bookings if each.state in HOLD_A_PLACE]
    assert len(holding) <= run.capacity
    seats = [each.seat for each in holding]
    assert len(set(seats)) == len(seats)
    assert all(1 <= seat <= run.capacity for seat in seats)
    assert all(each.seat is None for each in bookings if each.state not in HOLD_A_PLACE)
    waiting = [each for each in bookings if each.state == "waiting"]
    due = [each for each in bookings if each.state == "offered" and each.offered_until <= now]
    assert not waiting or due or len(holding) == run.capacity, "a place is free while somebody waits"
    offered = [each.id for each in bookings if each.state == "offered"]
    assert not offered or not waiting or max(offered) < min(each.id for each in waiting)
