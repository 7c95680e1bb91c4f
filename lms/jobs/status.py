"""How far a job is, in a sentence; and who, if anybody, is there to do it."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from lms import clock
from lms.db import begin_reading, db
from lms.jobs.models import Worker
from lms.jobs.tables import workflow_input, workflow_output, workflow_status

START = "Start a worker with: lms worker --name worker-1"


@dataclass(frozen=True)
class JobStatus:
    """`state` is waiting, running, done or failed; `remedy`, for an operator, is a command or empty."""

    id: str
    name: str
    ids: dict[str, int | str]
    state: str
    sentence: str
    remedy: str
    created_at: datetime
    finished_at: datetime | None
    worker: str | None


def worker_running() -> bool:
    """Whether anybody works the queue at this moment."""
    return bool(_alive())


def status(job_id: str) -> JobStatus:
    """How far this job is; raises LookupError for one that never was."""
    found = _read(workflow_status().c.workflow_uuid == job_id, limit=1)
    if not found:
        raise LookupError(f"there is no job {job_id}")
    return found[0]


def recent(limit: int = 100) -> list[JobStatus]:
    """What isn't finished, and what was finished last: newest first."""
    return _read(True, limit=limit)


def ids_of_unfinished(name: str) -> list[dict[str, int | str]]:
    """What the jobs of this name are about that wait, are put off, or were begun and not ended."""
    job, asked = workflow_status(), workflow_input()
    rows = db.session.scalars(
        select(asked.c.inputs)
        .join(job, asked.c.workflow_uuid == job.c.workflow_uuid)
        .where(job.c.name == name, job.c.status.in_(("ENQUEUED", "DELAYED", "PENDING")))
    )
    return [json.loads(inputs)["namedArgs"] for inputs in rows]


def wait_for(job_id: str, progress: Callable[[], object] | None = None) -> JobStatus:
    """Watch a job, twice a second, until it is done or failed, or nobody is there to do it.

    For commands, after their commit: it ends the transaction that is open. `progress` is called each time.
    """
    while True:
        begin_reading()
        found = status(job_id)
        if progress:
            progress()
        if found.state in ("done", "failed") or not worker_running():
            return found
        time.sleep(0.5)


def _alive() -> set[str]:
    now = clock.system_clock()
    return {worker.name for worker in db.session.scalars(select(Worker)) if worker.is_alive(now)}


def _read(condition, limit: int) -> list[JobStatus]:
    job, asked, came = workflow_status(), workflow_input(), workflow_output()
    rows = db.session.execute(
        select(job, asked.c.inputs, came.c.error)
        .outerjoin(asked, asked.c.workflow_uuid == job.c.workflow_uuid)
        .outerjoin(came, came.c.workflow_uuid == job.c.workflow_uuid)
        .where(condition)
        .order_by(job.c.workflow_uuid.desc())
        .limit(limit)
    ).all()
    alive = _alive() if rows else set()
    return [_say(row, alive) for row in rows]


def _say(row, alive: set[str]) -> JobStatus:
    state, sentence, remedy = _standing(row, alive)
    return JobStatus(
        id=row.workflow_uuid, name=row.name, ids=json.loads(row.inputs)["namedArgs"] if row.inputs else {},
        state=state, sentence=sentence, remedy=remedy, created_at=_moment(row.created_at),
        finished_at=_moment(row.completed_at), worker=row.executor_id if state != "waiting" else None,
    )


def _standing(row, alive: set[str]) -> tuple[str, str, str]:
    match row.status:
        case "SUCCESS":
            return "done", "Done.", ""
        case "PENDING" if row.executor_id in alive:
            return "running", f"Being worked on since {clock.say_time(_moment(row.started_at_epoch_ms))}.", ""
        case "PENDING":
            back = row.executor_id
            return "waiting", f"Stopped half-way: its worker, {back}, is not running.", (
                f"It goes on with: lms worker --name {back} (or let another take it over, with --recover {back})"
            )
        case "ENQUEUED" | "DELAYED" if not alive:
            return "waiting", "Queued. No worker is running, so nobody works on it yet.", START
        case "ENQUEUED":
            return "waiting", "Waiting for its turn.", ""
        case "DELAYED":
            return "waiting", f"Waiting until {clock.say_time(_moment(row.delay_until_epoch_ms))}.", ""
        case "MAX_RECOVERY_ATTEMPTS_EXCEEDED":
            return "failed", "Given up: the worker stopped each time it tried.", ""
    error = json.loads(row.error) if row.error else {}
    if error.get("name") == "Refusal":
        return "failed", error["message"], ""
    return "failed", f"It failed. The log says why, under {row.workflow_uuid}.", ""


def _moment(milliseconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
