"""When the major versions of programmes began, and so what each takes of what was done on other programmes' runs."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from lms.content.models import Snapshot
from lms.content.shapes import Programme
from lms.db import db


@dataclass(frozen=True)
class Majors:
    """Of all programmes, in one statement, which isn't sent before something from another programme is looked at."""

    @cached_property
    def _began(self) -> dict[str, dict[int, datetime]]:
        """By programme and major version, when its first snapshot was published."""
        began: dict[str, dict[int, datetime]] = {}
        for slug, version, at in db.session.execute(
            select(Snapshot.programme_slug, Snapshot.version, Snapshot.published_at).order_by(Snapshot.id)
        ):
            began.setdefault(slug, {}).setdefault(int(version.partition(".")[0]), at)
        return began

    def since(self, programme: Programme) -> datetime | None:
        """When this major version began; None where it is the programme's first."""
        began = self._began.get(programme.slug, {})
        return began.get(programme.major) if any(major < programme.major for major in began) else None

    def take(self, programme: Programme, published_at: datetime) -> bool:
        """Whether what was done on a run of another programme, from material published then, counts in this one.

        A new programme takes what is older than itself. A new major version doesn't: what it no longer takes from
        the version before would come back in through the other programmes that share its modules.
        """
        since = self.since(programme)
        return since is None or published_at >= since
