"""The list of all statements with what rests on each; the same for the page, for programs and as a file."""

from dataclasses import dataclass
from datetime import date

from lms.content.law import Law
from lms.network.register import Register, register
from lms.network.resting import Cited, Resting, Taught, cited_now, resting_on
from lms.network.rules import SOON, check_said
from lms.network.statements import Statement


@dataclass(frozen=True)
class Line:
    """A statement, and what rests on it today."""

    statement: Statement
    cited: list[Cited]
    runs: list[Taught]  # that teach it, in whatever wording
    accreditations: int
    certificates: int
    otherwise: int  # of the accreditations, those that rest on an earlier wording
    today: date

    @property
    def law(self) -> Law:
        return self.statement.law

    @property
    def check(self) -> tuple[str, str]:
        return check_said(self.law.next_check, self.today)

    @property
    def overdue(self) -> bool:
        return self.law.next_check < self.today

    @property
    def part(self) -> str:
        """Under which heading the list has it."""
        days = (self.law.next_check - self.today).days
        if days <= 0:
            return "To be checked now"
        return "Within a month" if days <= SOON else "Within three months" if days <= 3 * SOON else "Later"


def lines(today: date) -> list[Line]:
    """Every statement that the latest versions make, by the day of its next check."""
    known = register()
    resting = resting_on(known, today)
    found = [line_of(known, resting, statement, today) for statement in known.statements.values()]
    return sorted(found, key=lambda line: (line.law.next_check, line.law.title, line.statement.slug))


def dropped_lines(today: date) -> list[Line]:
    """Every statement that was made once and that no latest version makes any more, what was dropped last first."""
    known = register()
    if not known.dropped:
        return []
    resting = resting_on(known, today)
    found = [line_of(known, resting, statement, today) for statement in known.dropped.values()]
    return sorted(found, key=lambda line: (-line.statement.dropped_at.timestamp(), line.law.title, line.statement.slug))


def line_of(known: Register, resting: Resting, statement: Statement, today: date) -> Line:
    everywhere = statement.all_that_teach_it
    return Line(
        statement, cited_now(known, statement), resting.runs_of(everywhere), resting.accredited(everywhere),
        resting.certified(everywhere), resting.accredited(statement.teach_otherwise), today,
    )
