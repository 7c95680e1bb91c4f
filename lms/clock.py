"""What time it is, and how a time is said: stored in UTC, shown for Europe/London."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app

LONDON = ZoneInfo("Europe/London")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")


def now() -> datetime:
    """The moment of this act, in UTC; views, jobs and commands ask, and hand it down."""
    return current_app.config["CLOCK"]()


def system_clock() -> datetime:
    return datetime.now(UTC)


def today(moment: datetime) -> date:
    """The calendar day in London at that moment."""
    return moment.astimezone(LONDON).date()


def at_london(day: date, clock: time) -> datetime:
    """A wall-clock time in London as UTC."""
    return datetime.combine(day, clock, LONDON).astimezone(UTC)


def _local(value: date | datetime) -> date | datetime:
    return value.astimezone(LONDON) if isinstance(value, datetime) else value


def say_day(value: date | datetime) -> str:
    """Thursday 3 December."""
    value = _local(value)
    return f"{DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"


def say_day_year(value: date | datetime) -> str:
    """3 December 2026."""
    value = _local(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def say_short_day(value: date | datetime) -> str:
    """3 Dec."""
    value = _local(value)
    return f"{value.day} {MONTHS[value.month - 1][:3]}"


def say_time(value: datetime) -> str:
    """09:30."""
    value = _local(value)
    return f"{value.hour:02}:{value.minute:02}"


def say_day_time(value: datetime) -> str:
    """Thursday 3 December, 09:30."""
    value = _local(value)
    return f"{say_day(value)}, {say_time(value)}"


FILTERS = {
    "day": say_day,
    "day_year": say_day_year,
    "short_day": say_short_day,
    "time": say_time,
    "day_time": say_day_time,
}
