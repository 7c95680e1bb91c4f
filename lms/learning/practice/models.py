"""The ways that people took through a practice, choice by choice; nothing of them is ever changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.content.models import Snapshot
from lms.db import UTCDateTime, db
from lms.people.models import Person
from lms.runs.models import Run


class PracticeWay(db.Model):
    """One time through a practice, in the words of the snapshot that it was begun with.

    It is hers; the facilitators of the run on whose pages she began it may see it, and nobody else.
    """

    __table_args__ = (UniqueConstraint("person_id", "module_slug", "practice_slug", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    module_slug: Mapped[str] = mapped_column(String(60))
    practice_slug: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]  # her first, her second
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship()
    run: Mapped[Run] = relationship()
    snapshot: Mapped[Snapshot] = relationship()
    steps: Mapped[list["PracticeStep"]] = relationship(order_by="PracticeStep.number")


class PracticeStep(db.Model):
    """A choice: the how-manieth of the way, in which scene, and which of the scene's choices."""

    __table_args__ = (UniqueConstraint("way_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    way_id: Mapped[int] = mapped_column(ForeignKey("practice_way.id"))
    number: Mapped[int]
    scene: Mapped[str] = mapped_column(String(60))
    choice: Mapped[int]  # its place in the scene, from 0
    at: Mapped[datetime] = mapped_column(UTCDateTime)
