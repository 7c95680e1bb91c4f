"""What is written about one person, as plain rows: what the rule and the standing look at, and the pages show."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from lms.clock import today
from lms.record.rules import holds_on


class Work(NamedTuple):
    """Where somebody works, or worked until a day."""

    employer_id: int
    employer: str
    workplace: str
    region_id: int
    region: str
    jurisdiction: str
    job_title: str
    since: date
    until: date | None


class Somebody(NamedTuple):
    id: int
    name: str


class Officer(NamedTuple):
    """Who looks after a region now."""

    region_id: int
    person: Somebody
    phone: str

    @property
    def person_id(self) -> int:
        return self.person.id


class Held(NamedTuple):
    """A fact of the record."""

    kind: str
    subject: str
    since: date
    until: date | None
    ended_on: date | None
    basis: str
    author: str


class Decided(NamedTuple):
    id: int
    programme_slug: str
    major: int  # of the version that the run taught
    run_id: int
    decided_at: datetime
    decided_by_id: int | None
    decided_by: str | None
    rule_version: str


class Appointed(NamedTuple):
    id: int
    person_id: int
    rep_kind: str
    employer_id: int
    employer: str
    constituency: str
    how: str
    authority: str
    appointed_on: date
    recorded_by_id: int
    ended_at: datetime | None


class Signed(NamedTuple):
    id: int
    rep_kind: str
    region_id: int
    officer_id: int
    officer: str
    signed_at: datetime


class Given(NamedTuple):
    """An accreditation, as it stands in its row."""

    id: int
    rep_kind: str
    run_id: int | None
    run_ref: str | None
    appointment_id: int | None
    companion: bool
    valid_from: date
    valid_to: date
    rule_version: str
    accredited_at: datetime
    ended_at: datetime | None
    ended_reason: str | None
    renewed_by_id: int | None = None


class Open(NamedTuple):
    """A hold that was open at the moment asked about."""

    id: int
    kind: str
    reason: str


@dataclass
class Known:
    """All that is written about one person which the rule looks at."""

    statuses: list[tuple[date, int, str]] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    officers: dict[int, Officer] = field(default_factory=dict)  # by region
    facts: list[Held] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    appointments: list[Appointed] = field(default_factory=list)
    sign_offs: dict[str, Signed] = field(default_factory=dict)  # by rep kind
    accreditations: list[Given] = field(default_factory=list)
    holds: list[Open] = field(default_factory=list)

    def status_on(self, day: date) -> str:
        """The membership as it stood that day."""
        return max((each for each in self.statuses if each[0] <= day), default=(day, 0, "none"))[2]

    def decision(self, run_id: int, programme_slug: str, major: int, since: date | None = None) -> Decided | None:
        """That she completed this run; else, after that day, another of the programme's major version."""
        of_it = [each for each in self.decisions if (each.programme_slug, each.major) == (programme_slug, major)
                 and (since is None or today(each.decided_at) > since)]
        here = [each for each in self.decisions if each.run_id == run_id]
        return next(iter(here + of_it[::-1]), None)

    def is_link_member(self, day: date) -> bool:
        """Whether she was a link member on that day, or had that condition waived."""
        return any(
            (fact.kind == "link member" or (fact.kind, fact.subject) == ("waiver", "link member"))
            and holds_on(day, fact.since, fact.until, fact.ended_on) for fact in self.facts
        )

    @property
    def work(self) -> Work | None:
        """Where she works now."""
        return next((work for work in self.works if work.until is None), None)
