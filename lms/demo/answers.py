"""Answers to the case studies as trainees write them, and what markers write back: put together from parts."""

from dataclasses import dataclass
from itertools import product

from lms.demo.writing import on_call, ten_years, tuesday_at_ten

CASES = {"2A": tuesday_at_ten, "3A": on_call, "7A": ten_years}


@dataclass(frozen=True)
class Given:
    """A marker's scores by criterion, her words and her decision."""

    scores: dict[str, int]
    feedback: str
    outcome: str


def good_answer(code: str, number: int) -> str:
    """An answer that meets; others for other numbers, each with the same five parts in other words."""
    parts = CASES[code].PARTS
    ways = list(product(*parts))
    # A step that shares no divisor with the number of ways goes round all of them before one comes twice.
    return "\n\n".join(ways[number * 101 % len(ways)])


def weak_answer(code: str) -> str:
    return _paragraphs(CASES[code].WEAK)


def begun_answer() -> str:
    """A draft of 2A that breaks off in the middle of a sentence."""
    return _paragraphs(tuesday_at_ten.BEGUN)


def _paragraphs(text: str) -> str:
    """Each paragraph on a line of its own, as somebody types it."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def good_mark(code: str, number: int) -> Given:
    """Six to eight points, with a word on what went well and one on what to do next."""
    criteria, praises = CASES[code].CRITERIA, CASES[code].PRAISES
    lower = {criteria[number % 4], criteria[(number + 1) % 4]} if number % 3 else {criteria[number % 4]}
    scores = {criterion: 1 if criterion in lower else 2 for criterion in criteria}
    return Given(scores, praises[number % len(praises)], "meets")


def weak_mark(code: str, again: bool = False) -> Given:
    case = CASES[code]
    return Given(dict(case.WEAK_SCORES), case.WEAK_AGAIN if again else case.WEAK_FEEDBACK, "not yet")
