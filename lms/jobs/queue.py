"""Put a job on its queue, in the transaction of the act that it follows from."""

import logging
import secrets
import time
from datetime import timedelta

from flask import Flask, current_app

from lms.db import WroteWhileReading, db
from lms.jobs.registry import JOBS

APPLICATION = "tolpuddle"


def init_jobs(app: Flask) -> None:
    app.extensions["lms.jobs"] = None
    quiet_dbos()


def quiet_dbos() -> None:
    """Let DBOS speak through our own logging, and only when something is wrong."""
    log = logging.getLogger("dbos")
    log.setLevel(logging.WARNING)
    if not log.handlers:  # with a handler there, it doesn't hang up one of its own
        log.addHandler(logging.NullHandler())


def get_ready(app: Flask) -> None:
    """Load DBOS now, rather than at the first job, which would hold the write lock meanwhile."""
    if app.extensions["lms.jobs"] is None:
        from dbos import DBOSClient, DBOSPortableJSONSerializer

        with app.app_context():
            app.extensions["lms.jobs"] = DBOSClient(
                system_database_engine=db.engine, lazy=True, application_name=APPLICATION,
                serializer=DBOSPortableJSONSerializer(),
            )


def create_tables(app: Flask) -> None:
    """Make or bring up to date the tables of DBOS; part of `lms db upgrade`."""
    from dbos import DBOS

    DBOS.migrate(system_database_url=database_url(app))


def database_url(app: Flask) -> str:
    with app.app_context():
        return db.engine.url.render_as_string(hide_password=False)


def enqueue(name: str, /, **ids: int | str) -> str:
    """Have the job done after the caller's commit, and never if that doesn't come; returns the job's id."""
    return _enqueue(name, ids, {})


def enqueue_in(delay: timedelta, name: str, /, **ids: int | str) -> str:
    """The same, but not before `delay` has passed."""
    return _enqueue(name, ids, {"delay_seconds": delay.total_seconds()})


def _enqueue(name: str, ids: dict[str, int | str], options: dict) -> str:
    job = JOBS[name]
    job.check(ids)
    if not db.session.info.get("writing"):
        raise WroteWhileReading("begin_writing() comes before whatever is enqueued")
    app = current_app._get_current_object()
    get_ready(app)
    # Ids that sort by time: SQLite keeps DBOS's own times to the second only.
    job_id = f"{time.time_ns():016x}{secrets.token_hex(4)}"
    app.extensions["lms.jobs"].enqueue_in_transaction(
        db.session(), {"workflow_name": name, "queue_name": job.queue, "workflow_id": job_id, **options}, **ids
    )
    return job_id
