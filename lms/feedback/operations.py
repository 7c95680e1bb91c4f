"""Opening a form, answering it without leaving a trace of who did, and closing it."""

import secrets
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from lms import audit
from lms.bookings.lookups import booking_of
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import db
from lms.feedback.lookups import is_closed
from lms.feedback.models import FeedbackAnswer, FeedbackForm, HasAnswered
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.lookups import last_day
from lms.runs.models import Run


def open_form(run: Run, closes_on: date, *, actor: Person, now: datetime) -> FeedbackForm:
    """Let the trainees of a run say what it was like, from its last day on."""
    if not programme_of(run.snapshot).feedback:
        raise Refusal("This programme asks no feedback questions.")
    last = last_day(run)
    if last is None or today(now) < last:
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
    if is_closed(form, now):
        raise Refusal("This form has closed.")
    given = {name: value for name, value in answers.items() if value not in (None, "")}
    if not given:
        raise Refusal("Answer at least one question, then send it.")
    try:
        with db.session.begin_nested():
            db.session.add(HasAnswered(form_id=form.id, person_id=person.id))
            db.session.flush()
    except IntegrityError:
        raise Refusal("You have answered already. Your first answer is kept.") from None
    db.session.add(FeedbackAnswer(id=secrets.token_hex(16), form_id=form.id, answers=given))
    db.session.flush()


def close_form(form: FeedbackForm, *, actor: Person, now: datetime) -> None:
    """Close it before its day; results show from five answers up."""
    if is_closed(form, now):
        raise Refusal("This form has closed already.")
    form.closed_at = now
    db.session.flush()
    audit.record("closed feedback", actor, form, now)
