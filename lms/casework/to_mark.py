"""One answer as whoever marks it finds it: what came before, what came back, and what she has begun."""

from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.casework.models import Mark, MarkDraft, Submission
from lms.db import UTCDateTime, db
from lms.people.models import Person
from lms.runs.models import Facilitator, Run

_LEADS = exists().where(
    Facilitator.run_id == Submission.run_id, Facilitator.person_id == bindparam("marker"),
    or_(Facilitator.ended_at.is_(None), Facilitator.ended_at > bindparam("now", type_=UTCDateTime())),
)
_TO_MARK = (
    select(Submission).join(Submission.person).join(Submission.run).join(Run.snapshot)
    .where(Submission.id == bindparam("answer"), Submission.person_id != bindparam("marker"), _LEADS).options(
        contains_eager(Submission.person), contains_eager(Submission.run).contains_eager(Run.snapshot),
        joinedload(Submission.marks).joinedload(Mark.marker),
    )
)


def answer_for(marker: Person, submission_id: int, now: datetime) -> Submission | None:
    """An answer of a run that she leads, and not her own."""
    asked = {"answer": submission_id, "marker": marker.id, "now": now}
    return db.session.scalars(_TO_MARK, asked).unique().one_or_none()


def earlier_than(submission: Submission) -> list[Submission]:
    """The versions that came before this one, with their marks."""
    if submission.attempt == 1:
        return []
    return list(db.session.scalars(
        select(Submission).where(
            Submission.person_id == submission.person_id, Submission.run_id == submission.run_id,
            Submission.case_study == submission.case_study, Submission.attempt < submission.attempt,
        ).order_by(Submission.attempt).options(joinedload(Submission.marks).joinedload(Mark.marker))
    ).unique())


_DRAFT = select(MarkDraft).where(
    MarkDraft.submission_id == bindparam("answer"), MarkDraft.marker_id == bindparam("marker")
)


def draft_of(submission: Submission, marker: Person) -> MarkDraft | None:
    """Her own unfinished mark."""
    return db.session.scalar(_DRAFT, {"answer": submission.id, "marker": marker.id})
