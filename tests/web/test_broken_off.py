"""A request that breaks off after its act was committed: the same again neither does it twice nor pretends."""

import pytest

from lms.bookings.models import Booking
from tests import make

KEY = {"Idempotency-Key": "b6e1a4de-first"}


@pytest.fixture
def run(writing):
    with writing():
        return make.a_run()


@pytest.fixture
def program(writing, by_program):
    with writing():
        sian = make.a_link_member(name="Siân Rees")
    return by_program(sian)


@pytest.fixture
def breaks(monkeypatch, program):
    """From here on an answer can't be made, though the booking can."""
    monkeypatch.setattr(program, "faults", lambda *_: "")
    monkeypatch.setattr("lms.bookings.api.shown", lambda _booking: 1 / 0)
    return monkeypatch


def count(in_context) -> int:
    with in_context() as session:
        return session.query(Booking).count()


def test_it_says_that_it_was_done(program, run, breaks, in_context):
    broken = program.post(f"/runs/{run.ref}/bookings", json={})
    assert broken.status_code == 500
    assert "was done before that" in broken.json["detail"]
    assert count(in_context) == 1


def test_the_same_again_is_not_done_again(program, run, breaks, in_context, clock):
    assert program.post(f"/runs/{run.ref}/bookings", json={}, headers=KEY).status_code == 500
    at_once = program.post(f"/runs/{run.ref}/bookings", json={}, headers=KEY)
    assert (at_once.status_code, at_once.json["code"]) == (409, "in-progress")
    clock.forward(minutes=1)
    breaks.undo()
    later = program.post(f"/runs/{run.ref}/bookings", json={}, headers=KEY)
    assert (later.status_code, later.json["code"]) == (409, "answer-lost")
    assert count(in_context) == 1


def test_what_an_address_has_no_use_for_is_refused(program, run):
    refused = program.post(f"/runs/{run.ref}/bookings/mine/acceptance?x=1", json={"y": 2})
    assert [each["field"] for each in refused.json["errors"]] == ["query.x", "body"]
    assert program.get("/me?x=1").json["errors"][0]["field"] == "query.x"
