"""A real worker in the tests' own process, as `make run` has it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from lms import jobs
from lms.clock import system_clock
from lms.db import begin_reading, begin_writing, db
from lms.jobs.models import Worker
from lms.jobs.registry import JOBS
from lms.refusal import Refusal


def a_row(name: str) -> Worker:
    """Something to write: a worker that died long ago."""
    long_ago = system_clock() - timedelta(days=1)
    return Worker(name=name, machine="", process=0, started_at=long_ago, seen_at=long_ago)


@pytest.fixture
def tried():
    """What the jobs of this file have begun; the jobs exist for one test."""
    before, tried = dict(JOBS), []

    @jobs.job("tests.keep")
    def keep(number: int) -> None:
        begin_writing()
        db.session.add(a_row(f"kept-{number}"))
        db.session.commit()

    @jobs.batch("tests.keep-many")
    def keep_many(step, first: int, last: int) -> None:
        for number in step(lambda: list(range(first, last + 1))):
            step(keep, number)

    @jobs.job("tests.stumble")
    def stumble(number: int) -> None:
        tried.append(number)
        if len(tried) == 1:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))

    @jobs.job("tests.refuse")
    def refuse(number: int) -> None:
        tried.append(number)
        raise Refusal("The register isn't signed yet.")

    yield tried
    JOBS.clear()
    JOBS.update(before)


@pytest.fixture
def worker(app, tried):
    # Where a test of this process has opened a browser, an event loop runs in this thread; no worker starts beside one.
    with ThreadPoolExecutor(1) as beside:
        worker = beside.submit(jobs.start_worker, app, "worker-1").result()
        yield worker
        beside.submit(worker.stop).result()
    with app.app_context():
        assert not jobs.worker_running()


def finish(app, *job_ids) -> list[jobs.JobStatus]:
    end = time.monotonic() + 30
    with app.app_context():
        while True:
            begin_reading()
            found = [jobs.status(job_id) for job_id in job_ids]
            if all(job.state in ("done", "failed") for job in found):
                return found
            assert time.monotonic() < end, found
            time.sleep(0.05)


def test_it_does_what_is_queued_tries_again_what_may_pass_and_says_how_it_went(app, writing, worker, tried):
    with writing():
        stumbled = jobs.enqueue("tests.stumble", number=1)
    with app.app_context():
        seen = []
        assert jobs.wait_for(stumbled, progress=lambda: seen.append(1)).state == "done"
        assert seen
    assert tried == [1, 1]
    with writing():
        refused = jobs.enqueue("tests.refuse", number=2)
    (status,) = finish(app, refused)
    assert (status.state, status.sentence, status.worker) == ("failed", "The register isn't signed yet.", "worker-1")
    assert tried == [1, 1, 2]
    with pytest.raises(jobs.WorkerThere, match="this process has one"):
        jobs.start_worker(app, "worker-2")


def test_a_name_that_cannot_be_one_is_refused(app):
    with pytest.raises(jobs.WorkerThere, match="small letters"):
        jobs.start_worker(app, "Worker 1")


@pytest.mark.kill
def test_pages_that_write_and_a_worker_that_writes_do_not_wait_for_each_other_for_ever(app, writing, worker):
    """Eight threads write while a batch and single jobs run: nothing is lost and nothing fails."""
    enqueued, problems = [], []

    def page(thread: int) -> None:
        try:
            for number in range(5):
                with app.app_context():
                    begin_writing()
                    db.session.add(a_row(f"page-{thread}-{number}"))
                    enqueued.append(jobs.enqueue("tests.keep", number=1000 + thread * 100 + number))
                    db.session.commit()
        except Exception as problem:
            problems.append(problem)

    with writing():
        enqueued.append(jobs.enqueue("tests.keep-many", first=1, last=20))
    threads = [threading.Thread(target=page, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert {job.state for job in finish(app, *enqueued)} == {"done"}
    with app.app_context():
        count = select(func.count()).select_from(Worker)
        assert db.session.scalar(count.where(Worker.name.startswith("kept-"))) == 20 + 40
        assert db.session.scalar(count.where(Worker.name.startswith("page-"))) == 40


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.parametrize("missing", ["worker", "dbos_migrations"])
def test_on_a_database_that_is_not_up_to_date_it_says_what_to_run(app, caplog, missing):
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {missing} RENAME TO was_{missing}")
    result = app.test_cli_runner().invoke(args=["worker", "--name", "worker-1"])
    assert result.exit_code == 1
    assert "lms db upgrade" in result.output
