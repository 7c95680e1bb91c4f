"""What somebody has to write and what came back, as she sees it: released marks only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import contains_eager

from lms.casework import rules
from lms.casework.models import Draft, Mark, Submission
from lms.casework.outcomes import Outcomes, met_in_others, outcomes_by
from lms.clock import today
from lms.content.majors import Majors
from lms.content.models import Snapshot
from lms.content.operations import programme_of
from lms.content.shapes import CaseStudy, Programme
from lms.db import among, db, several
from lms.people.models import Person
from lms.runs.models import Deadline, Run


@dataclass(frozen=True)
class Sent:
    """A version as it was sent, and the mark that was released for it; in a list of tasks, rows without texts."""

    submission: Submission
    mark: Mark | None


@dataclass(frozen=True)
class Task:
    """A case study as its writer sees it. `state`: to write, sent, meets, not yet (once more), closed."""

    case_study: CaseStudy
    required: bool
    of_choice: bool  # one of those of which so many have to meet
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
        """It should have been sent by now; it still can be. What nobody has to write is never late."""
        return self.required and self.state == rules.TO_WRITE and rules.is_late(self.today, self.due_on)

    @property
    def text(self) -> str:
        """What the page for writing begins with: the draft, which begins with what was sent."""
        if self.draft is not None:
            return self.draft.text
        return self.last.submission.text if self.last else ""

    @property
    def revision(self) -> int:
        return self.draft.revision if self.draft else 0


# What is due on runs and what somebody has begun to write there, as parts of a statement; see `tasks_from`.
WRITING = {
    "deadline": select(Deadline.run_id, Deadline.case_study, Deadline.due_on).where(among(Deadline.run_id, "runs")),
    "draft": select(Draft.run_id, Draft.case_study, Draft.text, Draft.revision, Draft.saved_at).where(
        Draft.person_id == bindparam("person"), among(Draft.run_id, "runs")
    ),
}
_WRITING = several(**WRITING)


def tasks_of(person: Person, run: Run, now: datetime) -> list[Task]:
    """Every case study of the run's programme, in its order; what she met on another run counts."""
    written = db.session.execute(_WRITING, {"person": person.id, "runs": [run.id]}).all()
    return tasks_from(written, outcomes_by([person.id]), person, run, now)


def tasks_from(written: Iterable, outcomes: Outcomes, person: Person, run: Run, now: datetime) -> list[Task]:
    """The same, of rows that have been read already: those of WRITING, and how her answers stand."""
    programme, day, written = programme_of(run.snapshot), today(now), [row for row in written if row.run_id == run.id]
    due = {row.case_study: row.due_on for row in written if row.part == "deadline"}
    drafts = {row.case_study: row for row in written if row.part == "draft"}
    answers = [row for row in outcomes.answers if (row.person_id, row.run_id) == (person.id, run.id)]
    cases = outcomes.of(person.id, programme, run.id)
    return [
        _task(case, run, day, due.get(case.code), drafts.get(case.code),
              [Sent(row, row if row.mark_id else None) for row in sorted(answers, key=lambda row: row.attempt)
               if row.case_study == case.code], _met_elsewhere(cases.get(case.code), run))
        for case in programme.case_studies
    ]


def _met_elsewhere(outcome, run: Run) -> str | None:
    met = outcome is not None and outcome.outcome == rules.MEETS and outcome.run_id != run.id
    return outcome.ref if met else None


def _task(case: CaseStudy, run: Run, day: date, due_on: date | None, draft, versions: list[Sent], met_on) -> Task:
    seen = [rules.Version(each.mark and each.mark.outcome, each.mark and each.mark.resubmit_by) for each in versions]
    standard = programme_of(run.snapshot).standard
    required = case.code in standard.required_case_studies
    return Task(
        case_study=case, required=required, of_choice=not required and standard.case_studies_of_choice > 0,
        due_on=due_on, state=rules.state_of(seen, day, met_on is not None), today=day, draft=draft,
        versions=tuple(versions), met_on=met_on,
    )


_BEGUN = (
    select(Draft, Deadline.due_on).select_from(Run)
    .outerjoin(Draft, and_(Draft.run_id == Run.id, Draft.person_id == bindparam("person"),
                           Draft.case_study == bindparam("code")))
    .outerjoin(Deadline, and_(Deadline.run_id == Run.id, Deadline.case_study == bindparam("code")))
    .where(Run.id == bindparam("run"))
)
_SENT = (
    select(Submission, Mark, Submission.case_study, Run.ref, Run.programme_slug, Snapshot.version, Snapshot.digest,
           Snapshot.published_at)
    .join(Submission.run).join(Run.snapshot)
    .outerjoin(Mark, and_(Mark.submission_id == Submission.id, Mark.released_at.is_not(None)))
    .outerjoin(Mark.marker).options(contains_eager(Mark.marker))
    .where(Submission.person_id == bindparam("person"), Submission.case_study == bindparam("code"))
    .order_by(Submission.id, Mark.id)
)


def _is_of(row, programme: Programme) -> bool:
    return (row.programme_slug, int(row.version.partition(".")[0])) == (programme.slug, programme.major)


def task_of(person: Person, run: Run, case_study: str, now: datetime) -> Task | None:
    """One case study, with the texts of what was written, sent and returned."""
    programme = programme_of(run.snapshot)
    case = programme.case_study(case_study)
    if case is None:
        return None
    asked = {"person": person.id, "run": run.id, "code": case_study}
    draft, due_on = db.session.execute(_BEGUN, asked).first() or (None, None)  # a preview is no run of ours
    # The mark that was released last is the one that counts.
    sent = {row.Submission.id: row for row in db.session.execute(_SENT, asked)
            if row.Submission.run_id == run.id or not programme.refreshes}
    meets = [row for row in sent.values() if row.Mark and row.Mark.outcome == rules.MEETS]
    own = [row for row in meets if _is_of(row, programme)]
    meets = own or met_in_others(meets, programme, Majors())
    sent = {number: row for number, row in sent.items() if _is_of(row, programme)}
    here = sorted((row for row in sent.values() if row.Submission.run_id == run.id), key=lambda r: r.Submission.attempt)
    met_on = meets[-1].ref if meets and meets[-1].Submission.run_id != run.id else None
    return _task(case, run, today(now), due_on, draft, [Sent(row.Submission, row.Mark) for row in here], met_on)
