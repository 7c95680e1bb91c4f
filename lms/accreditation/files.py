"""A case file: one person on one run, each condition with its reason, and the acts that were recorded."""

from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property

from lms.accreditation import rules
from lms.accreditation.evidence import GONE, Condition, Record, Standard
from lms.accreditation.rows import Appointed, Decided, Given, Officer, Open, Signed, Work
from lms.accreditation.standing import Standing
from lms.attendance.lookups import SessionEvidence
from lms.people.models import Person
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
    def may_be_decided(self) -> bool:
        """Everything that the completion decision rests on is there, and it hasn't been made."""
        return self.decision is None and not any(line.code in rules.LEARNING for line in self.in_the_way)

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
    def sole_marker(self) -> int | None:
        """The id of the one person who marked all the evidence: she may not sign it off as well."""
        return rules.sole_marker(self.record, self.standard)

    @property
    def may_be_accredited(self) -> bool:
        return self.accreditation is None and not self.in_the_way

    @property
    def companion(self) -> bool:
        return rules.may_say_companion(self.record, self.standard)

    @property
    def evidence(self) -> dict:
        """The conditions as they stand, to be kept with a decision."""
        return {"rule": self.standard.version, "on": self.record.today.isoformat(),
                "conditions": [asdict(line) for line in self.conditions]}


def years_later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
