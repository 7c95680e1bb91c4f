"""What the accreditation rule looks at, as plain values: the standard, the record, a line of the case file.

What a list of people has by the hundred is a named tuple: making a frozen dataclass takes ten times as long.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

MET, NOT_YET, GONE = "met", "not yet", "no longer possible"


@dataclass(frozen=True)
class Standard:
    """What a programme asks, as data; minutes are minutes, the share is of the programme's minutes."""

    version: str
    asks: tuple[str, ...]  # of "Q1" … "Q10", and "read": every page of an open course
    modules: tuple[tuple[str, str], ...]  # (slug, title), in order
    cases: tuple[tuple[str, str], ...] = ()  # (code, title), each required
    others: tuple[tuple[str, str], ...] = ()  # the case studies to choose from
    choice: int = 0  # so many of those have to meet as well
    companion_case: str | None = None
    grace_minutes: int = 15
    min_attended_share: float = 0.5


THERE = ("present", "late", "left early")  # the states of who was there for some of a session


class Seat(NamedTuple):
    """How she sat one session on one run; `state` is None while the register says nothing."""

    run_ref: str
    on: date
    state: str | None
    minutes_missed: int = 0
    made_up_by: str = ""  # the task that a facilitator accepted


class Sitting(NamedTuple):
    """A session that the programme requires, and how she sat it on this run or another."""

    label: str  # "Day 2, afternoon"
    modules: tuple[str, ...]
    minutes: int
    seats: tuple[Seat, ...] = ()


class Elsewhere(NamedTuple):
    """A module as it was taught on another run, of whatever programme: how she sat each session that taught it."""

    module: str
    run_ref: str
    seats: tuple[Seat, ...]
    outdated: bool = False  # taught from material older than this major version: it is named, and doesn't count


class Case(NamedTuple):
    """How a case study stands: its latest released outcome, and whether it may be sent again."""

    outcome: str | None = None  # "meets", "not yet"
    marker_id: int | None = None
    marker: str = ""
    on: date | None = None
    sent: bool = False  # a version waits for its mark
    again_until: date | None = None


class Act(NamedTuple):
    """Somebody decided something on a day."""

    by: str
    on: date
    by_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Record:
    """Everything about one person that the rule looks at, as it stands on `today`."""

    today: date
    status_today: str = "none"
    starts: date | None = None  # the first day of the run
    status_at_start: str | None = None
    link_since: date | None = None
    waiver: Act | None = None
    sittings: tuple[Sitting, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    recognised: tuple[str, ...] = ()  # module slugs
    pages_read: tuple[tuple[str, int, int], ...] = ()  # (module slug, read, all)
    cases: tuple[tuple[str, Case], ...] = ()
    decision: Act | None = None
    appointment: Act | None = None
    left_employer: str = ""  # of her appointment: "Pellow Bay on 3 May 2026"
    region: str | None = None
    officer: str | None = None
    sign_off: Act | None = None
    holds: tuple[str, ...] = ()  # of "suspension", "query"; why is the administrator's to know


class Condition(NamedTuple):
    """One line of the case file: what is asked, how it stands, what we know, what to do."""

    code: str
    title: str
    state: str
    known: str
    evidence: str = ""
    remedy: str = ""

    @property
    def met(self) -> bool:
        return self.state == MET
