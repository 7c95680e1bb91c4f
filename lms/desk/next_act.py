"""The one thing that a trainee should do next on a course."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import url_for

from lms import clock
from lms.bookings.models import Booking
from lms.casework import rules as casework
from lms.casework.lookups import Task, tasks_of
from lms.content.operations import programme_of
from lms.content.shapes import Programme
from lms.feedback.lookups import form_of, has_answered, is_closed
from lms.learning.lookups import Progress, progress_of
from lms.people.models import Person
from lms.runs.models import Run, Session


@dataclass(frozen=True)
class NextAct:
    """What the hung card says: a title, a sentence or two, one button. `post` means the button acts at once."""

    title: str
    words: str
    label: str = ""
    url: str = ""
    hint: str = ""
    post: bool = False


@dataclass(frozen=True)
class Way:
    """Where she is on a course, read once for all that shows it."""

    booking: Booking
    run: Run
    programme: Programme
    progress: dict[str, Progress]
    tasks: list[Task]
    next_session: Session | None
    feedback_waits: bool
    completed: bool
    now: datetime

    @property
    def read(self) -> int:
        return sum(each.done for each in self.progress.values())

    @property
    def begun(self) -> int:
        return sum(bool(each.read) and not each.done for each in self.progress.values())


def way_of(person: Person, booking: Booking, now: datetime, completed: bool = False) -> Way:
    """Read where this person is on the run of this booking."""
    run = booking.run
    programme = programme_of(run.snapshot)
    form = form_of(run) if programme.feedback else None
    return Way(
        booking=booking, run=run, programme=programme, progress=progress_of([person.id], programme)[person.id],
        tasks=tasks_of(person, run, now) if programme.case_studies else [],
        next_session=next((each for each in run.sessions if each.ends_at > now), None),
        feedback_waits=form is not None and not is_closed(form, now) and not has_answered(form, person),
        completed=completed, now=now,
    )


def next_act(way: Way) -> NextAct:
    """In the order in which it presses: a clock that runs, the day itself, what is due, reading, feedback."""
    if way.booking.state != "confirmed":
        return _place(way)
    return (_resubmission(way) or _late(way) or _session_near(way) or _due(way) or _feedback(way) or _reading(way)
            or _finish(way) or _waiting(way))


def _place(way: Way) -> NextAct:
    url = url_for("bookings.course", ref=way.run.ref)
    if way.booking.state == "offered":
        return NextAct("A place is yours to take", f"Say yes by {clock.say_day_time(way.booking.offered_until)}. "
                       "After that it goes to the next person.", "Answer the offer", url)
    if way.booking.state == "waiting":
        return NextAct("You are on the waiting list", "We write to you as soon as a place is free. "
                       "There is nothing for you to do.", "See your application", url)
    return NextAct("A place is kept for you", "It is yours when the administrator has confirmed it. "
                   "There is nothing for you to do.", "See your application", url)


def _resubmission(way: Way) -> NextAct | None:
    again = [task for task in way.tasks if task.state == casework.NOT_YET]
    if not again:
        return None
    task = min(again, key=lambda each: each.until or date.max)
    return NextAct(f"Read what came back on “{task.case_study.title}”",
                   f"Not yet. You can send it once more, by {clock.say_day(task.until)}.",
                   "Read it and go on", _writing(way, task))


def _late(way: Way) -> NextAct | None:
    late = [task for task in way.tasks if task.is_late and task.required]
    if not late:
        return None
    task = late[0]
    return NextAct(f"{'Finish' if task.draft else 'Write'} “{task.case_study.title}”",
                   f"It was due on {clock.say_day(task.due_on)}. Late is better than not at all: it is still read.",
                   "Go on writing" if task.draft else "Begin writing", _writing(way, task))


def _session_near(way: Way) -> NextAct | None:
    session = way.next_session
    if session is None or session.starts_at - way.now > timedelta(hours=36):
        return None
    where = way.run.venue or way.run.place
    return NextAct(f"{session.title}: {clock.say_day(session.starts_at)}",
                   f"It begins at {clock.say_time(session.starts_at)}. {where}", "Read the joining notes",
                   url_for("bookings.course", ref=way.run.ref))


def _due(way: Way) -> NextAct | None:
    begun = [task for task in way.tasks if task.state == casework.TO_WRITE and task.draft and task.required]
    over = way.next_session is None
    todo = begun or [task for task in way.tasks if task.state == casework.TO_WRITE and task.required and (
        over or (task.due_on and task.due_on - clock.today(way.now) <= timedelta(days=14)))]
    if not todo:
        return None
    task = min(todo, key=lambda each: each.due_on or date.max)
    by = f" It is due on {clock.say_day(task.due_on)}." if task.due_on else ""
    if task.draft:
        count = len(task.draft.text.split())
        draft = f"Your draft has {count} {'word' if count == 1 else 'words'}"
        saved = clock.say_day_time(task.draft.saved_at)
        return NextAct(f"Finish “{task.case_study.title}”", f"{draft}, saved {saved}.{by}", "Go on writing",
                       _writing(way, task))
    guide = f"{task.case_study.words_from} to {task.case_study.words_to} words."
    return NextAct(f"Write “{task.case_study.title}”", f"{guide}{by}", "Begin writing", _writing(way, task),
                   "It saves as you type, so you can stop and come back.")


def _writing(way: Way, task: Task) -> str:
    return url_for("casework.case_study", ref=way.run.ref, code=task.case_study.code)


def _feedback(way: Way) -> NextAct | None:
    if not way.feedback_waits:
        return None
    return NextAct("Tell us what the course was like", "Five minutes, and nobody can tell that it was you.",
                   "Give feedback", url_for("feedback.give", ref=way.run.ref))


def _reading(way: Way) -> NextAct | None:
    for module in way.programme.modules:
        progress = way.progress[module.slug]
        if not progress.done and progress.next_page is not None:
            page = progress.next_page
            begun = f"{progress.read} of {progress.total} pages read. " if progress.read else ""
            minutes = f"About {page.minutes} {'minute' if page.minutes == 1 else 'minutes'}."
            return NextAct(f"Read “{page.title}”", f"{module.title}. {begun}{minutes}",
                           "Go on reading" if progress.read else "Begin reading",
                           url_for("learning.page", ref=way.run.ref, module=module.slug, page=page.slug))
    return None


def _finish(way: Way) -> NextAct | None:
    if way.run.mode != "open" or way.completed:
        return None
    return NextAct("You have read every page", "Say that you have finished, and it goes on your record today.",
                   "Finish the course", url_for("accreditation.finish", ref=way.run.ref), post=True)


def _waiting(way: Way) -> NextAct:
    if way.run.mode == "open":
        return NextAct("You have finished this course", "It is on your record. The next step is the reps’ course.",
                       "See the next courses", url_for("bookings.courses"))
    if way.next_session is not None:
        return NextAct(f"Come on {clock.say_day(way.next_session.starts_at)}",
                       f"{way.next_session.title}, {clock.say_time(way.next_session.starts_at)}. "
                       "You have nothing else to do before that.", "Read the joining notes",
                       url_for("bookings.course", ref=way.run.ref))
    return NextAct("You have done your part", "What is still open is with your facilitators, the administrator and "
                   "your officer.", "See what is still open", url_for("accreditation.my_conditions", ref=way.run.ref))
