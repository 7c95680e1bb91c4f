"""When an answer to a knowledge check is right, and of how many people figures may be shown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

ENOUGH = 5  # of fewer, figures would say what one of them chose
LONGEST = 20_000  # letters of one note


@dataclass(frozen=True)
class Chosen:
    """How many chose which answer to one question, the first time that they answered it."""

    people: int
    counts: tuple[int, ...]  # in the order of the answers


def is_right(chosen: Iterable[str], right: Iterable[str]) -> bool:
    """All of the right ones, and no other."""
    return set(chosen) == set(right)


def figures(answers: tuple[str, ...], chosen: list[Iterable[str]]) -> Chosen | None:
    """Of what each person chose, who answered first standing first; None where it is fewer than five.

    It counts the first five, ten, fifteen: who looks before and after one more answer doesn't learn which it was.
    """
    counts = len(chosen) // ENOUGH * ENOUGH
    if not counts:
        return None
    counted = Counter(each for one in chosen[:counts] for each in set(one))
    return Chosen(counts, tuple(counted.get(answer, 0) for answer in answers))
