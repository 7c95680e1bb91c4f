"""Finding the files that were made: of a run, of a module as it was published."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.content.models import Snapshot
from lms.db import db
from lms.papers.models import Paper
from lms.runs.models import Run


def pack_of(run: Run) -> Paper | None:
    return db.session.scalar(select(Paper).where(Paper.run_id == run.id).options(joinedload(Paper.run)))


def module_paper(snapshot: Snapshot, module_slug: str) -> Paper | None:
    return db.session.scalar(
        select(Paper).where(Paper.snapshot_id == snapshot.id, Paper.module_slug == module_slug)
    )
