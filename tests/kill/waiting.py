"""Wait for a worker to come to the step in question, or to the end."""

import time
from collections.abc import Callable

from lms import jobs
from lms.db import begin_reading

SECONDS = 240  # a busy machine is no fault


def wait_until_it_holds(process) -> None:
    for line in process.stdout:
        if line.startswith("holding"):
            return
    raise AssertionError("the worker ended before it came to the step")


def wait_until(there: Callable[[], object]) -> None:
    end = time.monotonic() + SECONDS
    while not there():
        assert time.monotonic() < end, "it didn't come"
        time.sleep(0.02)


def wait_until_done(house, job_id) -> None:
    with house.app_context():
        end = time.monotonic() + SECONDS
        while jobs.status(job_id).state != "done":
            assert time.monotonic() < end, jobs.status(job_id)
            begin_reading()
            time.sleep(0.1)
