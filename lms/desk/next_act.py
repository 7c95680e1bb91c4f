"""The one thing that a trainee should do next on a course."""

from dataclasses import dataclass
from datetime import date, timedelta

from lms import clock
from lms.accreditation.evidence import Condition
from lms.accreditation.kinds import a_kind
from lms.casework import rules as casework
from lms.casework.lookups import Task
from lms.desk.way import Way
from lms.learning.lookups import Spot
from lms.web.addresses import url_for


@dataclass(frozen=True)
class NextAct:
    """What the hung card says: a title, a sentence or two, one button. `post` means the button acts at once."""

    title: str
    words: str
    label: str = ""
    url: str = ""
    hint: str = ""
    post: bool = False


def next_act(way: Way) -> NextAct:
    """In the order in which it presses: the day itself, a clock that runs, what is due; then the rest."""
    if way.booking.state != "confirmed":
        return _place(way)
    steps = (_session_near, _resubmission, _late, _due, _not_met, _choose, _membership, _feedback, _accredited,
             _completed, _missed, _reading, _finish)
    return next((act for act in (step(way) for step in steps) if act), None) or _waiting(way)


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
    again = [task for task in way.tasks if task.state == casework.NOT_YET
             and (task.required or way.choice.to_meet)]
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
    task = min(late, key=lambda each: each.due_on)
    return NextAct(f"{'Finish' if task.draft else 'Write'} “{task.case_study.title}”",
                   f"It was due on {clock.say_day(task.due_on)}. Late is better than not at all: it is still read.",
                   "Go on writing" if task.draft else "Begin writing", _writing(way, task))


