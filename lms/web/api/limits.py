"""How many requests a minute a program may make, counted for every process together.

Each process counts by itself and writes its count down now and then: a limit may be overrun by a
few requests a process, and most requests write nothing.
"""

from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Index, String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import UTCDateTime, begin_reading, begin_writing, db
from lms.web.api.problems import Problem

MINUTE = timedelta(minutes=1)


class ProgramUse(db.Model):
    """How many requests one program made in one minute, as far as the processes have said."""

    __tablename__ = "program_use"
    __table_args__ = (Index("uq_program_use", "who", "minute", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64))
    minute: Mapped[datetime] = mapped_column(UTCDateTime)
    requests: Mapped[int]


class Tally:
    """What this process has counted, by who asks: the minute, what all had said, and what it hasn't said yet."""

    def __init__(self):
        self._lock = Lock()
        self._counted: dict[str, tuple[datetime, int, int]] = {}

    def forget(self) -> None:
        """Begin again, as a process that has just started."""
        with self._lock:
            self._counted = {}

    def count(self, who: str, limit: int, now: datetime) -> None:
        """Count a request; raises Problem when there were too many in this minute."""
        minute, unsaid_at_most = now.replace(second=0, microsecond=0), max(limit // 20, 1)
        with self._lock:
            since, said, unsaid = self._counted.get(who, (minute, 0, 0))
            if since != minute:
                self._counted = {name: kept for name, kept in self._counted.items() if kept[0] == minute}
                said, unsaid = 0, 0
            unsaid += 1
            is_due = unsaid >= unsaid_at_most and said + unsaid <= limit
            self._counted[who] = (minute, said, 0 if is_due else unsaid)
        if is_due:
            said, unsaid = _say(who, minute, unsaid), 0
            with self._lock:
                self._counted[who] = (minute, said, self._counted[who][2])
        if said + unsaid > limit:
            wait = int((minute + MINUTE - now).total_seconds()) + 1
            raise Problem(
                "too-many", f"At most {limit} requests a minute are answered. Go on in {wait} seconds.",
                headers={"Retry-After": str(wait)},
            )


def _say(who: str, minute: datetime, requests: int) -> int:
    """Write down what this process counted; returns what all have said of this minute."""
    begin_writing()
    here = (ProgramUse.who == who, ProgramUse.minute == minute)
    row = db.session.scalar(select(ProgramUse).where(*here).with_for_update())
    if row is None:
        db.session.execute(delete(ProgramUse).where(ProgramUse.minute < minute - timedelta(hours=1)))
        try:
            with db.session.begin_nested():
                row = ProgramUse(who=who, minute=minute, requests=0)
                db.session.add(row)
                db.session.flush()
        except IntegrityError:  # another process was first
            row = db.session.scalars(select(ProgramUse).where(*here).with_for_update()).one()
    row.requests += requests
    total = row.requests
    db.session.commit()
    begin_reading()
    return total
