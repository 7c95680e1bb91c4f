"""Ways through a practice: one's own, and those that the facilitators of a run may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, selectinload

from lms.bookings.models import Booking
from lms.content.operations import programme_of
from lms.content.shapes import Module
from lms.content.trying import Practice, Scene
from lms.db import db
from lms.learning.practice import rules
from lms.learning.practice.models import PracticeStep, PracticeWay
from lms.learning.practice.rules import Taken
from lms.people.models import Person
from lms.runs.models import Run


@dataclass(frozen=True)
class Way:
    """A way with the practice as it was when it was begun."""

    row: PracticeWay
    module: Module
    practice: Practice

    @property
    def number(self) -> int:
        return self.row.number

    @cached_property
    def taken(self) -> list[Taken]:
        return rules.way_through(self.practice, [step.choice for step in self.row.steps])

    @cached_property
    def scene(self) -> Scene:
        """Where it stands now."""
        return rules.scene_after(self.practice, self.taken)

    @property
    def next_number(self) -> int:
        """The number of the choice that comes next; at the end, of the page that says how it ended."""
        return len(self.row.steps) + 1

    @property
    def over(self) -> bool:
        return not self.scene.choices

    @property
    def last_at(self) -> datetime:
        return self.row.steps[-1].at if self.row.steps else self.row.begun_at


_WHOLE = (contains_eager(PracticeWay.snapshot), selectinload(PracticeWay.steps))
_HERS = (
    select(PracticeWay).join(PracticeWay.snapshot).options(*_WHOLE).where(
        PracticeWay.person_id == bindparam("person"), PracticeWay.module_slug == bindparam("module"),
        PracticeWay.practice_slug == bindparam("practice"),
    ).order_by(PracticeWay.number)
)
_ON_RUN = (
    select(PracticeWay).join(PracticeWay.snapshot).join(PracticeWay.person)
    .options(*_WHOLE, contains_eager(PracticeWay.person)).where(
        PracticeWay.run_id == bindparam("run"),
        PracticeWay.person_id.in_(
            select(Booking.person_id).where(Booking.run_id == bindparam("run"), Booking.state == "confirmed")
        ),
    ).order_by(Person.folded_name, PracticeWay.person_id, PracticeWay.number)
)


def ways_of(person: Person, module_slug: str, practice_slug: str) -> list[Way]:
    """All of hers through one practice, the first first."""
    asked = {"person": person.id, "module": module_slug, "practice": practice_slug}
    return _whole(db.session.scalars(_HERS, asked))


def ways_on(run: Run) -> list[Way]:
    """What its trainees took on this run's pages, by name; for its facilitators alone."""
    return _whole(db.session.scalars(_ON_RUN, {"run": run.id}))


def known_endings(ways: Iterable[Way]) -> set[str]:
    """The endings that these ways came to."""
    return {way.scene.id for way in ways if way.over}


def _whole(rows: Iterable[PracticeWay]) -> list[Way]:
    found = []
    for row in rows:
        module = programme_of(row.snapshot).module(row.module_slug)
        found.append(Way(row, module, module.practice(row.practice_slug)))
    return found


def steps_of(way: PracticeWay) -> list[PracticeStep]:
    """Its choices as they are kept now, whatever was read before."""
    return list(db.session.scalars(
        select(PracticeStep).where(PracticeStep.way_id == way.id).order_by(PracticeStep.number)
    ))
