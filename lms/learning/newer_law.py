"""What a run’s version states that may not be so today: worded otherwise since, dropped, or not looked at in time.

A run keeps the version that it was opened with; the law doesn't wait for it.
"""

from dataclasses import dataclass
from datetime import date

from lms import clock
from lms.clock import say_day_year
from lms.content.law import Law
from lms.content.models import Snapshot
from lms.content.operations import latest, programme_of
from lms.content.shapes import Programme
from lms.learning.law_shelves import cited_in


@dataclass(frozen=True)
class Doubt:
    """A statement of this version, and why it isn't relied on as it stands."""

    law: Law
    newest: date | None = None  # the day of the newest version, where that says otherwise, or nothing
    newer: Law | None = None  # as it stands there

    @property
    def overdue(self) -> bool:
        """Only that nobody has looked at it in time; else something newer is known."""
        return self.newest is None

    @property
    def words(self) -> str:
        """Why, as the end of a sentence."""
        if self.newest is None:
            return f"to be checked by {say_day_year(self.law.next_check)}, and not yet checked"
        said = "worded otherwise" if self.newer else "no longer stated"
        return f"{said} in the newest version, of {say_day_year(self.newest)}"


def doubts_of(snapshot: Snapshot, today: date, html: str | None = None) -> list[Doubt]:
    """Of all that this version states, or of what this text cites; where that is anything, it costs one statement."""
    programme = programme_of(snapshot)
    cited = None if html is None else cited_in(html)
    stated = [law for law in programme.law if cited is None or law.title in cited or law.slug in cited]
    newest = latest(snapshot.programme_slug) if stated and snapshot.id else None
    if newest is None or newest.id <= snapshot.id:
        return [doubt for law in stated if (doubt := _overdue(law, today))]
    other, day = programme_of(newest), clock.today(newest.published_at)
    return [doubt for law in stated if (doubt := _doubt(law, other, day, today))]


def _doubt(law: Law, newest: Programme, day: date, today: date) -> Doubt | None:
    """A correction of words is said as well: nobody knows what other change lies between these two versions."""
    newer = newest.statement(law.slug)
    if newer is None or newer.says != law.says:
        return Doubt(law, day, newer)
    return _overdue(law, today, newer)


def _overdue(law: Law, today: date, newer: Law | None = None) -> Doubt | None:
    return Doubt(law) if (newer or law).next_check < today else None
