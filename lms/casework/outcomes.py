"""How the case studies of many persons stand, over all their runs, in one statement; released marks only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import and_, select

from lms.casework import rules
from lms.casework.models import Mark, Submission
from lms.content.majors import Majors
from lms.content.models import Snapshot
from lms.content.operations import programmes_of
from lms.content.shapes import Programme
from lms.db import among, db
from lms.people.models import Person
from lms.runs.models import Run


class CaseOutcome(NamedTuple):
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


@dataclass(frozen=True)
class Outcomes:
    """How all case studies of some persons stand; `of` picks what belongs to one programme."""

    cases: dict[tuple[int, str, int], dict[str, CaseOutcome]]  # by person, programme and major version
    answers: list  # the rows of ANSWERS that say so, one for each version that was sent
    met: dict[int, list] = field(default_factory=dict)  # by person, the answers that meet
    majors: Majors = field(default_factory=Majors)

    def of(self, person_id: int, programme: Programme, run_id: int | None = None) -> dict[str, CaseOutcome]:
        """By case study, on all runs of this major version; one that she met in another programme is met here too.

        A refresher is written anew each time: of it only what was sent on that run counts.
        """
        if programme.refreshes and run_id is not None:
            return _cases(self._on_runs.get((person_id, run_id), ()))
        found = self.cases.get((person_id, programme.slug, programme.major), {})
        met = met_in_others(self.met.get(person_id, ()), programme, self.majors)
        return found | {
            row.case_study: _outcome(row) for row in met
            if row.case_study not in found or found[row.case_study].outcome != rules.MEETS
        }

    @cached_property
    def _on_runs(self) -> dict[tuple[int, int], list]:
        """By person and run, the answers; only refreshers ask."""
        found: dict[tuple[int, int], list] = {}
        for row in self.answers:
            found.setdefault((row.person_id, row.run_id), []).append(row)
        return found


def met_in_others(answers: Iterable, programme: Programme, majors: Majors) -> list:
    """Of answers that meet, those to the same case study in another programme: the same code in the same module.

    A new major version takes only those that were written from material no older than itself.
    """
    others = [row for row in answers if row.programme_slug != programme.slug]
    if not others:
        return []
    taught = programmes_of({row.digest for row in others})
    return [row for row in others if _is_same(taught[row.digest], programme, row.case_study)
            and majors.take(programme, row.published_at)]


def _is_same(one: Programme, other: Programme, code: str) -> bool:
    here, there = one.case_study(code), other.case_study(code)
    return here is not None and there is not None and here.module == there.module


ANSWERS = (
    select(
        Submission.id, Submission.person_id, Submission.case_study, Submission.attempt, Submission.run_id,
        Submission.sent_at, Submission.late, Run.ref, Run.programme_slug,
        Snapshot.version, Snapshot.digest, Snapshot.published_at, Mark.id.label("mark_id"), Mark.outcome,
        Mark.marker_id, Person.name.label("marker"), Mark.marked_at, Mark.released_at, Mark.resubmit_by,
    )
    .join(Run, Submission.run_id == Run.id).join(Snapshot, Run.snapshot_id == Snapshot.id)
    .outerjoin(Mark, and_(Mark.submission_id == Submission.id, Mark.released_at.is_not(None)))
    .outerjoin(Person, Person.id == Mark.marker_id)
    .where(among(Submission.person_id)).order_by(Submission.id, Mark.id)
)


def outcomes_by(person_ids: Iterable[int]) -> Outcomes:
    """Over all runs, by major version of the programme. Whoever met a case study once has met it."""
    rows = db.session.execute(ANSWERS, {"ids": list(person_ids)}).all()
    latest = {row.id: row for row in rows}  # with the mark that was released last
    found: dict[tuple[int, str, int], list] = {}
    met: dict[int, list] = {}
    for row in latest.values():
        found.setdefault((row.person_id, row.programme_slug, int(row.version.partition(".")[0])), []).append(row)
        if row.outcome == rules.MEETS:
            met.setdefault(row.person_id, []).append(row)
    return Outcomes({whose: _cases(rows) for whose, rows in found.items()}, list(latest.values()), met)


def _cases(rows: Iterable) -> dict[str, CaseOutcome]:
    """By case study, how it stands after these versions of one person, the first one first."""
    cases: dict[str, CaseOutcome] = {}
    for row in rows:
        before = cases.get(row.case_study)
        if not (before and before.outcome == rules.MEETS and row.outcome != rules.MEETS):
            cases[row.case_study] = _outcome(row) if row.mark_id else _waiting(before, row)
    return cases


def outcomes_of(person_ids: Iterable[int], programme: Programme) -> dict[int, dict[str, CaseOutcome]]:
    """By person and case study, on every run of this programme's major version, and what was met elsewhere."""
    ids = list(person_ids)
    outcomes = outcomes_by(ids)
    return {person_id: outcomes.of(person_id, programme) for person_id in ids}


def _outcome(row) -> CaseOutcome:
    return CaseOutcome(
        row.outcome, row.marker_id, row.marker, row.marked_at, row.released_at, row.run_id, row.ref, row.attempt,
        row.resubmit_by, sent=False,
    )


def _waiting(before: CaseOutcome | None, row) -> CaseOutcome:
    """A version that nothing came back for; what came back for the one before still stands."""
    if before is None:
        return CaseOutcome(None, None, "", None, None, row.run_id, row.ref, row.attempt, None, sent=True)
    return CaseOutcome(
        before.outcome, before.marker_id, before.marker_name, before.marked_at, before.released_at, before.run_id,
        before.ref, before.attempt, None, sent=True,
    )
