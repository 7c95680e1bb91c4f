"""Answers as a facilitator sees them: in piles, one for each case study of each run that she leads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload, selectinload

from lms.bookings.lookups import trainees_on
from lms.casework.models import Mark, MarkDraft, Submission
from lms.clock import today
from lms.content.operations import programme_of
from lms.content.shapes import CaseStudy
from lms.db import db
from lms.people.models import Person
from lms.runs.lookups import facilitates, first_day, runs_facilitated_by
from lms.runs.models import Run

TO_MARK, HELD, RETURNED, NOT_SENT = "to mark", "held", "returned", "not sent"


@dataclass(frozen=True)
class Line:
    """One person in a pile: her latest version, and how far its mark has come."""

    person: Person
    submission: Submission | None
    mark: Mark | None
    begun_by: tuple[str, ...] = ()  # who else has begun to mark it

    @property
    def state(self) -> str:
        if self.submission is None:
            return NOT_SENT
        if self.mark is None:
            return TO_MARK
        return RETURNED if self.mark.released_at else HELD

    @property
    def points(self) -> int:
        return sum(self.mark.scores.values()) if self.mark else 0


@dataclass(frozen=True)
class Pile:
    """The answers to one case study on one run, by name."""

    run: Run
    case_study: CaseStudy
    due_on: date | None
    lines: tuple[Line, ...]

    def of_state(self, *states: str) -> list[Line]:
        return [line for line in self.lines if line.state in states]

    @property
    def to_mark(self) -> list[Line]:
        """The one that was sent first comes first."""
        return sorted(self.of_state(TO_MARK), key=lambda line: line.submission.id)

    @property
    def held(self) -> list[Line]:
        return self.of_state(HELD)

    @property
    def sent(self) -> list[Line]:
        return self.of_state(TO_MARK, HELD, RETURNED)

    @property
    def marked(self) -> int:
        return len(self.of_state(HELD, RETURNED))


def waiting_for(facilitator: Person, now: datetime) -> list[Pile]:
    """Every pile on the runs that she leads: those to mark first, then those to release, then the rest."""
    runs = [run for run in runs_facilitated_by(facilitator, now) if run.state not in ("draft", "cancelled")]
    piles = piles_on(runs, facilitator)
    return sorted(piles, key=lambda pile: (0 if pile.to_mark else 1 if pile.held else 2 if pile.sent else 3,
                                           first_day(pile.run) or today(now), pile.run.ref))


def piles_on(runs: Iterable[Run], marker: Person, case_study: str | None = None) -> list[Pile]:
    """The piles of these runs, in a fixed number of queries."""
    by_id = {run.id: run for run in runs}
    persons: dict[int, dict[int, Person]] = {
        run_id: {person.id: person for person in trainees} for run_id, trainees in trainees_on(by_id).items()
    }
    latest: dict[tuple[int, str, int], Submission] = {}
    for submission in _submissions(by_id, case_study):
        persons[submission.run_id].setdefault(submission.person_id, submission.person)
        latest[submission.run_id, submission.case_study, submission.person_id] = submission
    begun = _begun([submission.id for submission in latest.values()], marker)
    piles = []
    for run in by_id.values():
        due = {deadline.case_study: deadline.due_on for deadline in run.deadlines}
        names = sorted(persons[run.id].values(), key=lambda person: (person.folded_name, person.id))
        for case in programme_of(run.snapshot).case_studies:
            if case_study not in (None, case.code):
                continue
            lines = tuple(_line(person, latest.get((run.id, case.code, person.id)), begun)
                          for person in names if person.id != marker.id)
            piles.append(Pile(run, case, due.get(case.code), lines))
    return piles


def _line(person: Person, submission: Submission | None, begun: dict[int, tuple[str, ...]]) -> Line:
    mark = submission.marks[-1] if submission and submission.marks else None
    others = begun.get(submission.id, ()) if submission and mark is None else ()
    return Line(person, submission, mark, others)


def _submissions(run_ids: Iterable[int], case_study: str | None) -> Iterable[Submission]:
    chosen = select(Submission).where(Submission.run_id.in_(list(run_ids))).order_by(Submission.attempt)
    if case_study is not None:
        chosen = chosen.where(Submission.case_study == case_study)
    return db.session.scalars(chosen.options(
        joinedload(Submission.person), selectinload(Submission.marks).joinedload(Mark.marker), defer(Submission.text),
    ))


def _begun(submission_ids: list[int], marker: Person) -> dict[int, tuple[str, ...]]:
    """By submission, who else has begun to mark it: the names, never what they wrote."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = db.session.execute(
        select(MarkDraft.submission_id, Person.name).join(Person, MarkDraft.marker_id == Person.id)
        .where(MarkDraft.submission_id.in_(submission_ids), MarkDraft.marker_id != marker.id).order_by(MarkDraft.id)
    )
    for submission_id, name in rows:
        found[submission_id] += (name,)
    return found


def answer_for(marker: Person, submission_id: int, now: datetime) -> Submission | None:
    """An answer of a run that she leads, and not her own."""
    submission = db.session.scalar(
        select(Submission).where(Submission.id == submission_id, Submission.person_id != marker.id).options(
            joinedload(Submission.person), joinedload(Submission.run).joinedload(Run.snapshot),
            selectinload(Submission.marks).joinedload(Mark.marker),
        )
    )
    return submission if submission is not None and facilitates(submission.run, marker, now) else None


def pile_of(submission: Submission, marker: Person) -> Pile:
    """The pile that this answer lies in."""
    return piles_on([submission.run], marker, submission.case_study)[0]


def earlier_than(submission: Submission) -> list[Submission]:
    """The versions that came before this one, with their marks."""
    return list(db.session.scalars(
        select(Submission).where(
            Submission.person_id == submission.person_id, Submission.run_id == submission.run_id,
            Submission.case_study == submission.case_study, Submission.attempt < submission.attempt,
        ).order_by(Submission.attempt).options(selectinload(Submission.marks).joinedload(Mark.marker))
    ))


def draft_of(submission: Submission, marker: Person) -> MarkDraft | None:
    """Her own unfinished mark."""
    return db.session.scalar(
        select(MarkDraft).where(MarkDraft.submission_id == submission.id, MarkDraft.marker_id == marker.id)
    )
