"""Reading the piles of answers that wait for a facilitator, one for each case study of each run that she leads."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from lms.bookings.models import Booking
from lms.casework.models import Mark, MarkDraft, Submission
from lms.casework.pile import Answer, Line, Marked, Pile, Somebody
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import among, db, several
from lms.people.models import Person
from lms.runs.lookups import first_day, runs_facilitated_by
from lms.runs.models import Deadline, Run


def waiting_for(facilitator: Person, now: datetime, led: Iterable[Run] | None = None) -> list[Pile]:
    """Every pile on the runs that she leads: those to mark first, then those to release, then the rest.

    `led` are these runs, where the page has them already.
    """
    led = runs_facilitated_by(facilitator, now) if led is None else led
    runs = [run for run in led if run.state not in ("draft", "cancelled")]
    begins = {run.id: first_day(run) or today(now) for run in runs}
    return sorted(piles_on(runs, facilitator), key=lambda pile: (
        0 if pile.to_mark else 1 if pile.held else 2 if pile.sent else 3, begins[pile.run.id], pile.run.ref,
    ))


_LATER, _MARKER = aliased(Submission), aliased(Person)
_LAST_MARK = (
    select(func.max(Mark.id)).where(Mark.submission_id == Submission.id).correlate(Submission).scalar_subquery()
)


def _asked_for(of_one: bool):
    """Everything in the piles of some runs, in one statement: the names, the latest versions, who has begun, the days.

    `of_one` narrows it to one case study.
    """
    def narrowed(statement, column):
        return statement.where(column == bindparam("case_study")) if of_one else statement

    trainee = (
        select(Booking.run_id, Booking.person_id, Person.name, Person.folded_name)
        .join(Person, Person.id == Booking.person_id)
        .where(among(Booking.run_id, "runs"), Booking.state == "confirmed")
    )
    answer = (
        select(
            Submission.run_id, Submission.person_id, Person.name, Person.folded_name, Submission.case_study,
            Submission.id, Submission.attempt, Submission.sent_at, Submission.late, Mark.id.label("mark_id"),
            Mark.outcome, Mark.scores, Mark.reason, Mark.released_at, _MARKER.name.label("marker"),
        )
        .join(Person, Person.id == Submission.person_id).outerjoin(Mark, Mark.id == _LAST_MARK)
        .outerjoin(_MARKER, _MARKER.id == Mark.marker_id)
        .where(among(Submission.run_id, "runs"), ~exists().where(
            _LATER.person_id == Submission.person_id, _LATER.run_id == Submission.run_id,
            _LATER.case_study == Submission.case_study, _LATER.attempt > Submission.attempt,
        ))
    )
    begun = (
        select(MarkDraft.submission_id.label("id"), MarkDraft.id.label("mark_id"), Person.name)
        .join(Submission, Submission.id == MarkDraft.submission_id).join(Person, Person.id == MarkDraft.marker_id)
        .where(among(Submission.run_id, "runs"), MarkDraft.marker_id != bindparam("marker"))
    )
    due = select(Deadline.run_id, Deadline.case_study, Deadline.due_on).where(among(Deadline.run_id, "runs"))
    return several(trainee=trainee, answer=narrowed(answer, Submission.case_study),
                   begun=narrowed(begun, Submission.case_study), due=narrowed(due, Deadline.case_study))


_ALL, _OF_ONE = _asked_for(of_one=False), _asked_for(of_one=True)


def piles_on(runs: Iterable[Run], marker: Person, case_study: str | None = None) -> list[Pile]:
    """The piles of these runs, in one statement."""
    by_id = {run.id: run for run in runs}
    asked = {"runs": by_id, "marker": marker.id} | ({"case_study": case_study} if case_study else {})
    names: dict[int, dict[int, tuple]] = {run_id: {} for run_id in by_id}
    answers, due, begun = defaultdict(dict), {}, defaultdict(tuple)
    rows = db.session.execute(_OF_ONE if case_study else _ALL, asked).all()
    for row in sorted(rows, key=lambda row: row.mark_id or 0):  # who began first is named first
        if row.part in ("trainee", "answer"):
            names[row.run_id][row.person_id] = (row.folded_name, row.person_id, row.name)
        if row.part == "answer":
            answers[row.run_id, row.case_study][row.person_id] = row
        elif row.part == "due":
            due[row.run_id, row.case_study] = row.due_on
        elif row.part == "begun":
            begun[row.id] += (row.name,)
    piles = []
    for run in by_id.values():
        blank = tuple(Line(Somebody(number, name), None, None)
                      for _, number, name in sorted(names[run.id].values()) if number != marker.id)
        programme = programme_of(run.snapshot)
        required = programme.standard.required_case_studies
        for case in programme.case_studies:
            if case_study in (None, case.code):
                sent = answers[run.id, case.code]
                lines = tuple(_line(line, sent.get(line.person.id), begun) for line in blank) if sent else blank
                piles.append(Pile(run, case, due.get((run.id, case.code)), lines, case.code in required))
    return piles


def _line(blank: Line, row, begun: dict[int, tuple[str, ...]]) -> Line:
    """Hers, where she has sent something; else as it stands in every pile."""
    if row is None:
        return blank
    answer = Answer(row.id, row.attempt, row.sent_at, row.late)
    if row.mark_id is None:
        return Line(blank.person, answer, None, begun.get(row.id, ()))
    mark = Marked(row.mark_id, row.outcome, row.scores, row.reason, row.marker, row.released_at)
    return Line(blank.person, answer, mark)


def pile_of(submission: Submission, marker: Person) -> Pile:
    """The pile that this answer lies in."""
    return piles_on([submission.run], marker, submission.case_study)[0]
