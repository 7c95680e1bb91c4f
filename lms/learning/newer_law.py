"""What a run’s version states that may not be so today: worded otherwise since, dropped, or not looked at in time.

A run keeps the version that it was opened with; the law doesn't wait for it.
"""

from dataclasses import dataclass
from datetime import date

from lms.content.law import Law
from lms.content.models import Snapshot
from lms.content.operations import latest, programme_of
from lms.content.shapes import Programme
from lms.learning.law_shelves import cited_in


@dataclass(frozen=True)
class Doubt:
    """A statement of this version, and why it isn't relied on as it stands."""

    law: Law
    newer: Law | None = None  # as the newest version states it
    since: date | None = None  # when that was published, or what dropped it

    @property
    def overdue(self) -> bool:
        """Only that nobody has looked at it in time; else something newer is known."""
        return self.since is None


def doubts_of(snapshot: Snapshot, today: date, html: str | None = None) -> list[Doubt]:
    """Of all that this version states, or of what this text cites; where that is anything, it costs one statement."""
    programme = programme_of(snapshot)
    cited = None if html is None else cited_in(html)
    stated = [law for law in programme.law if cited is None or law.title in cited or law.slug in cited]
    newest = latest(snapshot.programme_slug) if stated and snapshot.id else None
    if newest is None or newest.id <= snapshot.id:
        return [doubt for law in stated if (doubt := _overdue(law, today))]
    other, since = programme_of(newest), newest.published_at.date()
    return [doubt for law in stated if (doubt := _doubt(law, other, since, today))]


def _doubt(law: Law, newest: Programme, since: date, today: date) -> Doubt | None:
    newer = newest.statement(law.slug)
    if newer is None:
        return Doubt(law, None, since)
    if newer.says != law.says and not newer.corrects(law):
        return Doubt(law, newer, since)
    return _overdue(law, today, newer)


def _overdue(law: Law, today: date, newer: Law | None = None) -> Doubt | None:
    return Doubt(law) if (newer or law).next_check < today else None
