"""What every part of the union is made with, and the people who are made first."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lms import audit, clock
from lms.content.shapes import Programme, Union
from tests.bench.union.rows import Rows


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as the other rows need her."""

    id: int
    name: str
    known_as: str
    email: str
    workplace_id: int
    employer_id: int
    employer: str
    region_id: int
    since: date


@dataclass
class Stage:
    rows: Rows
    chance: random.Random
    now: datetime
    union: Union
    reps: Programme
    reps_snapshot: int
    basic: Programme
    basic_snapshot: int
    administrator: Somebody | None = None
    facilitators: list[Somebody] = field(default_factory=list)
    officers: dict[int, Somebody] = field(default_factory=dict)  # by region
    regions: dict[int, str] = field(default_factory=dict)
    members: list[Somebody] = field(default_factory=list)

    @property
    def today(self) -> date:
        return clock.today(self.now)

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def at(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        return clock.at_london(day, time(hour, minute))

    def noted(self, act: str, actor: Somebody, kind: str, subject_id: int, label: str, at: datetime, **detail) -> None:
        """An audit line."""
        self.rows.add(
            audit.AuditLine, at=at, act=act, actor_kind="person", actor_id=actor.id, actor_label=actor.name,
            subject_kind=kind, subject_id=subject_id, subject_label=label[:200], detail=detail,
        )
