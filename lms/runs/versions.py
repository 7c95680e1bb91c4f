"""Moving a run that hasn't begun to a newer version of its programme."""

from datetime import datetime

from sqlalchemy import select

from lms import audit
from lms.audit import Auditable
from lms.content.models import Snapshot
from lms.content.operations import numbers, programme_of
from lms.db import db
from lms.refusal import Refusal
from lms.runs import lookups
from lms.runs.locking import lock
from lms.runs.models import Run, Session, SessionModule
from lms.runs.operations import fill_in_due_dates
from lms.runs.rules import in_words

SPELT = {"cancelled": "It is cancelled", "closed": "It is closed"}


def reason_against(run: Run, snapshot: Snapshot, now: datetime) -> str:
    """Why this run can't be moved to this version, as far as runs know; "" if it can."""
    before, after = programme_of(run.snapshot), programme_of(snapshot)
    if run.state in SPELT:
        return f"{SPELT[run.state]}, and stays as it is."
    if lookups.has_begun(run, now):
        return "It has begun. What people were taught and are marked against stays as it was."
    if snapshot.programme_slug != run.programme_slug or after.kind != before.kind:
        return "That is another kind of course. Plan a new run with it."
    if numbers(snapshot.version) <= numbers(run.snapshot.version):
        return f"It has version {run.snapshot.version} already."
    covered = {each.module_slug for session in run.sessions for each in session.covers}
    if run.state != "draft" and run.mode != "open":
        new = [module.title for module in after.modules if module.slug not in covered]
        if new:
            return (f"No session of it covers {in_words(new)}, which the new version has, and its sessions stay as "
                    "people were told. Plan a new run with the new version.")
        known = {module.slug for module in after.modules}
        idle = [session for session in run.sessions if not {each.module_slug for each in session.covers} & known]
        if idle:
            return f"{idle[0].title} on day {idle[0].day} would cover nothing any more. Plan a new run instead."
    return ""


def what_sessions_cover(programme_slugs: list[str]) -> list[tuple[str, str, str]]:
    """Of runs that aren't over: the programme's slug, which session of which run, and a module that it covers."""
    rows = db.session.execute(
        select(Run.programme_slug, Run.ref, Session.day, Session.part, SessionModule.module_slug)
        .join(Session, Session.run_id == Run.id).join(SessionModule, SessionModule.session_id == Session.id)
        .where(Run.programme_slug.in_(programme_slugs), Run.state.in_(("draft", "open", "confirmed")))
        .order_by(Run.ref, Session.starts_at, SessionModule.id)
    )
    return [(slug, f"the {part} session of {ref}, day {day},", module) for slug, ref, day, part, module in rows]


def change_version(run: Run, snapshot: Snapshot, *, actor: Auditable, now: datetime) -> None:
    """It is held with this version from now on; what is read, drafted and approved stays. Raises Refusal.

    Who has answers to case studies on it is casework's to ask: `casework.moving.move_run` calls this.
    """
    lock(run, "sessions", "deadlines")
    db.session.expire(run, ["snapshot"])  # it may have been moved while we waited
    if reason := reason_against(run, snapshot, now):
        raise Refusal(reason, code="version")
    before, programme = run.snapshot, programme_of(snapshot)
    run.snapshot = snapshot
    known = {module.slug for module in programme.modules}
    for session in run.sessions:
        session.covers = [each for each in session.covers if each.module_slug in known]
    codes = {case.code for case in programme.case_studies}
    for deadline in [each for each in run.deadlines if each.case_study not in codes]:
        run.deadlines.remove(deadline)
        db.session.delete(deadline)
    if run.state != "draft":
        fill_in_due_dates(run)
    db.session.flush()
    audit.record("moved a run to another version", actor, run, now, before=before.version, after=snapshot.version)
