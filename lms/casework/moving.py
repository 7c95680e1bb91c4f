"""Moving a run to a newer version of its programme: nothing that somebody wrote may lose what it answers."""

from datetime import datetime

from sqlalchemy import select, union

from lms.audit import Auditable
from lms.bookings.lookups import places_of
from lms.casework.models import Draft, Submission
from lms.content.models import Snapshot
from lms.content.operations import programme_of
from lms.content.shapes import Programme
from lms.db import db
from lms.refusal import Refusal
from lms.runs.locking import lock
from lms.runs.models import Run
from lms.runs.rules import in_words
from lms.runs.versions import change_version, reason_against


def reason_not_to_move(run: Run, snapshot: Snapshot, now: datetime) -> str:
    """Why the run can't be moved to that version, as a sentence; "" if it can."""
    return reason_against(run, snapshot, now) or _read_already(run) or _answered(run, snapshot)


def move_run(run: Run, snapshot: Snapshot, *, actor: Auditable, now: datetime) -> None:
    """Hold it with that version. Raises Refusal, in words."""
    lock(run)
    if reason := reason_against(run, snapshot, now) or _read_already(run) or _answered(run, snapshot):
        raise Refusal(reason, code="version")
    change_version(run, snapshot, actor=actor, now=now)


def _read_already(run: Run) -> str:
    """An open run begins for each person when she gets her place."""
    if run.mode == "open" and places_of([run.id])[run.id].confirmed:
        return "People are reading it already. Plan another one with the new version, and close this one."
    return ""


def _answered(run: Run, snapshot: Snapshot) -> str:
    """Answers that were sent to what has changed, or begun to what is gone."""
    before, after = programme_of(run.snapshot), programme_of(snapshot)
    sent, begun = _codes(run)
    other = [code for code in sent if _asked(before, code) != _asked(after, code)]
    if other:
        return (f"An answer to {in_words(other)} has been sent, and the new version asks something else there. "
                "It is marked against what she read, so this run stays as it is.")
    gone = [code for code in begun if after.case_study(code) is None]
    if gone:
        return (f"Somebody has begun an answer to {in_words(gone)}, which the new version hasn’t got. "
                "So this run stays as it is.")
    return ""


def _codes(run: Run) -> tuple[list[str], list[str]]:
    """The case studies to which an answer was sent on this run, and those to which one was begun."""
    drafts = select(Draft.case_study).where(Draft.run_id == run.id, Draft.text != "")
    answers = select(Submission.case_study).where(Submission.run_id == run.id)
    sent = sorted(set(db.session.scalars(answers)))
    return sent, sorted(set(db.session.scalars(union(drafts, answers))))


def asked_in(run: Run, case_study: str) -> tuple | None:
    """What an answer on this run answers, and what it is marked against."""
    return _asked(programme_of(run.snapshot), case_study)


def _asked(programme: Programme, code: str) -> tuple | None:
    case = programme.case_study(code)
    return case and (case.brief, case.task, case.words_from, case.words_to, case.criteria, case.scale)
