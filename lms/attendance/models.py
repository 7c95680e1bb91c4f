"""Registers: each tap a row of its own, the signature, and what was made up."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import UTCDateTime, db
from lms.people.models import Person
from lms.runs.models import Session

STATES = ("present", "late", "left early", "absent", "excused")


class Tap(db.Model):
    """One tap on the register. The same tap sent again changes nothing; the latest tap counts."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("minutes_missed >= 0", name="minutes_missed"),
        Index("ix_tap_session_person", "session_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tap_id: Mapped[str] = mapped_column(String(36), unique=True)  # made where it was tapped
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    minutes_missed: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(300), default="")  # needed once the register is signed
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    session: Mapped[Session] = relationship()
    recorded_by: Mapped[Person] = relationship(foreign_keys=[recorded_by_id])


class RegisterSignature(db.Model):
    """The facilitator signed this session's register: after it, a change needs a reason."""

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), unique=True)
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime] = mapped_column(UTCDateTime)

    signed_by: Mapped[Person] = relationship()


class MakeUp(db.Model):
    """A facilitator accepted a task in place of a session that was missed."""

    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    task: Mapped[str] = mapped_column(String(300))
    accepted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    accepted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    session: Mapped[Session] = relationship()
    accepted_by: Mapped[Person] = relationship(foreign_keys=[accepted_by_id])
