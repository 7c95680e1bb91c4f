"""The worker: a name, a heartbeat, and DBOS doing the jobs in threads of this process."""

import logging
import os
import re
import threading
import time

from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from lms import clock
from lms.db import begin_writing, db
from lms.jobs.models import HEARTBEAT, Worker, this_machine
from lms.jobs.pruning import forget_old_jobs
from lms.jobs.queue import APPLICATION, database_url, quiet_dbos
from lms.jobs.registry import APPLICATION_VERSION, AT_START, JOBS, LONG, SHORT, Job
from lms.jobs.steps import may_pass, run_step

log = logging.getLogger("lms.jobs")

STARTS = 20  # a job during which the worker died as often as this is given up
PATIENCE = 25  # seconds that a stopping worker gives the step in hand
DAY = 24 * 60 * 60

_one = threading.Lock()  # DBOS is one a process


class WorkerThere(Exception):
    """A worker of that name is at work already, or the name can't be used; the message says so."""


class NotMade(Exception):
    """The database has no tables for workers and jobs, or old ones."""


class _Stopping(BaseException):
    """Leaves a batch between two steps; not an Exception, so that DBOS doesn't record it as a failure."""


def start_worker(app: Flask, name: str, recover: str | None = None) -> "RunningWorker":
    """Work jobs in this process under `name`, and go on with what that name left half done.

    `recover` names a dead worker whose half-done jobs this one takes over. Raises WorkerThere, NotMade.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name):
        raise WorkerThere(f"“{name}” can't be a worker's name: use small letters, figures and hyphens, 40 at most.")
    if not _one.acquire(blocking=False):
        raise WorkerThere("One worker a process, and this process has one.")
    try:
        return _started(app, name, recover)
    except BaseException:
        _one.release()
        raise


def _started(app: Flask, name: str, recover: str | None) -> "RunningWorker":
    from dbos import DBOS, error

    try:
        run_step(app, _take_name, name)
    except (OperationalError, ProgrammingError) as problem:
        raise NotMade from problem
    if recover:
        run_step(app, _bury, recover)
    worker = RunningWorker(app, name)
    try:
        for function in AT_START:
            run_step(app, function)
        worker._launch()
    except error.DBOSInitializationError as problem:
        worker._end()
        raise NotMade from problem
    except BaseException:
        worker._end()
        raise
    if recover:
        DBOS._recover_pending_workflows([recover])
    return worker


class RunningWorker:
    """What `start_worker` gives back: `stop()` it before the process ends."""

    def __init__(self, app: Flask, name: str) -> None:
        self.name = name
        self._app = app
        self._stopping = threading.Event()
        self._in_hand: set[str] = set()
        self._heart = threading.Thread(target=self._beat, name=f"heartbeat of {name}", daemon=True)

    def stop(self, patience: int = PATIENCE) -> bool:
        """Take no more, finish the step in hand, leave the rest for the next start, sign off.

        False if a step was still in hand after `patience` seconds: the next start begins it again.
        """
        self._end(patience)
        _one.release()
        return not self._in_hand

    def _end(self, patience: int = PATIENCE) -> None:
        from dbos import DBOS

        self._stopping.set()
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=patience)
        if self._heart.is_alive():
            self._heart.join(timeout=5)
        run_step(self._app, _sign_off, self.name)

    def _launch(self) -> None:
        from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer

        quiet_dbos()
        DBOS(config=DBOSConfig(
            name=APPLICATION, system_database_url=database_url(self._app), run_migrations=False,
            application_version=APPLICATION_VERSION, executor_id=self.name, serializer=DBOSPortableJSONSerializer(),
            enable_otlp=False, log_level="WARNING", sys_db_pool_size=8, use_listen_notify=False,
        ))
        for job in JOBS.values():
            DBOS.workflow(name=job.name, max_recovery_attempts=STARTS)(self._workflow(job))
        DBOS.launch()
        DBOS.register_queue(SHORT, worker_concurrency=4, polling_interval_sec=0.5)
        DBOS.register_queue(LONG, worker_concurrency=1, polling_interval_sec=1.0)
        self._heart.start()

    def _workflow(self, job: Job):
        from dbos import DBOS

        def step(function, *args, **kwargs):
            if self._stopping.is_set():
                raise _Stopping
            return DBOS.run_step(
                {
                    "name": function.__name__, "retries_allowed": True, "should_retry": may_pass,
                    "max_attempts": 5, "interval_seconds": 2, "backoff_rate": 2,
                },
                run_step, self._app, function, *args, **kwargs,
            )

        def work(**ids):
            self._in_hand.add(DBOS.workflow_id)
            try:
                job.work(step, ids)
            except Exception as error:
                log.error("job %s (%s, %s) failed: %s", DBOS.workflow_id, job.name, ids, type(error).__name__)
                raise
            finally:
                self._in_hand.discard(DBOS.workflow_id)

        return work

    def _beat(self) -> None:
        since = time.monotonic()
        while not self._stopping.wait(HEARTBEAT.total_seconds()):
            try:
                run_step(self._app, _seen, self.name)
                if time.monotonic() - since > DAY:
                    since = time.monotonic()
                    run_step(self._app, forget_old_jobs)
            except Exception:
                log.exception("the heartbeat of %s could not be written", self.name)


def _take_name(name: str) -> None:
    now = clock.system_clock()
    begin_writing()
    there = db.session.get(Worker, name, with_for_update=True)
    if there and there.is_alive(now) and not _was_us(there):
        raise WorkerThere(
            f"A worker called {name} is running already (process {there.process} on {there.machine.split()[0]}). "
            "Give this one another name."
        )
    db.session.merge(Worker(name=name, machine=this_machine(), process=os.getpid(), started_at=now, seen_at=now))
    try:
        db.session.commit()
    except IntegrityError:
        raise WorkerThere(f"Another worker called {name} has just started.") from None


def _was_us(there: Worker) -> bool:
    """The same number on the same machine: a former life of this process, as in a container."""
    return (there.machine, there.process) == (this_machine(), os.getpid())


def _bury(name: str) -> None:
    begin_writing()
    there = db.session.get(Worker, name)
    if there and there.is_alive(clock.system_clock()):
        raise WorkerThere(f"{name} is alive, and does its jobs itself: there is nothing to take over.")
    if there:
        db.session.delete(there)
    db.session.commit()


def _seen(name: str) -> None:
    begin_writing()
    worker = db.session.get(Worker, name)
    if worker:
        worker.seen_at = clock.system_clock()
    db.session.commit()


def _sign_off(name: str) -> None:
    begin_writing()
    worker = db.session.get(Worker, name)
    if worker:
        db.session.delete(worker)
    db.session.commit()
