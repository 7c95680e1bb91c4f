"""The next courses as anybody may see them, without names; and how a run stands for those who run it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.bookings.lookups import Places, places_of, states_of
from lms.clock import today
from lms.content.operations import programme_of
from lms.people.models import Person
from lms.runs.lookups import has_begun, has_ended, next_runs, run_days
from lms.runs.models import Run

# So long before applications close, a run that is short of its minimum is shown as short.
WARN_BEFORE_CLOSING = timedelta(days=7)
HERS = {
    "waiting": ("waiting", "You are on the waiting list"),
    "provisional": ("waiting", "A place is kept for you"),
    "offered": ("going", "A place is yours to take"),
    "confirmed": ("met", "You have a place"),
}


@dataclass(frozen=True)
class Listing:
    """One line of the next courses; `state` and `words` make its tag."""

    ref: str
    title: str
    days: str
    where: str
    state: str
    words: str
    any_time: bool


def next_courses(now: datetime, person: Person | None = None) -> list[Listing]:
    """What can be applied for, the soonest first and courses without dates last; her own standing where she has one."""
    runs = next_runs(now)
    places = places_of(run.id for run in runs)
    hers = states_of(person) if person else {}
    return [listing(run, places[run.id], now, hers.get(run.id)) for run in runs]


def listing(run: Run, places: Places, now: datetime, hers: str | None = None) -> Listing:
    """`hers` is the state of the booking of whoever asks."""
    state, words = HERS[hers] if hers else availability(run, places, now)
    return Listing(
        ref=run.ref, title=programme_of(run.snapshot).title, days=run_days(run), where=run.place, state=state,
        words=words, any_time=run.mode == "open",
    )


def availability(run: Run, places: Places, now: datetime) -> tuple[str, str]:
    """A tag for the places that are left."""
    if run.state == "cancelled":
        return "gone", "Cancelled"
    if run.state == "closed":
        return "down", "It is over"
    if run.mode == "open":
        return "met", "Begin any time"
    if has_begun(run, now):
        return "down", "It has begun"
    if run.closing_on is not None and today(now) > run.closing_on:
        return "down", "Applications have closed"
    free = places.free(run.capacity)
    if free:
        return "met", "1 place left" if free == 1 else f"{free} places left"
    return "waiting", "Full. Join the waiting list"


def state_of(run: Run, places: Places, now: datetime) -> tuple[str, str]:
    """A tag for how the run stands, as far as its days and places say it."""
    if run.state == "draft":
        return "down", "Draft"
    if run.state == "cancelled":
        return "gone", "Cancelled"
    if run.state == "closed":
        return "met", "Closed"
    if run.mode == "open":
        return "open", "Open, any time"
    if has_ended(run, now):
        return "going", "Days are over"
    if has_begun(run, now):
        return "going", "In progress"
    if is_short(run, places, now):
        return "short", "Below minimum"
    if places.held >= run.capacity:
        return "met", "Full"
    return ("met", "Confirmed") if run.state == "confirmed" else ("open", "Open")


def is_short(run: Run, places: Places, now: datetime) -> bool:
    """Whether it is nearly too late for this run to reach its minimum, and it hasn't."""
    if run.mode == "open" or run.state != "open" or run.closing_on is None:
        return False
    near = today(now) + WARN_BEFORE_CLOSING >= run.closing_on
    return near and places.confirmed + places.provisional < run.minimum
