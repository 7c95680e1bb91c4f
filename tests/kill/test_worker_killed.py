"""A worker is killed in the middle of a batch, and each step is done once all the same."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from lms import create_app, jobs
from lms.db import begin_reading, begin_writing, db
from tests import postgres
from tests.kill import counting

pytestmark = pytest.mark.kill

SECONDS = 40


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'killed.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    with postgres.database(server, f"killed_{secrets.token_hex(6)}") as made:
        yield made.render_as_string(hide_password=False)


@pytest.fixture
def house(url, tmp_path):
    """The house as the test sees it, on a database of its own."""
    app = create_app({"DATA": tmp_path, "DATABASE_URL": url, "TESTING": True})
    with app.app_context():
        db.create_all()
        begin_writing()
        for table in counting.TABLES:
            db.session.execute(text(table))
        db.session.commit()
    jobs.create_tables(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def worker(url, tmp_path):
    """`with worker("worker-1", HOLD="5 before") as process: …` runs one, killed at the end if it is there still."""

    @contextmanager
    def running(name, *arguments, **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.kill.counting", "worker", "--name", name, *arguments],
            env=os.environ | {"LMS_DATABASE_URL": url, "LMS_DATA": str(tmp_path)} | environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    return running


def enqueue(house) -> str:
    with house.app_context():
        begin_writing()
        job_id = jobs.enqueue("tests.ten-steps", of=10)
        db.session.commit()
    return job_id


def wait_until_it_holds(process) -> None:
    for line in process.stdout:
        if line.startswith("holding"):
            return
    raise AssertionError("the worker ended before it came to the step")


def wait_until_done(house, job_id) -> None:
    with house.app_context():
        end = time.monotonic() + SECONDS
        while jobs.status(job_id).state != "done":
            assert time.monotonic() < end, jobs.status(job_id)
            begin_reading()
            time.sleep(0.1)


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
    with worker("worker-1", PAUSE="0.5") as process:
        while not done(house)[0]:
            time.sleep(0.02)
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
