"""Places on runs: who applied, who has one, and how each booking came to stand as it does."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import UTCDateTime, db
from lms.people.models import Person
from lms.runs.models import Run

HOLD_A_PLACE = ("provisional", "offered", "confirmed")
ALIVE = ("waiting", *HOLD_A_PLACE)
ENDED = ("refused", "expired", "passed", "withdrawn", "cancelled", "transferred")
_alive = text(f"state IN {ALIVE}")


class Booking(db.Model):
    """A person on a run. Whoever holds a place has a seat, and no seat is given twice."""

    __table_args__ = (
        CheckConstraint(f"state IN {ALIVE + ENDED}", name="state"),
        UniqueConstraint("run_id", "seat", name="uq_booking_seat"),
        Index("uq_booking_alive", "run_id", "person_id", unique=True, sqlite_where=_alive, postgresql_where=_alive),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    seat: Mapped[int | None]  # 1..capacity while it holds a place on a dated run
    statement: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")  # adjustments: facilitators of the run and administrators
    applied_at: Mapped[datetime] = mapped_column(UTCDateTime)
    offered_until: Mapped[datetime | None] = mapped_column(UTCDateTime)

    run: Mapped[Run] = relationship()
    person: Mapped[Person] = relationship()
    changes: Mapped[list["BookingChange"]] = relationship(order_by="BookingChange.id")

    @property
    def audit_label(self) -> str:
        return f"{self.person.name} on {self.run.ref}"


class BookingChange(db.Model):
    """One step in a booking's life; never changed afterwards."""

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(300), default="")
