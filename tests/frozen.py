"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

from lms.clock import LONDON


class Clock:
    """Called, it says what time it is, in UTC; it is told wall-clock times in London."""

    def __init__(self, moment: str = "2026-11-26 09:00"):
        self.at(moment)

    def __call__(self) -> datetime:
        return self.moment

    def at(self, moment: str) -> datetime:
        self.moment = datetime.fromisoformat(moment).replace(tzinfo=LONDON).astimezone(UTC)
        return self.moment

    def forward(self, **by: float) -> datetime:
        """Move on by so many `days`, `hours`, `minutes`."""
        self.moment += timedelta(**by)
        return self.moment
