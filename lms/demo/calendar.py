"""When things happened in the demo union: everything is told in days from the one on which it is made."""

from datetime import date, datetime, time, timedelta

from lms.clock import at_london, today

SATURDAY, SUNDAY = 5, 6
SOON = 14  # days; what is farther off keeps clear of Christmas and New Year


class Calendar:
    """Days and moments before (negative) and after `now`."""

    def __init__(self, now: datetime):
        self.now = now
        self.today = today(now)

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def weekday(self, offset: int) -> date:
        """A day on which people work: a weekend that is past gives way backwards, one to come forwards."""
        day = self.day(offset)
        if offset > SOON:
            while (day.month, day.day) >= (12, 19) or (day.month, day.day) <= (1, 3):
                day += timedelta(days=1)
        over = {SATURDAY: (-1, 2), SUNDAY: (-2, 1)}.get(day.weekday(), (0, 0))
        return day + timedelta(days=over[0] if offset < 0 else over[1])

    def course_days(self, *offsets: int) -> list[date]:
        """Days on which people work, a week apart at least."""
        days: list[date] = []
        for offset in offsets:
            day = self.weekday(offset)
            days.append(max(day, days[-1] + timedelta(days=7)) if days else day)
        return days

    def at(self, offset: int, clock: str = "10:00") -> datetime:
        """That time of the day in London; never later than now."""
        return min(at_london(self.day(offset), time.fromisoformat(clock)), self.now)
