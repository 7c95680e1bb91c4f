"""Do what is queued here and now, in this thread, without a worker."""

import json

from flask import current_app
from sqlalchemy import select, update

from lms.db import begin_reading, begin_writing, db
from lms.jobs.registry import APPLICATION_VERSION, JOBS
from lms.jobs.steps import run_step
from lms.jobs.tables import workflow_input, workflow_status


def run_jobs_now(*, early: bool = False) -> int:
    """Do everything that is queued, and what that queues; returns how many jobs. For tests and the demo.

    `early` takes what is meant for later, too. A job's exception comes through, after the job is marked
    as failed. Commit before: what the caller hasn't committed is undone.
    """
    app = current_app._get_current_object()
    begin_reading()
    done = 0
    waiting = ["ENQUEUED", "DELAYED"] if early else ["ENQUEUED"]
    while claimed := run_step(app, _claim, waiting):
        job_id, name, ids = claimed
        try:
            JOBS[name].work(lambda function, *args, **kwargs: run_step(app, function, *args, **kwargs), ids)
        except BaseException:
            run_step(app, _finish, job_id, "ERROR")
            raise
        run_step(app, _finish, job_id, "SUCCESS")
        done += 1
    return done


def _claim(waiting: list[str]) -> tuple[str, str, dict] | None:
    job, asked = workflow_status(), workflow_input()
    begin_writing()
    row = db.session.execute(
        select(job.c.workflow_uuid, job.c.name, asked.c.inputs)
        .join(asked, asked.c.workflow_uuid == job.c.workflow_uuid)
        .where(job.c.status.in_(waiting))
        .order_by(job.c.workflow_uuid)
        .limit(1)
        .with_for_update(of=job)
    ).first()
    if row is None:
        return None
    _mark(row.workflow_uuid, "PENDING")
    db.session.commit()
    return row.workflow_uuid, row.name, json.loads(row.inputs)["namedArgs"]


def _finish(job_id: str, status: str) -> None:
    begin_writing()
    _mark(job_id, status)
    db.session.commit()


def _mark(job_id: str, status: str) -> None:
    job = workflow_status()
    # As a worker called "now" would: if this process dies, `--recover now` finds what it had begun.
    values = {"status": status, "executor_id": "now", "application_version": APPLICATION_VERSION}
    db.session.execute(update(job).where(job.c.workflow_uuid == job_id).values(values))
