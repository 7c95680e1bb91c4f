"""What somebody has to write and what came back; the outcomes of many persons. Trainees read released marks only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.casework import rules
from lms.casework.models import Draft, Mark, Submission
from lms.casework.outcomes import CaseOutcome, Outcomes, outcomes_by, outcomes_of
from lms.casework.piles import Line, Pile, answer_for, pile_of, piles_on, waiting_for
from lms.clock import today
from lms.content.operations import programme_of
from lms.content.shapes import CaseStudy
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run

__all__ = [
    "CaseOutcome", "Line", "Outcomes", "Pile", "Sent", "Task", "answer_for", "outcomes_by", "outcomes_of", "pile_of", "piles_on", "task_of",
    "tasks_of", "unmarked_counts", "waiting_for",
]


@dataclass(frozen=True)
class Sent:
    """A version as it was sent, and the mark that was released for it."""

    submission: Submission
    mark: Mark | None


@dataclass(frozen=True)
class Task:
    """A case study as its writer sees it. `state`: to write, sent, meets, not yet (once more), closed."""

    case_study: CaseStudy
    required: bool
    due_on: date | None
    state: str
    today: date
    draft: Draft | None
    versions: tuple[Sent, ...]  # on this run, the first one first
    met_on: str | None = None  # the reference of another run on which it was met

    @property
    def submissions(self) -> list[Submission]:
        return [version.submission for version in self.versions]

    @property
    def last(self) -> Sent | None:
        return self.versions[-1] if self.versions else None

    @property
    def released_mark(self) -> Mark | None:
        """What came back last."""
        return next((version.mark for version in reversed(self.versions) if version.mark), None)

    @property
    def attempt(self) -> int:
        """The number of the version that is being written, or would be."""
        return len(self.versions) + 1

    @property
    def may_write(self) -> bool:
        return rules.may_write(self.state)

    @property
    def until(self) -> date | None:
        """The day by which it is to be sent: the first time, or once more."""
        return self.due_on if not self.versions else self.released_mark and self.released_mark.resubmit_by

    @property
    def is_late(self) -> bool:
        """It should have been sent by now; it still can be."""
        return self.state == rules.TO_WRITE and rules.is_late(self.today, self.due_on)

    @property
    def text(self) -> str:
        """What the page for writing begins with: the draft, which begins with what was sent."""
        if self.draft is not None:
            return self.draft.text
        return self.last.submission.text if self.last else ""

    @property
    def revision(self) -> int:
        return self.draft.revision if self.draft else 0


def tasks_of(person: Person, run: Run, now: datetime) -> list[Task]:
    """Every case study of the run's programme, in its order; what she met on another run counts."""
    programme, day = programme_of(run.snapshot), today(now)
    due = {deadline.case_study: deadline.due_on for deadline in run.deadlines}
    drafts = {draft.case_study: draft for draft in db.session.scalars(
        select(Draft).where(Draft.person_id == person.id, Draft.run_id == run.id)
    )}
    submissions = db.session.scalars(
        select(Submission).where(Submission.person_id == person.id, Submission.run_id == run.id)
        .order_by(Submission.attempt)
    ).all()
    marks = released_marks([submission.id for submission in submissions])
    elsewhere = {code: outcome.ref for code, outcome in outcomes_of([person.id], programme)[person.id].items()
                 if outcome.outcome == rules.MEETS and outcome.run_id != run.id}
    found = []
    for case in programme.case_studies:
        versions = tuple(Sent(each, marks.get(each.id)) for each in submissions if each.case_study == case.code)
        seen = [rules.Version(each.mark and each.mark.outcome, each.mark and each.mark.resubmit_by)
                for each in versions]
        found.append(Task(
            case_study=case, required=case.code in programme.standard.required_case_studies,
            due_on=due.get(case.code), state=rules.state_of(seen, day, case.code in elsewhere), today=day,
            draft=drafts.get(case.code), versions=versions, met_on=elsewhere.get(case.code),
        ))
    return found


def task_of(person: Person, run: Run, case_study: str, now: datetime) -> Task | None:
    return next((task for task in tasks_of(person, run, now) if task.case_study.code == case_study), None)


def released_marks(submission_ids: Iterable[int]) -> dict[int, Mark]:
    """By submission, the mark that was released last; what isn't released is not read at all."""
    found = db.session.scalars(
        select(Mark).where(Mark.submission_id.in_(list(submission_ids)), Mark.released_at.is_not(None))
        .order_by(Mark.id).options(joinedload(Mark.marker))
    )
    return {mark.submission_id: mark for mark in found}


def unmarked_counts(run_ids: Iterable[int]) -> dict[int, int]:
    """By run, how many answers wait for their mark."""
    ids = list(run_ids)
    rows = db.session.execute(
        select(Submission.run_id, func.count()).outerjoin(Mark, Mark.submission_id == Submission.id)
        .where(Submission.run_id.in_(ids), Mark.id.is_(None)).group_by(Submission.run_id)
    )
    return dict.fromkeys(ids, 0) | dict(rows.all())
