"""Asking for a file, keeping what a job has made, and forgetting it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit, jobs
from lms.content.models import Snapshot
from lms.db import db
from lms.papers import lookups
from lms.papers.models import Paper
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run

PACK_KEPT = timedelta(days=7)  # it holds names
STATES = ("none", "being made", "failed", "ready", "changed")


def ask_for_pack(run: Run, fingerprint: str, *, actor: Person, now: datetime) -> Paper:
    """Have the pack made; while it is being made, or is there as it would be made now, nothing happens."""
    if run.mode == "open":
        raise Refusal("This course has no days, so there is no room to pack for.", code="mode")
    if run.state == "cancelled":
        raise Refusal("This course was called off.", code="state")
    before = lookups.pack_of(run)
    paper = _ask(before, Paper(run_id=run.id), fingerprint, now) or lookups.pack_of(run)
    if before is None or before.asked_at == now:
        audit.record("had a room pack made", actor, run, now)
    return paper


def ask_for_module(snapshot: Snapshot, module_slug: str, fingerprint: str, *, now: datetime) -> Paper:
    """Have a module made to read on paper; the same for everybody whose course has this version of it."""
    found = lookups.module_paper(snapshot, module_slug)
    new = Paper(snapshot_id=snapshot.id, module_slug=module_slug)
    return _ask(found, new, fingerprint, now) or lookups.module_paper(snapshot, module_slug)


def _ask(found: Paper | None, new: Paper, fingerprint: str, now: datetime) -> Paper | None:
    """The row, with a job for it if one is needed; None where somebody else has asked at the same moment."""
    if found is None:
        new.asked_at, new.job_id = now, ""
        try:
            with db.session.begin_nested():
                db.session.add(new)
                db.session.flush()
        except IntegrityError:
            return None
        found = new
    else:
        db.session.execute(select(Paper.id).where(Paper.id == found.id).with_for_update())
        db.session.refresh(found, ["asked_at", "made_at", "made_of", "job_id"])
        if is_current(found, fingerprint) or found.being_made and not _has_failed(found):
            return found
        found.asked_at = now
    found.job_id = jobs.enqueue("papers.make", paper_id=found.id)
    db.session.flush()
    return found


def is_current(paper: Paper | None, fingerprint: str) -> bool:
    """Whether what is kept is what would be made now."""
    return paper is not None and paper.made_at is not None and paper.made_of == fingerprint


def _has_failed(paper: Paper) -> bool:
    """Whether the job gave up, or is forgotten; asking again begins another."""
    try:
        return jobs.status(paper.job_id).state in ("failed", "done")
    except LookupError:
        return True


def state_of(paper: Paper | None, fingerprint: str) -> str:
    """One of STATES; `fingerprint` is of the file as it would be made now."""
    if paper is None:
        return "none"
    if paper.being_made:
        return "failed" if _has_failed(paper) else "being made"
    return "ready" if is_current(paper, fingerprint) else "changed"


def keep_paper(paper: Paper, pdf: bytes, fingerprint: str, *, now: datetime) -> None:
    """Keep the file; a room pack is forgotten when its days are over."""
    paper.pdf, paper.size, paper.made_of, paper.made_at = pdf, len(pdf), fingerprint, max(now, paper.asked_at)
    if paper.run_id is not None:
        jobs.enqueue_in(PACK_KEPT, "papers.forget", paper_id=paper.id, made=paper.made_at.isoformat())
    db.session.flush()


def forget_paper(paper: Paper | None, made: datetime) -> None:
    """Unless it was made anew since."""
    if paper is not None and paper.made_at == made:
        db.session.delete(paper)
        db.session.flush()


def take_pack(paper: Paper | None, fingerprint: str, *, actor: Person, now: datetime) -> bytes:
    """The pack's file, for whoever takes it along; one that is no longer true is not handed out."""
    if not is_current(paper, fingerprint):
        raise Refusal("Who is booked or what is planned has changed. Have the pack made anew.", code="changed")
    audit.record("took a room pack", actor, paper.run, now)
    return paper.pdf
