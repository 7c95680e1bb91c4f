"""What a person is told by mail about her place."""

from datetime import datetime

from lms import mail
from lms.bookings.models import Booking
from lms.clock import say_day, say_time
from lms.content.operations import programme_of
from lms.runs.models import Run, Session

SUBJECTS = {
    "applied": "We have your application",
    "waiting": "You are on the waiting list",
    "offered": "A place is free: would you like it?",
    "accepted": "You have taken the place",
    "passed": "The place has gone to somebody else",
    "confirmed": "Your place is confirmed",
    "begun": "You are on the course",
    "refused": "About your application",
    "expired": "Your place was not approved in time",
    "no-place": "The course was full",
    "withdrawn": "You have withdrawn",
    "withdrawn-for-her": "You are no longer on the course",
    "cancelled": "The course is cancelled",
    "going-ahead": "The course goes ahead",
}


def tell(booking: Booking, what: str, now: datetime, *, until: datetime | None = None, **words) -> None:
    """Put the mail `what` in the outbox; somebody without an address is told by nobody but the page."""
    person, run = booking.person, booking.run
    if not person.email:
        return
    mail.post(
        f"bookings/{what}", person.email, SUBJECTS[what], now=now, to_label=person.name, until=until,
        name=person.known_as or person.name, facts_of_run=facts_of(run), page=mail.address(f"/courses/{run.ref}"),
        course_page=mail.address(f"/my-course/{run.ref}"), courses=mail.address("/courses"), **words,
    )


def course_name(run: Run) -> str:
    return programme_of(run.snapshot).title


def facts_of(run: Run) -> list[tuple[str, str]]:
    """What to write in the diary."""
    if run.mode == "open":
        return [("Course", course_name(run)), ("Where", "On line, when it suits you")]
    where = run.place
    if run.venue and run.mode == "in person":
        where = run.venue if run.place in run.venue else f"{run.venue}, {run.place}"
    pairs = [("Course", course_name(run)), ("Where", where)]
    if run.venue and run.mode == "online":
        pairs.append(("How to join", run.venue))
    return pairs + [(f"Day {day}", times) for day, times in _times_of(run.sessions)]


def _times_of(sessions: list[Session]) -> list[tuple[int, str]]:
    days: dict[int, list[Session]] = {}
    for session in sessions:
        days.setdefault(session.day, []).append(session)
    return [
        (day, f"{say_day(sat[0].starts_at)}, {say_time(sat[0].starts_at)} to {say_time(sat[-1].ends_at)}")
        for day, sat in sorted(days.items())
    ]
