"""Days, numbers and lists in words, as the conditions say them."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=1000)  # the same few days stand in everybody's case file
def say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def listed(words: list[str]) -> str:
    """One, two and three."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def counted(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)
