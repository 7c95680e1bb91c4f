"""Reading answers: a pointer to each noun's own file, and how many wait for their mark."""

from collections.abc import Iterable

from sqlalchemy import func, select

from lms.casework.choosing import Choice, asked_in, choice_of, counted
from lms.casework.models import Mark, Submission
from lms.casework.outcomes import CaseOutcome, Outcomes, outcomes_by, outcomes_of
from lms.casework.pile import Line, Pile
from lms.casework.piles import pile_of, piles_on, waiting_for
from lms.casework.tasks import Sent, Task, task_of, tasks_of
from lms.casework.to_mark import answer_for
from lms.db import db

__all__ = [
    "CaseOutcome", "Choice", "Line", "Outcomes", "Pile", "Sent", "Task", "answer_for", "asked_in", "choice_of",
    "counted", "outcomes_by", "outcomes_of", "pile_of", "piles_on", "task_of", "tasks_of", "unmarked_counts",
    "waiting_for",
]


def unmarked_counts(run_ids: Iterable[int]) -> dict[int, int]:
    """By run, how many answers wait for their mark."""
    ids = list(run_ids)
    rows = db.session.execute(
        select(Submission.run_id, func.count()).outerjoin(Mark, Mark.submission_id == Submission.id)
        .where(Submission.run_id.in_(ids), Mark.id.is_(None)).group_by(Submission.run_id)
    )
    return dict.fromkeys(ids, 0) | dict(rows.all())
