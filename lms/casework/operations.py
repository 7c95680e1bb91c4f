"""Writing an answer: the draft is kept as it is typed, and what was sent stays as it was sent."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms import audit
from lms.casework import rules
from lms.casework.lookups import Task, task_of
from lms.casework.marking import mark_answer, release_mark, release_marks, save_mark_draft
from lms.casework.models import Draft, Submission
from lms.casework.moving import asked_in
from lms.clock import say_day, say_day_time, today
from lms.db import db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.locking import hold
from lms.runs.lookups import facilitators_of
from lms.runs.models import Run

__all__ = ["mark_answer", "release_mark", "release_marks", "save_draft", "save_mark_draft", "submit_answer"]


def save_draft(person: Person, run: Run, case_study: str, text: str, revision: int, *, now: datetime) -> Draft:
    """Keep what she has typed; `revision` is the one that her page began with. Sent twice, it is kept once.

    Raises Refusal with the code "elsewhere" where another page has kept something else since, and "sent"
    where the answer has gone off meanwhile.
    """
    hold(run)
    task = _task(person, run, case_study, now)
    if task.state in (rules.SENT, rules.MEETS):
        raise Refusal(
            f"You have sent this already, {_when(task)}. What you typed after that was not part of it.", code="sent",
        )
    if len(text) > rules.LONGEST:
        raise Refusal("This is longer than 40,000 letters. Shorten it, and it will be kept.", field="text", code="long")
    kept = _write(person, run, case_study, text, revision, now)
    draft = _draft(person, run, case_study)
    if not kept and draft.text != text:
        raise Refusal(
            f"Something else was kept from another page or device, {say_day_time(draft.saved_at)}.", field="text",
            code="elsewhere",
        )
    return draft


def _write(person: Person, run: Run, case_study: str, text: str, revision: int, now: datetime) -> bool:
    """Whether it was written: not, where the revision has moved on."""
    if revision == 0:
        new = Draft(person_id=person.id, run_id=run.id, case_study=case_study, text=text, revision=1, saved_at=now)
        try:
            with db.session.begin_nested():
                db.session.add(new)
                db.session.flush()
        except IntegrityError:
            return False
        return True
    changed = db.session.execute(
        update(Draft).where(
            Draft.person_id == person.id, Draft.run_id == run.id, Draft.case_study == case_study,
            Draft.revision == revision, Draft.text != text,
        ).values(text=text, revision=Draft.revision + 1, saved_at=now).execution_options(synchronize_session=False)
    )
    return changed.rowcount == 1


def _draft(person: Person, run: Run, case_study: str) -> Draft:
    """Read again, as it stands now."""
    return db.session.scalars(
        select(Draft).where(Draft.person_id == person.id, Draft.run_id == run.id, Draft.case_study == case_study)
        .execution_options(populate_existing=True)
    ).one()


def submit_answer(
    person: Person, run: Run, case_study: str, text: str, *, attempt: int | None = None, now: datetime
) -> Submission:
    """Send a version: a copy that nothing changes any more. Sent twice, it is the one that was sent first.

    `attempt` is the number of the version that her page was about, so that an old page sends nothing new.
    """
    before = asked_in(run, case_study)
    hold(run)
    if asked_in(run, case_study) != before:
        raise Refusal("The course has just been moved to a newer version, which asks something else here. Read the "
                      "case study again before you send your answer; what you wrote is kept.", code="version")
    task = _task(person, run, case_study, now)
    again = next((each for each in task.submissions if each.text == text and _same(each, attempt, task)), None)
    if again is not None:
        return again
    _check(task, text, attempt, run, now)
    submission = Submission(
        person_id=person.id, run_id=run.id, case_study=case_study, attempt=task.attempt, text=text, sent_at=now,
        due_on=task.until, late=rules.is_late(today(now), task.until),
    )
    try:
        with db.session.begin_nested():
            db.session.add(submission)
            db.session.flush()
    except IntegrityError:
        return submit_answer(person, run, case_study, text, attempt=task.attempt, now=now)
    _next_draft(person, run, case_study, text, now)
    audit.record("sent an answer", person, submission, now, case_study=case_study, attempt=submission.attempt,
                 late=submission.late)
    return submission


def _same(sent: Submission, attempt: int | None, task: Task) -> bool:
    return sent.attempt == attempt if attempt is not None else task.state == rules.SENT and sent is task.submissions[-1]


def _check(task: Task, text: str, attempt: int | None, run: Run, now: datetime) -> None:
    if task.state == rules.SENT or attempt is not None and attempt < task.attempt:
        raise Refusal(f"You have sent this already, {_when(task)}.", code="sent")
    if task.state == rules.MEETS:
        raise Refusal("This case study is done: your answer meets.", code="done")
    if not task.may_write:
        by = f" It could be sent once more until {say_day(task.until)}." if task.until else ""
        raise Refusal(f"This case study can’t be sent again on this course.{by} Talk to whoever leads it.",
                      code="closed")
    if not text.strip():
        raise Refusal("There is nothing to send yet. Write your answer first.", field="text", code="empty")
    if len(text) > rules.LONGEST:
        raise Refusal("This is longer than 40,000 letters. Shorten it before you send it.", field="text", code="long")
    if task.last is not None and task.last.submission.text.split() == text.split():
        raise Refusal("This is word for word what you sent before. Change it first.", field="text", code="unchanged")
    if run.state == "cancelled" or not facilitators_of(run, now):
        raise Refusal("Nobody leads this course any more, so nobody would mark it. Ask the union’s office.",
                      code="nobody marks")


def _next_draft(person: Person, run: Run, case_study: str, text: str, now: datetime) -> None:
    """The draft moves on with what was sent, so that a page still open from before can't write over it."""
    draft = db.session.scalar(
        select(Draft).where(Draft.person_id == person.id, Draft.run_id == run.id, Draft.case_study == case_study)
    )
    if draft is None:
        draft = Draft(person_id=person.id, run_id=run.id, case_study=case_study, revision=0)
        db.session.add(draft)
    draft.text, draft.revision, draft.saved_at = text, draft.revision + 1, now
    db.session.flush()


def _task(person: Person, run: Run, case_study: str, now: datetime) -> Task:
    task = task_of(person, run, case_study, now)
    if task is None:
        raise Refusal("This course has no such case study.", code="case study")
    return task


def _when(task: Task) -> str:
    if task.last is None:  # met on another run
        return f"on the run {task.met_on}"
    return say_day_time(task.last.submission.sent_at)
