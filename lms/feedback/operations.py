"""Opening a form, answering it without leaving a trace of who did, and closing it."""

import secrets
from datetime import date, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from lms import audit
from lms.bookings.lookups import booking_of
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import db
from lms.feedback.lookups import has_answered, is_closed, may_be_opened
from lms.feedback.models import FeedbackAnswer, FeedbackForm, HasAnswered
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run


def open_form(run: Run, closes_on: date, *, actor: Person, now: datetime) -> FeedbackForm:
    """Let the trainees of a run say what it was like, from its last day on."""
    if run.state not in ("confirmed", "closed"):
        raise Refusal("Only a run that has taken place can be asked about.")
    if not programme_of(run.snapshot).feedback:
        raise Refusal("This programme asks no feedback questions.")
    if not may_be_opened(run, now):
        raise Refusal("Feedback opens on the last day of the course, when there is something to say.")
    if closes_on < today(now):
        raise Refusal("The closing day must lie ahead.", field="closes_on")
    form = FeedbackForm(run_id=run.id, opened_at=now, closes_on=closes_on)
    form.run = run
    try:
        with db.session.begin_nested():
            db.session.add(form)
            db.session.flush()
    except IntegrityError:
        raise Refusal("Feedback on this run is open already.") from None
    audit.record("opened feedback", actor, form, now, closes_on=closes_on.isoformat())
    return form


def give_feedback(form: FeedbackForm, person: Person, answers: dict, *, now: datetime) -> None:
    """Keep the answers under a random id and without a time; that she has answered, apart from them.

    No audit line is written, on purpose. `now` only decides whether the form is still open.
    """
    booking = booking_of(form.run, person)
    if booking is None or booking.state != "confirmed":
        raise Refusal("Only those who were on this run can answer.")
    _wait_for(form)
    if is_closed(form, now):
        raise Refusal("This form has closed.")
    given = {name: value.strip() for name, value in answers.items() if value and value.strip()}
    if not given:
        raise Refusal("Answer at least one question, then send it.")
    if has_answered(form, person):
        raise Refusal("You have answered already. Your first answer is kept.")
    _write_anew(FeedbackAnswer, form, {"id": secrets.token_hex(16), "form_id": form.id, "answers": given})
    _write_anew(HasAnswered, form, {"form_id": form.id, "person_id": person.id})


def _wait_for(form: FeedbackForm) -> None:
    """Acts on one form wait for each other, and see what the one before them did."""
    db.session.refresh(form, ["closes_on", "closed_at"], with_for_update=True)


def _write_anew(table: type, form: FeedbackForm, new: dict) -> None:
    """Add a row, and write all rows of this form again in the order of their keys.

    PostgreSQL lays rows down in the order in which they come, each with the number of its
    transaction: left alone, the answer and the row of who answered would share that number.
    """
    columns = table.__table__.columns
    of_form = table.form_id == form.id
    rows = [dict(row) for row in db.session.execute(select(*columns).where(of_form)).mappings()]
    db.session.execute(delete(table).where(of_form).execution_options(synchronize_session=False))
    rows = sorted([*rows, new], key=lambda row: [str(row[key.name]) for key in table.__table__.primary_key])
    db.session.execute(insert(table.__table__), rows)


def close_form(form: FeedbackForm, *, actor: Person, now: datetime) -> None:
    """Close it before its day; results show from five answers up."""
    _wait_for(form)
    if is_closed(form, now):
        raise Refusal("This form has closed already.")
    form.closed_at = now
    db.session.flush()
    audit.record("closed feedback", actor, form, now)
