"""A worker is killed in the middle of a batch, and each step is done once all the same."""

import signal
from collections import Counter

import pytest
from sqlalchemy import text

from lms import jobs
from lms.db import begin_writing, db
from tests.kill import counting
from tests.kill.waiting import SECONDS, wait_until, wait_until_done, wait_until_it_holds

pytestmark = pytest.mark.kill


@pytest.fixture
def house(house):
    """With somewhere for the ten steps to leave their marks."""
    with house.app_context():
        begin_writing()
        for table in counting.TABLES:
            db.session.execute(text(table))
        db.session.commit()
    return house


def enqueue(house) -> str:
    with house.app_context():
        begin_writing()
        job_id = jobs.enqueue("tests.ten-steps", of=10)
        db.session.commit()
    return job_id


def done(house) -> tuple[Counter, dict[int, str]]:
    """How often each step was begun, and by which code each was counted."""
    with house.app_context():
        begun = Counter(db.session.execute(text("SELECT step FROM begun")).scalars())
        return begun, dict(db.session.execute(text("SELECT step, by_code FROM counted")).all())


@pytest.mark.parametrize("moment", ["5 before", "5 after"])
def test_killed_and_started_again_under_its_name_it_goes_on_where_it_was(house, worker, moment):
    job_id = enqueue(house)
    with worker("worker-1", HOLD=moment) as process:
        wait_until_it_holds(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with house.app_context():
        assert jobs.status(job_id).sentence == "Stopped half-way: its worker, worker-1, is not running."
    with worker("worker-1"):
        wait_until_done(house, job_id)
    begun, counted = done(house)
    assert begun == Counter(range(1, 11)) + Counter([5])
    assert sorted(counted) == list(range(1, 11))


def test_another_worker_takes_it_over_when_it_is_told_to(house, worker):
    job_id = enqueue(house)
    with worker("worker-1", HOLD="5 before") as process:
        wait_until_it_holds(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with worker("worker-2", "--recover", "worker-1"):
        wait_until_done(house, job_id)
    begun, counted = done(house)
    assert begun == Counter(range(1, 11)) + Counter([5])
    assert sorted(counted) == list(range(1, 11))


def test_a_worker_with_newer_code_finishes_what_an_older_one_began(house, worker):
    job_id = enqueue(house)
    with worker("worker-1", HOLD="5 before") as process:
        wait_until_it_holds(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with worker("worker-1", CODE="new"):
        wait_until_done(house, job_id)
    begun, counted = done(house)
    assert begun == Counter(range(1, 11)) + Counter([5])
    assert counted == {step: "old" if step < 5 else "new" for step in range(1, 11)}


def test_told_to_stop_it_finishes_the_step_in_hand_and_no_more(house, worker):
    job_id = enqueue(house)
    with worker("worker-1", PAUSE="2") as process:
        wait_until(lambda: done(house)[0])
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=SECONDS) == 0
    begun, counted = done(house)
    assert sorted(begun) == sorted(counted)
    assert len(counted) < 5
    with house.app_context():
        assert not jobs.worker_running()
    with worker("worker-1"):
        wait_until_done(house, job_id)
    begun, counted = done(house)
    assert begun == Counter(range(1, 11))
    assert sorted(counted) == list(range(1, 11))


def test_a_name_in_use_and_a_worker_that_is_alive_are_left_alone(house, worker):
    job_id = enqueue(house)
    with worker("worker-1", HOLD="5 before") as process:
        wait_until_it_holds(process)
        with worker("worker-1") as second:
            said, _ = second.communicate(timeout=SECONDS)
            assert "A worker called worker-1 is running already" in said
            assert second.returncode == 1
        with worker("worker-2", "--recover", "worker-1") as second:
            said, _ = second.communicate(timeout=SECONDS)
            assert "worker-1 is alive" in said
            assert second.returncode == 1
        with house.app_context():
            assert jobs.status(job_id).state == "running"
            assert jobs.worker_running()
    assert done(house)[0] == Counter(range(1, 6))
