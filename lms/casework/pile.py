"""A pile of answers to one case study on one run, as a facilitator sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from lms.content.shapes import CaseStudy
from lms.runs.models import Run

TO_MARK, HELD, RETURNED, NOT_SENT = "to mark", "held", "returned", "not sent"


class Somebody(NamedTuple):
    id: int
    name: str


class Answer(NamedTuple):
    """A version as it was sent, without its text."""

    id: int
    attempt: int
    sent_at: datetime
    late: bool


class Marked(NamedTuple):
    """The mark that stands, without what was written to her."""

    id: int
    outcome: str
    scores: dict
    reason: str
    marker: str
    released_at: datetime | None


class Line(NamedTuple):
    """One person in a pile: her latest version, and how far its mark has come."""

    person: Somebody
    submission: Answer | None
    mark: Marked | None
    begun_by: tuple[str, ...] = ()  # who else has begun to mark it

    @property
    def state(self) -> str:
        if self.submission is None:
            return NOT_SENT
        if self.mark is None:
            return TO_MARK
        return RETURNED if self.mark.released_at else HELD

    @property
    def points(self) -> int:
        return sum(self.mark.scores.values()) if self.mark else 0


@dataclass(frozen=True)
class Pile:
    """The answers to one case study on one run, by name."""

    run: Run
    case_study: CaseStudy
    due_on: date | None
    lines: tuple[Line, ...]
    required: bool = True

    @property
    def shown(self) -> bool:
        """What nobody has to write shows once somebody has sent it."""
        return self.required or bool(self.sent)

    @property
    def shown_lines(self) -> list[Line]:
        """Everybody, where it is required; else those who have sent it."""
        return list(self.lines) if self.required else self.sent

    @cached_property
    def sent(self) -> list[Line]:
        return [line for line in self.lines if line.submission]

    @cached_property
    def to_mark(self) -> list[Line]:
        """The one that was sent first comes first."""
        return sorted((line for line in self.sent if not line.mark), key=lambda line: line.submission.id)

    @cached_property
    def held(self) -> list[Line]:
        return [line for line in self.sent if line.state == HELD]

    @property
    def marked(self) -> int:
        return len(self.sent) - len(self.to_mark)

    @property
    def not_sent(self) -> int:
        return len(self.lines) - len(self.sent)
