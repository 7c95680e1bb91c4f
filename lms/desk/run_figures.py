"""What the rooms above say of one run, in one statement: registers signed, answers, feedback, certificates."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from lms.attendance.models import RegisterSignature, Tap
from lms.bookings.models import Booking
from lms.casework.models import Mark, Submission
from lms.certificates.models import Certificate
from lms.db import db, several
from lms.feedback.models import FeedbackForm
from lms.people.models import Person
from lms.runs.models import Deadline, Run, Session

_LATER = aliased(Submission)
_run = bindparam("run")
_FIGURES = several(
    signed=select(RegisterSignature.session_id.label("number")).join(
        Session, Session.id == RegisterSignature.session_id
    ).where(Session.run_id == _run),
    on_registers=select(
        Tap.session_id.label("number"), func.count(Tap.person_id.distinct()).label("marked")
    ).join(Session, Session.id == Tap.session_id).join(Booking, Booking.person_id == Tap.person_id).where(
        Session.run_id == _run, Booking.run_id == _run, Booking.state == "confirmed"
    ).group_by(Tap.session_id),
    due=select(Deadline.case_study, Deadline.due_on.label("on")).where(Deadline.run_id == _run),
    # The latest version of each person: how many there are, and how many have a mark.
    sent=select(
        Submission.case_study, func.count(Submission.id.distinct()).label("number"),
        func.count(Mark.submission_id.distinct()).label("marked"),
    ).outerjoin(Mark, Mark.submission_id == Submission.id).where(
        Submission.run_id == _run, Submission.person_id != bindparam("asking"), ~exists().where(
            _LATER.person_id == Submission.person_id, _LATER.run_id == Submission.run_id,
            _LATER.case_study == Submission.case_study, _LATER.attempt > Submission.attempt,
        )
    ).group_by(Submission.case_study),
    feedback=select(FeedbackForm.closes_on.label("on"), FeedbackForm.closed_at).where(FeedbackForm.run_id == _run),
    certificates=select(func.count(Certificate.id).label("number")).where(Certificate.run_id == _run),
)


@dataclass(frozen=True)
class Figures:
    signed: set[int]  # sessions
    on_registers: dict[int, int]  # by session, how many trainees are marked
    due: dict[str, date]  # by case study
    sent: dict[str, int]
    marked: dict[str, int]
    feedback_until: date | None  # while its form is open
    certificates: int


def figures_of(run: Run, asking: Person, today: date) -> Figures:
    """Her own answers aren't counted for whoever asks."""
    parts = defaultdict(list)
    for row in db.session.execute(_FIGURES, {"run": run.id, "asking": asking.id}):
        parts[row.part].append(row)
    still = [row.on for row in parts["feedback"] if row.closed_at is None and today <= row.on]
    return Figures(
        signed={row.number for row in parts["signed"]},
        on_registers={row.number: row.marked for row in parts["on_registers"]},
        due={row.case_study: row.on for row in parts["due"]},
        sent={row.case_study: row.number for row in parts["sent"]},
        marked={row.case_study: row.marked for row in parts["sent"]},
        feedback_until=still[0] if still else None, certificates=parts["certificates"][0].number,
    )
