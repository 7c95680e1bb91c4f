"""A case file: one person on one run, each condition with its reason, and the acts that were recorded."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lms.accreditation import rules
from lms.accreditation.evidence import GONE, Condition, Record, Standard
from lms.accreditation.rows import Appointed, Decided, Given, Officer, Open, Signed, Work
from lms.accreditation.standing import Standing
from lms.attendance.lookups import SessionEvidence
from lms.people.models import Person
from lms.runs.lookups import last_day
from lms.runs.models import Run


@dataclass(frozen=True)
class CaseFile:
    person: Person
    run: Run
    record: Record
    standard: Standard
    work: Work | None
    region_officer: Officer | None
    decision: Decided | None
    appointment: Appointed | None
    sign_off: Signed | None
    accreditation: Given | None
    rests_on: Appointed | None  # the appointment behind the accreditation
    ended: Given | None  # the last one that she had and has no longer
    holds: tuple[Open, ...]
    standing: Standing  # for the programme's rep kind
    seats: tuple[SessionEvidence, ...]  # what the registers say of her, on all runs
    rep_kind: str | None  # that the programme accredits
    refreshes: str | None  # whose accreditation completing it can renew
    renewed_since: bool  # what was accredited on this run has been renewed on another
    why_not_renewed: str  # what of the accreditation itself stands in the way of that

    @cached_property
    def conditions(self) -> list[Condition]:
        return rules.conditions(self.record, self.standard)

    @property
    def met(self) -> list[Condition]:
        return [line for line in self.conditions if line.met]

    @cached_property
    def in_the_way(self) -> list[Condition]:
        """What isn't met, what is no longer possible first."""
        return sorted((line for line in self.conditions if not line.met), key=lambda line: line.state != GONE)

    @property
    def is_held(self) -> bool:
        """The run has come to its last day; one without days is held always."""
        last = last_day(self.run)
        return last is None or last <= self.record.today

    @property
    def may_be_decided(self) -> bool:
        """Everything that the completion decision rests on is there, and it hasn't been made."""
        there = not any(line.code in rules.LEARNING for line in self.in_the_way)
        return there and self.decision is None and self.is_held

    @property
    def may_be_signed_off(self) -> bool:
        """The officer's sign-off is asked for, and the course is completed; who stood down must be appointed anew."""
        asked = "Q9" in self.standard.asks and self.decision is not None
        return asked and self.record.sign_off is None and (self.ended is None or self.record.appointment is not None)

    @property
    def may_be_appointed(self) -> bool:
        """The course is completed, and the appointment is asked for and isn't there."""
        asked = "Q8" in self.standard.asks and self.decision is not None
        return asked and self.record.appointment is None and self.accreditation is None

    @property
    def leads(self) -> bool:
        """To an accreditation, or to the renewal of one; a training day leads to a completion."""
        return self.rep_kind is not None or self.refreshes is not None

    @property
    def recognised(self) -> bool:
        """Accredited as what the programme makes; on a refresher, only who was renewed by it."""
        return self.given_here if self.refreshes else self.rep_kind is not None and self.accreditation is not None

    @property
    def shown(self) -> tuple[str, str]:
        """The sign and the word by which a list shows how it stands."""
        if self.recognised:
            if self.standing.current:
                return "met", "Renewed" if self.refreshes else "Accredited"
            return "short" if self.standing.state == "suspended" else "down", self.standing.words
        if self.in_the_way:
            if self.in_the_way[0].state == GONE:
                return "gone", "No longer possible"
            return ("going", "Ready to decide") if self.may_be_decided else ("not-yet", "Not yet")
        if self.rep_kind:
            return "going", "Ready to accredit"
        if self.decision is None:
            words = "Ready to decide" if self.is_held else "Complete so far"
            return "going", "Complete" if self.run.mode == "open" else words
        return ("going", "Ready to renew") if self.may_be_renewed else ("met", "Completed")

    @property
    def sole_marker(self) -> int | None:
        """The id of the one person who marked all the evidence: she may not sign it off as well."""
        return rules.sole_marker(self.record, self.standard)

    @property
    def may_be_accredited(self) -> bool:
        return self.rep_kind is not None and self.accreditation is None and not self.in_the_way

    @property
    def may_be_renewed(self) -> bool:
        """The refresher is completed, and there is an accreditation that it can renew."""
        done = self.refreshes is not None and self.decision is not None and not self.in_the_way
        return done and not self.why_not_renewed

    @property
    def given_here(self) -> bool:
        """Accredited, or renewed, on this run."""
        return self.accreditation is not None and self.accreditation.run_id == self.run.id

    @property
    def companion(self) -> bool:
        return rules.may_say_companion(self.record, self.standard)

    @property
    def evidence(self) -> dict:
        """The conditions as they stand, to be kept with a decision."""
        return {"rule": self.standard.version, "on": self.record.today.isoformat(),
                "conditions": [line._asdict() for line in self.conditions]}


def years_later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