def _session_near(way: Way) -> NextAct | None:
    """Today's session, or tomorrow's."""
    session = way.next_session
    if session is None:
        return None
    ahead = (clock.today(session.starts_at) - clock.today(way.now)).days
    if ahead > 1:
        return None
    begins = "It began at" if session.starts_at <= way.now else "It begins at"
    where = way.run.venue or way.run.place
    return NextAct(f"{'Tomorrow' if ahead else 'Today'}: {session.title}",
                   f"{begins} {clock.say_time(session.starts_at)}. {where.rstrip('.')}.", "Read the joining notes",
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


def _choose(way: Way) -> NextAct | None:
    """The required ones are written, and one more of her choice isn't."""
    if not way.choice.to_send:
        return None
    day, begun = way.choice.due_on, [task for task in way.choice.taken if task.state == casework.TO_WRITE]
    if way.next_session is not None and not (day and day - clock.today(way.now) <= timedelta(days=14)):
        return None
    by = f" It is due on {clock.say_day(day)}." if day and day >= clock.today(way.now) else ""
    if begun:
        return NextAct(f"Finish “{begun[0].case_study.title}”", f"It is the one that you chose.{by}", "Go on writing",
                       _writing(way, begun[0]))
    if not way.choice.left:
        return None
    more = "one more case study" if way.choice.to_send == 1 else f"{way.choice.to_send} more case studies"
    return NextAct(f"Choose {more}", f"Whichever you like best: {len(way.choice.left)} are left to choose from.{by}",
                   "See them", url_for("desk.my_course", ref=way.run.ref, _anchor="cases"))


def _writing(way: Way, task: Task) -> str:
    return url_for("casework.case_study", ref=way.run.ref, code=task.case_study.code)


def _feedback(way: Way) -> NextAct | None:
    if not way.feedback_waits:
        return None
    return NextAct("Tell us what the course was like", "Five minutes, and nobody can tell that it was you.",
                   "Give feedback", url_for("feedback.give", ref=way.run.ref))


def _not_met(way: Way) -> NextAct | None:
    """A required case study that may not be sent again on this run."""
    over = [task for task in way.tasks if task.required and task.state == casework.CLOSED]
    if not over:
        return None
    return NextAct(f"“{over[0].case_study.title}” is not met on this course",
                   "You can write it with a later course. Nothing that you have done is lost.",
                   "Read what came back", _writing(way, over[0]))


def _membership(way: Way) -> NextAct | None:
    line = _open(way, "Q1")
    if line is None or way.file.record.status_today == "current":
        return None
    return NextAct("Put your membership right", f"{line.known} Until it is right nobody can accredit you. "
                   "Nothing that you have done is lost.", "See what is still open", _conditions(way))


def _open(way: Way, code: str) -> Condition | None:
    """The line of her case file, if it isn't met."""
    lines = way.file.in_the_way if way.file else []
    return next((line for line in lines if line.code == code), None)


def _conditions(way: Way) -> str:
    return url_for("accreditation.my_conditions", ref=way.run.ref)


def _accredited(way: Way) -> NextAct | None:
    if way.standing is None:
        return None
    if way.standing.current:
        title = f"You are {a_kind(way.programme.rep_kind)}"
        title = "Your accreditation is renewed" if way.programme.refreshes else title
        return NextAct(title, f"{way.standing.words}. Your certificate is kept for you here.",
                       "Open my certificates", url_for("certificates.mine"))
    return NextAct("Your accreditation is not current", f"{way.standing.words}. Write to us, and we look at it with "
                   "you.", "See what is still open", _conditions(way))


def _completed(way: Way) -> NextAct | None:
    """The way on from the completion decision; an open course that makes no reps ends with it."""
    if not way.completed or (way.run.mode == "open" and not way.programme.rep_kind):
        return None
    if _open(way, "Q8"):
        return NextAct("Ask to be appointed", "You have completed the course. Now your members elect you or your "
                       "branch appoints you, and tells the administrator.", "See what is still open", _conditions(way))
    if _open(way, "Q9"):
        officer = way.file.record.officer or "Your officer"
        return NextAct("You have completed the course", f"{officer} signs off next. There is nothing for you to do.",
                       "See what is still open", _conditions(way))
    if way.programme.rep_kind or way.programme.refreshes:
        words = "The administrator has the rest. There is nothing for you to do."
        return NextAct("You have completed the course", words, "See what is still open", _conditions(way))
    return NextAct("You have completed the course", "It is on your record. There is nothing more to do.",
                   "See what the course asked", _conditions(way))


def _missed(way: Way) -> NextAct | None:
    """A session that is over, and neither attended nor made up."""
    line = _open(way, "Q3")
    if line is None or way.next_session is not None or not way.run.sessions:
        return None
    if not line.known.startswith("Missed"):
        return None
    return NextAct("Make up for what you missed", f"{line.known} Ask your facilitators for a task in its place, or "
                   "come to the same session on another course.", "See the next courses", url_for("bookings.courses"))


def _reading(way: Way) -> NextAct | None:
    """While there are days to come, or on a course that is done by reading."""
    if way.next_session is None and way.run.sessions:
        return None
    if way.resume and not all(progress.done for progress in way.progress.values()):
        module, page, _down = way.resume
        return NextAct(f"Go on where you were: “{page.title}”", f"{module.title}, page {module.pages.index(page) + 1} "
                       f"of {len(module.pages)}.", "Go on reading", reading_on(way.run.ref, way.resume))
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


def reading_on(ref: str, spot: Spot) -> str:
    """The address of the page, at the paragraph where she was."""
    return url_for("learning.page", ref=ref, module=spot.module.slug, page=spot.page.slug, _anchor="here")


def _finish(way: Way) -> NextAct | None:
    if way.run.mode != "open" or way.completed:
        return None
    return NextAct("You have read every page", "Say that you have finished, and it goes on your record today.",
                   "Finish the course", url_for("accreditation.finish", ref=way.run.ref), post=True)


def _waiting(way: Way) -> NextAct:
    if way.run.mode == "open":
        after = " The next step is the reps’ course." if way.programme.makes_link_member else ""
        return NextAct("You have finished this course", f"It is on your record.{after}",
                       "See the next courses", url_for("bookings.courses"))
    if way.next_session is not None:
        return NextAct(f"Come on {clock.say_day(way.next_session.starts_at)}",
                       f"{way.next_session.title}, {clock.say_time(way.next_session.starts_at)}. "
                       "You have nothing else to do before that.", "Read the joining notes",
                       url_for("bookings.course", ref=way.run.ref))
    who = "your facilitators, the administrator and your officer" if way.programme.rep_kind else "your facilitators"
    return NextAct("You have done your part", f"What is still open is with {who}.", "See what is still open",
                   _conditions(way))
