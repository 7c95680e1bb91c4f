"""Each morning: find the reps who have learned something that is said otherwise now, and write to them once."""

from datetime import date, datetime, timedelta

from lms import clock, jobs
from lms.db import begin_writing, db
from lms.jobs import batch, when_a_worker_starts
from lms.network import operations
from lms.network.models import LawRound
from lms.network.rules import AT


@batch("network.tell-reps")
def tell_reps(step, day: str) -> None:
    for first in step(begin_round, day) or ():
        step(tell_some, first)


def begin_round(day: str) -> list[int] | None:
    """Whom to look at today; and the next morning is arranged with it, whatever becomes of this one."""
    begin_writing()
    now, this_day = clock.now(), date.fromisoformat(day)
    firsts = operations.begin_round(this_day, now=now)
    if firsts is not None:
        _look_on(clock.today(now) + timedelta(days=1), now)
    db.session.commit()
    return firsts


def tell_some(first: int) -> int:
    begin_writing()
    told = operations.tell_some(first, now=clock.now())
    db.session.commit()
    return told


def _look_on(day: date, now: datetime) -> None:
    jobs.enqueue_in(clock.at_london(day, AT) - now, "network.tell-reps", day=day.isoformat())


@when_a_worker_starts
def look_today() -> None:
    """A worker that begins looks at once, unless somebody has looked today; from then on it is each morning."""
    begin_writing()
    today = clock.today(clock.now())
    if db.session.get(LawRound, today) is None:
        jobs.enqueue("network.tell-reps", day=today.isoformat())
    db.session.commit()
