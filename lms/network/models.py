"""Who was told that a statement of law has changed, who has read it, and the days on which somebody looked."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import UTCDateTime, db
from lms.people.models import Person


class LawNotice(db.Model):
    """She was sent a mail about this wording of a statement; nobody is told of one twice."""

    __table_args__ = (UniqueConstraint("person_id", "statement", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    statement: Mapped[str] = mapped_column(String(60))  # its slug
    digest: Mapped[str] = mapped_column(String(64))  # of what it says
    told_at: Mapped[datetime] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship()


class LawReading(db.Model):
    """She has said that she read this wording of a statement, beside the one that she had learned."""

    __table_args__ = (UniqueConstraint("person_id", "statement", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    statement: Mapped[str] = mapped_column(String(60))
    digest: Mapped[str] = mapped_column(String(64))
    read_at: Mapped[datetime] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship()


class LawRound(db.Model):
    """On this day somebody has looked who is to be told: a second worker finds it done."""

    day: Mapped[date] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime)
