"""What is shown of the answers, and when: never of fewer than five, never before the form closes."""

import random
from collections import Counter
from dataclasses import dataclass

ENOUGH = 5
SCALE = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Spread:
    """How often each of 1 to 5 was answered to one question."""

    label: str
    counts: tuple[int, ...]
    low: str = ""
    high: str = ""

    @property
    def answered(self) -> int:
        return sum(self.counts)

    @property
    def good(self) -> int:
        """How many said 4 or 5."""
        return self.counts[3] + self.counts[4]


def spread(label: str, values: list, low: str = "", high: str = "") -> Spread:
    """The distribution of the values 1 to 5; anything else is left out."""
    counted = Counter(str(value) for value in values if value)
    return Spread(label, tuple(counted.get(step, 0) for step in SCALE), low, high)


def may_be_shown(closed: bool, answers: int) -> bool:
    return closed and answers >= ENOUGH


def shuffled(texts: list[str], seed: str) -> list[str]:
    """Free text in an order that says nothing of who answered when, and the same each time it is looked at."""
    kept = sorted(text.strip() for text in texts if text and text.strip())
    random.Random(seed).shuffle(kept)
    return kept
