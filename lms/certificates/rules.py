"""What is said of a certificate: its number, its words, whether it holds today, whether a name is its own."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

CURRENT, NOT_CURRENT, EXPIRED = "current", "not current", "expired"
WITHDRAWN, SUPERSEDED, NOT_FOUND = "withdrawn", "superseded", "not found"

LETTERS = {"accreditation": "A", "completion": "C"}
REASONS = {
    "error": "It was issued in error",
    "ended": "What it certifies has ended",
    "cause": "For cause, with notice and a right of appeal",
    "wish": "At her own wish",
}
WITHDRAWAL_NEEDED = "Choose why. Only the class of reasons is kept, and nobody is told it here."
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# Letters that Unicode doesn't take apart into a base and a mark.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def number(union: str, kind: str, year: int, sequence: int) -> str:
    """HMT-A-2026-0147."""
    return f"{union}-{LETTERS[kind]}-{year}-{sequence:04d}"


def filled(wording: str, facts: Mapping[str, str]) -> str:
    """A wording with its places filled in: "{name}" and the like; KeyError names one that nobody knows."""
    return re.sub(r"\{(\w+)\}", lambda place: facts[place[1]], wording)


def in_words(count: int) -> str:
    """Small numbers in words, larger ones in figures."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def hours_in_words(minutes: int) -> str:
    """Twelve hours; half an hour is the smallest that is counted, rounded down."""
    halves = minutes // 30
    hours, half = divmod(halves, 2)
    if hours == 0:
        return "half an hour" if half else "less than half an hour"
    unit = "hour" if (hours, half) == (1, 0) else "hours"
    return f"{in_words(hours)}{' and a half' if half else ''} {unit}"


def folded(name: str) -> str:
    """A name without case, accents, apostrophes, hyphens and double spaces."""
    # Taken apart, a sign such as ㎀ has capitals again.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name.casefold()).casefold()).translate(_PLAIN)
    letters = "".join(
        " " if unicodedata.category(mark)[0] in "ZP" and mark not in "'’‘ʼ`" else mark
        for mark in apart
        if not unicodedata.combining(mark)
    )
    return " ".join("".join(mark for mark in letters if mark not in "'’‘ʼ`").split())


def names_match(printed: str, typed: str) -> bool:
    """Whether the name that was typed is the one that is printed; an empty one never is."""
    return bool(folded(typed)) and folded(printed) == folded(typed)


@dataclass(frozen=True)
class Held:
    """What decides whether a certificate holds on a day."""

    valid_until: date | None
    ended: str | None = None  # "withdrawn" or "superseded"
    ended_on: date | None = None
    suspended: bool = False


def status(held: Held, today: date) -> str:
    """One of the words above; an end outweighs a date, and a date a suspension."""
    if held.ended:
        return held.ended
    if held.valid_until is not None and today > held.valid_until:
        return EXPIRED
    return NOT_CURRENT if held.suspended else CURRENT


def sentence(state: str, held: Held | None = None) -> str:
    """The one line beneath the word."""
    if state == CURRENT:
        return "Genuine, and in force today."
    if state == NOT_CURRENT:
        return "It is genuine, but it is not in force today."
    if state == EXPIRED:
        return f"It was genuine. It ran out on {day(held.valid_until)}."
    if state == WITHDRAWN:
        return f"It was genuine. It stopped on {day(held.ended_on)}."
    if state == SUPERSEDED:
        return f"It was genuine. A newer one took its place on {day(held.ended_on)}."
    return "We have issued no certificate with this code."


def day(value: date) -> str:
    """14 December 2026."""
    return f"{value.day} {value:%B %Y}"
