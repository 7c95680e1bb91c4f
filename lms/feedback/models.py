"""What trainees said of a run, anonymous by construction.

An answer has a random id and no time, and nothing leads from it to a person. Who has answered is
a row without a time. Neither table keeps the order of arrival: on SQLite they have no row numbers,
and on either engine all rows of a form are written anew with each answer (see operations).
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import UTCDateTime, db
from lms.runs.models import Run


class FeedbackForm(db.Model):
    """A run's form: opened after its last session, closed on a day or by hand."""

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), unique=True)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closes_on: Mapped[date]
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    run: Mapped[Run] = relationship()

    @property
    def audit_label(self) -> str:
        return f"feedback on {self.run.ref}"


class FeedbackAnswer(db.Model):
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("feedback_form.id"))
    answers: Mapped[dict] = mapped_column(JSON)


class HasAnswered(db.Model):
    __table_args__ = {"sqlite_with_rowid": False}

    form_id: Mapped[int] = mapped_column(ForeignKey("feedback_form.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
