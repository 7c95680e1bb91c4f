"""What somebody has to write and what came back; the outcomes of many persons. Trainees read released marks only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.casework import rules
from lms.casework.models import Draft, Mark, Submission
from lms.casework.piles import Line, Pile, answer_for, pile_of, piles_on, waiting_for
from lms.clock import today
from lms.content.models import Snapshot
from lms.content.operations import programme_of
from lms.content.shapes import CaseStudy, Programme
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run

__all__ = [
    "CaseOutcome", "Line", "Pile", "Sent", "Task", "answer_for", "outcomes_of", "pile_of", "piles_on", "task_of",
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


@dataclass(frozen=True)
class CaseOutcome:
    """How a case study stands for a person, over all her runs: what was released, and whether more is under way."""

    outcome: str | None  # "meets", "not yet"; None while nothing came back
    marker_id: int | None
    marker_name: str
    marked_at: datetime | None
    released_at: datetime | None
    run_id: int
    ref: str
    attempt: int
    can_resubmit_until: date | None
    sent: bool  # a version waits for its mark


def outcomes_of(person_ids: Iterable[int], programme: Programme) -> dict[int, dict[str, CaseOutcome]]:
    """By person and case study, on every run of this programme's major version. Whoever met it once has met it."""
    ids = list(person_ids)
    rows = db.session.execute(
        select(Submission.id, Submission.person_id, Submission.case_study, Submission.attempt, Run.id, Run.ref,
               Snapshot.version)
        .join(Run, Submission.run_id == Run.id).join(Snapshot, Run.snapshot_id == Snapshot.id)
        .where(Submission.person_id.in_(ids), Run.programme_slug == programme.slug).order_by(Submission.id)
    ).all()
    marks = released_marks([row[0] for row in rows])
    found: dict[int, dict[str, CaseOutcome]] = {person_id: {} for person_id in ids}
    for submission_id, person_id, code, attempt, run_id, ref, version in rows:
        if int(version.partition(".")[0]) != programme.major:
            continue
        before, mark = found[person_id].get(code), marks.get(submission_id)
        if before and before.outcome == rules.MEETS and not (mark and mark.outcome == rules.MEETS):
            continue
        found[person_id][code] = _outcome(mark, attempt, run_id, ref) if mark else _waiting(
            before, attempt, run_id, ref)
    return found


def _outcome(mark: Mark, attempt: int, run_id: int, ref: str) -> CaseOutcome:
    return CaseOutcome(
        mark.outcome, mark.marker_id, mark.marker.name, mark.marked_at, mark.released_at, run_id, ref, attempt,
        mark.resubmit_by, sent=False,
    )


def _waiting(before: CaseOutcome | None, attempt: int, run_id: int, ref: str) -> CaseOutcome:
    """A version that nothing came back for; what came back for the one before still stands."""
    if before is None:
        return CaseOutcome(None, None, "", None, None, run_id, ref, attempt, None, sent=True)
    return CaseOutcome(
        before.outcome, before.marker_id, before.marker_name, before.marked_at, before.released_at, before.run_id,
        before.ref, before.attempt, None, sent=True,
    )


def unmarked_counts(run_ids: Iterable[int]) -> dict[int, int]:
    """By run, how many answers wait for their mark."""
    ids = list(run_ids)
    rows = db.session.execute(
        select(Submission.run_id, func.count()).outerjoin(Mark, Mark.submission_id == Submission.id)
        .where(Submission.run_id.in_(ids), Mark.id.is_(None)).group_by(Submission.run_id)
    )
    return dict.fromkeys(ids, 0) | dict(rows.all())
