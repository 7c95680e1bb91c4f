"""When an answer meets, how a task stands, and whether another version may be sent; with the reasons in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

MEETS, NOT_YET = "meets", "not yet"
SCORES = (2, 1, 0)
VERSIONS = 2  # the first, and one more after a "not yet"
LONGEST = 40_000  # letters of an answer: some 6,000 words
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Criterion(Protocol):
    id: str
    starred: bool


class Scale(Protocol):
    zeros_allowed: int
    points_needed: int


@dataclass(frozen=True)
class Proposal:
    """What the rule makes of the scores so far; `outcome` is None while a criterion is unmarked."""

    outcome: str | None
    points: int
    most: int
    marked: int
    of: int
    reasons: tuple[str, ...]  # why it is "not yet"

    @property
    def sentence(self) -> str:
        points = f"{self.points} of {self.most} points."
        if self.outcome is None:
            criteria = "criterion" if self.marked == 1 else "criteria"
            left = self.of - self.marked
            so_far = f"{self.points} {_points(self.points)} from {self.marked} {criteria}. " if self.marked else ""
            return f"{so_far}Mark {_left(left, self.of)} and the rule proposes an outcome. You decide."
        if self.outcome == MEETS:
            return f"{points} The rule proposes “meets”. You decide."
        return f"{points} {' '.join(self.reasons)} The rule proposes “not yet”. You decide."


def propose(criteria: Sequence[Criterion], scale: Scale, scores: Mapping[str, int]) -> Proposal:
    """Meets: nothing starred is 0, at most `zeros_allowed` elsewhere, and `points_needed` in all."""
    given = {each.id: scores[each.id] for each in criteria if scores.get(each.id) in SCORES}
    points = sum(given.values())
    starred_zeros = sum(1 for each in criteria if each.starred and given.get(each.id) == 0)
    other_zeros = sum(1 for each in criteria if not each.starred and given.get(each.id) == 0)
    reasons = []
    if starred_zeros:
        reasons.append("A starred criterion is not met yet." if starred_zeros == 1
                       else f"{_number(starred_zeros).capitalize()} starred criteria are not met yet.")
    if other_zeros > scale.zeros_allowed:
        allowed = "none may be" if scale.zeros_allowed == 0 else f"at most {_number(scale.zeros_allowed)} may be"
        reasons.append(f"{_number(other_zeros).capitalize()} without a star {'is' if other_zeros == 1 else 'are'} 0, "
                       f"and {allowed}.")
    if points < scale.points_needed:
        reasons.append(f"It needs {scale.points_needed} points.")
    outcome = None if len(given) < len(criteria) else NOT_YET if reasons else MEETS
    return Proposal(outcome, points, 2 * len(criteria), len(given), len(criteria), tuple(reasons))


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _points(count: int) -> str:
    return "point" if count == 1 else "points"


def _left(left: int, of: int) -> str:
    if left == of:
        return "each criterion"
    return "the last one" if left == 1 else f"the other {_number(left)}"


@dataclass(frozen=True)
class Version:
    """A version that was sent, as the rule sees it: its released outcome, if it has one."""

    outcome: str | None = None
    again_by: date | None = None


TO_WRITE, SENT, CLOSED = "to write", "sent", "closed"
# Besides these: "meets"; and "not yet", which may be sent once more.


def state_of(versions: Sequence[Version], today: date, met_elsewhere: bool = False) -> str:
    """How a task stands for the person who writes: to write, sent, meets, not yet, closed."""
    if met_elsewhere or any(version.outcome == MEETS for version in versions):
        return MEETS
    if not versions:
        return TO_WRITE
    last = versions[-1]
    if last.outcome is None:
        return SENT
    return NOT_YET if last.again_by is not None and today <= last.again_by else CLOSED


def may_write(state: str) -> bool:
    return state in (TO_WRITE, NOT_YET)


def is_late(sent_on: date, due_on: date | None) -> bool:
    """A task is due by the end of its day."""
    return due_on is not None and sent_on > due_on


def again_by(outcome: str, attempt: int, released_on: date, days: timedelta) -> date | None:
    """Until when another version may be sent: once, after a first "not yet"."""
    return released_on + days if outcome == NOT_YET and attempt < VERSIONS else None


def count_words(text: str) -> int:
    return len(text.split())
