"""When a dated fact holds; no database, no clock."""

from datetime import date


def holds_on(day: date, since: date, until: date | None, ended_on: date | None) -> bool:
    """Whether a fact holds on that day: from `since` up to and with `until`, and not once it is ended."""
    return since <= day and (until is None or day <= until) and (ended_on is None or day < ended_on)


def is_many_leaving(missing: int, lines: int) -> bool:
    """Whether so many would leave, for a list of so many lines, that one tick isn't enough."""
    return missing > 10 and missing * 10 > lines
