"""When a dated fact holds; no database, no clock."""

from datetime import date


def holds_on(day: date, since: date, until: date | None, ended_on: date | None) -> bool:
    """Whether a fact holds on that day: from `since` up to and with `until`, and not once it is ended."""
    return since <= day and (until is None or day <= until) and (ended_on is None or day < ended_on)
