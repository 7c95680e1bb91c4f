"""Slow work, done after the commit by a worker that may be killed at any moment.

A room names its jobs (`@job`, `@batch`); its operations enqueue them in their own transaction, so
that a job exists exactly when what it is about does; a worker does each step once and goes on after
a restart where it stopped. DBOS (its tables lie in the application's own database) does the
keeping; nothing outside this package knows it. One rule keeps it from waiting for itself on SQLite:
no call of DBOS but the enqueueing while a writing transaction of ours is open.
"""

from lms.jobs.now import run_jobs_now
from lms.jobs.pruning import forget_old_jobs
from lms.jobs.queue import create_tables, enqueue, enqueue_in, get_ready, init_jobs
from lms.jobs.registry import batch, job, when_a_worker_starts
from lms.jobs.status import JobStatus, ids_of_unfinished, recent, status, wait_for, worker_running
from lms.jobs.tables import is_ours
from lms.jobs.worker import WorkerThere, start_worker

__all__ = [
    "JobStatus", "WorkerThere", "batch", "create_tables", "enqueue", "enqueue_in", "forget_old_jobs", "get_ready",
    "ids_of_unfinished", "init_jobs", "is_ours", "job", "recent", "run_jobs_now", "start_worker", "status", "wait_for",
    "when_a_worker_starts", "worker_running",
]
