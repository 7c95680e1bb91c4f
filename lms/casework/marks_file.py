"""The marks of a run as a file, for those who lead it: how far each answer has come, and never its text."""

from flask import abort
from sqlalchemy import select

from lms import audit, clock
from lms.bookings.lookups import trainees_on
from lms.casework.models import Mark, Submission
from lms.casework.views import pages
from lms.content.operations import programme_of
from lms.db import db
from lms.people.models import Person
from lms.runs.lookups import run_for_staff
from lms.runs.models import Run
from lms.web import asking, role
from lms.web.exports import file_of

COLUMNS = ("Case study", "Title", "Due", "Name", "State", "Version", "Sent", "Late", "Outcome", "Points", "Of",
           "Marked by", "Marked", "Released", "Once more by")


@pages.post("/marking/<ref>/marks.<any(csv, xlsx):kind>")
@role("facilitator")
def marks_file(ref: str, kind: str):
    run = run_for_staff(ref, asking(), frozenset(["facilitator"]), clock.now()) or abort(404)
    rows = _rows(run, marker_id=asking().id)
    audit.record("downloaded the marks", asking(), run, clock.now(), kind=kind, rows=len(rows))
    db.session.commit()
    return file_of(kind, f"{run.ref}-marks", COLUMNS, [rows])


def _rows(run: Run, marker_id: int) -> list[tuple]:
    """By case study, then by name: the latest version of each, but nobody's own."""
    names = {person.id: (person.folded_name, person.name) for person in trainees_on([run.id])[run.id]}
    sent = {}
    for row in db.session.execute(
        select(Submission.id, Submission.person_id, Submission.case_study, Submission.attempt, Submission.sent_at,
               Submission.late, Person.name, Person.folded_name)
        .join(Person, Person.id == Submission.person_id).where(Submission.run_id == run.id).order_by(Submission.attempt)
    ):
        sent[row.case_study, row.person_id] = row
        names[row.person_id] = (row.folded_name, row.name)
    names.pop(marker_id, None)
    marks = _marks(run)
    due = {deadline.case_study: deadline.due_on for deadline in run.deadlines}
    rows = []
    programme = programme_of(run.snapshot)
    for case in programme.case_studies:
        for person_id, (_folded, name) in sorted(names.items(), key=lambda each: (each[1], each[0])):
            row = sent.get((case.code, person_id))
            if row is None and case.code not in programme.standard.required_case_studies:
                continue  # nobody has to write it
            mark = marks.get(row.id) if row else None
            rows.append((
                case.code, case.title, due.get(case.code), name, _state(row, mark),
                *((row.attempt, row.sent_at, row.late) if row else [None] * 3),
                *((mark.outcome.capitalize(), sum(mark.scores.values()), len(case.criteria) * 2, mark.marker,
                   mark.marked_at, mark.released_at, mark.resubmit_by) if mark else [None] * 7),
            ))
    return rows


def _marks(run: Run) -> dict:
    """By submission, the mark that stands."""
    rows = db.session.execute(
        select(Mark.submission_id, Mark.outcome, Mark.scores, Mark.marked_at, Mark.released_at, Mark.resubmit_by,
               Person.name.label("marker"))
        .join(Submission, Submission.id == Mark.submission_id).join(Person, Person.id == Mark.marker_id)
        .where(Submission.run_id == run.id).order_by(Mark.id)
    )
    return {row.submission_id: row for row in rows}


def _state(sent, mark) -> str:
    if sent is None:
        return "Not sent"
    if mark is None:
        return "To mark"
    return "Released" if mark.released_at else "To release"
