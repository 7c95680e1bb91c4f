"""Forget jobs that were done long ago: DBOS keeps each for ever."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import and_, func, or_, select

from lms import clock
from lms.db import begin_reading, db
from lms.jobs.queue import get_ready
from lms.jobs.registry import when_a_worker_starts
from lms.jobs.tables import workflow_status

KEPT = timedelta(days=30)
FAILED_KEPT = timedelta(days=365)  # somebody may ask why
AT_ONCE = 500


@when_a_worker_starts
def forget_old_jobs() -> int:
    """Have DBOS delete what was done 30 days ago, and what failed a year ago; how many jobs that were."""
    app = current_app._get_current_object()
    get_ready(app)
    forgotten = 0
    while found := _old():
        begin_reading()  # DBOS writes in a transaction of its own
        app.extensions["lms.jobs"].delete_workflows(found)
        forgotten += len(found)
    return forgotten


def _old() -> list[str]:
    job, now = workflow_status(), clock.system_clock()
    ended = func.coalesce(job.c.completed_at, job.c.updated_at, job.c.created_at)

    def before(kept: timedelta):
        return ended < int((now - kept).timestamp() * 1000)

    old = or_(
        and_(job.c.status.in_(("SUCCESS", "CANCELLED")), before(KEPT)),
        and_(job.c.status.in_(("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")), before(FAILED_KEPT)),
    )
    return list(db.session.scalars(select(job.c.workflow_uuid).where(old).limit(AT_ONCE)))
