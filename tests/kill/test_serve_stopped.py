"""`lms serve` is told to stop while its worker is in the middle of a batch."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from lms import create_app, jobs
from lms.db import begin_writing, db
from tests.kill import counting
from tests.kill.waiting import SECONDS, wait_until, wait_until_done
from tests.ports import free_port

pytestmark = pytest.mark.kill


@pytest.fixture
def serving(url, tmp_path):
    """`with serving(HOLD="5 before") as (process, lines): …` serves an empty union until the test has stopped it."""

    @contextmanager
    def running(**environment):
        port = str(free_port())
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.kill.counting", "serve", "--port", port, "--no-demo"],
            env=os.environ | {"LMS_DATABASE_URL": url, "LMS_DATA": str(tmp_path)} | environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        lines = []
        reader = threading.Thread(target=lambda: lines.extend(process.stdout))
        try:
            for line in process.stdout:
                lines.append(line)
                if "Stop it with Ctrl-C" in line:
                    break
            reader.start()
            yield process, lines
        finally:
            process.kill()
            process.wait()
            reader.join()
            process.stdout.close()

    return running


@pytest.fixture
def house(url, tmp_path):
    """The same house, over the database that `lms serve` has made."""
    app = create_app({"DATA": tmp_path, "DATABASE_URL": url, "TESTING": True})
    yield app
    with app.app_context():
        db.engine.dispose()


def enqueue(house) -> str:
    with house.app_context():
        begin_writing()
        for table in counting.TABLES:
            db.session.execute(text(table))
        job_id = jobs.enqueue("tests.ten-steps", of=10)
        db.session.commit()
    return job_id


def begun(house) -> Counter:
    with house.app_context():
        return Counter(db.session.execute(text("SELECT step FROM begun")).scalars())


def stop(process) -> float:
    """Ask it to stop; how many seconds that took."""
    asked = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=SECONDS) == 0
    return time.monotonic() - asked


def test_it_finishes_the_step_in_hand_signs_off_and_goes_on_at_the_next_start(serving, house):
    with serving(PAUSE="2") as (process, lines):
        job_id = enqueue(house)
        wait_until(lambda: begun(house))
        stop(process)
    assert not [line for line in lines if "Traceback" in line or "ERROR" in line or "WARNING" in line], lines
    assert len(begun(house)) < 5
    with house.app_context():
        assert not jobs.worker_running()
    with serving():
        wait_until_done(house, job_id)
    assert begun(house) == Counter(range(1, 11))


def test_a_step_that_does_not_end_is_left_and_begun_again_at_the_next_start(serving, house):
    with serving(HOLD="5 before") as (process, lines):
        job_id = enqueue(house)
        wait_until(lambda: len(begun(house)) == 5)
        assert stop(process) < 45
    assert not [line for line in lines if "Traceback" in line], lines
    with serving():
        wait_until_done(house, job_id)
    assert begun(house) == Counter(range(1, 11)) + Counter([5])
