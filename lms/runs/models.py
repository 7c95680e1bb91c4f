"""Deliveries of a programme: their sessions, what each covers, facilitators, due dates."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.content.models import Snapshot
from lms.db import UTCDateTime, db
from lms.people.models import Person

STATES = ("draft", "open", "confirmed", "cancelled", "closed")
MODES = ("in person", "online", "open")  # an open run has no dates and no capacity


class Run(db.Model):
    """One delivery, pinned to the content snapshot that it was opened with."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"mode IN {MODES}", name="mode"),
        CheckConstraint("mode = 'open' OR (capacity >= 1 AND minimum BETWEEN 1 AND capacity)", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # RC-26-04
    programme_slug: Mapped[str] = mapped_column(String(60), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    place: Mapped[str] = mapped_column(String(60))  # "Leeds", "On line"
    mode: Mapped[str] = mapped_column(String(12))
    venue: Mapped[str] = mapped_column(String(300), default="")
    joining_notes: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None]
    minimum: Mapped[int | None]
    closing_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default="draft")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    snapshot: Mapped[Snapshot] = relationship()
    sessions: Mapped[list["Session"]] = relationship(back_populates="run", order_by="Session.starts_at")
    facilitators: Mapped[list["Facilitator"]] = relationship(back_populates="run")
    deadlines: Mapped[list["Deadline"]] = relationship(back_populates="run")

    @property
    def audit_label(self) -> str:
        return f"{self.ref}, {self.place}"


class Session(db.Model):
    """One sitting of a run, with its own register: "Morning session", day 1."""

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    day: Mapped[int]  # 1, 2
    part: Mapped[str] = mapped_column(String(40))  # "morning": the same session on another run
    title: Mapped[str] = mapped_column(String(80))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)

    run: Mapped[Run] = relationship(back_populates="sessions")
    covers: Mapped[list["SessionModule"]] = relationship(order_by="SessionModule.id", cascade="all, delete-orphan")

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def audit_label(self) -> str:
        return f"{self.title}, day {self.day} of {self.run.ref}"


class SessionModule(db.Model):
    __table_args__ = (UniqueConstraint("session_id", "module_slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    module_slug: Mapped[str] = mapped_column(String(60))


class Facilitator(db.Model):
    """Somebody who leads this run and marks its work, until an end that comes by itself."""

    __table_args__ = (
        Index("uq_facilitator_now", "run_id", "person_id", unique=True,
              sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    run: Mapped[Run] = relationship(back_populates="facilitators")
    person: Mapped[Person] = relationship()


class Deadline(db.Model):
    """When a case study of this run is due: by the end of that day in London."""

    __table_args__ = (UniqueConstraint("run_id", "case_study"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    case_study: Mapped[str] = mapped_column(String(20))  # its code, "2A"
    due_on: Mapped[date]

    run: Mapped[Run] = relationship(back_populates="deadlines")
