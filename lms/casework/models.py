"""Case-study answers: the draft, every version sent, the marker's draft, every mark."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import UTCDateTime, db
from lms.people.models import Person
from lms.runs.models import Run

OUTCOMES = ("meets", "not yet")


class Draft(db.Model):
    """What she has typed so far; `revision` tells a stale tab from a fresh one.

    It stays when a version is sent, and the next one begins with it: a revision is never given twice.
    """

    __table_args__ = (UniqueConstraint("person_id", "run_id", "case_study"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    case_study: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Submission(db.Model):
    """One version as it was sent; it is never changed."""

    __table_args__ = (
        UniqueConstraint("person_id", "run_id", "case_study", "attempt"),
        Index("ix_submission_run", "run_id", "case_study"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    case_study: Mapped[str] = mapped_column(String(20))
    attempt: Mapped[int]
    text: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_on: Mapped[date | None]
    late: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()
    run: Mapped[Run] = relationship()
    marks: Mapped[list["Mark"]] = relationship(back_populates="submission", order_by="Mark.id")

    @property
    def audit_label(self) -> str:
        return f"{self.case_study} by {self.person.name}, version {self.attempt}"


class MarkDraft(db.Model):
    """A marker's unfinished mark: nobody else reads it. Like a draft, it stays once the mark is recorded."""

    __table_args__ = (UniqueConstraint("submission_id", "marker_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    marker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    scores: Mapped[dict] = mapped_column(JSON)
    feedback: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(String(10), default="")  # chosen so far
    reason: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Mark(db.Model):
    """A marker's decision; a correction is a new row that supersedes. The trainee sees it once released."""

    __table_args__ = (CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    marker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    scores: Mapped[dict] = mapped_column(JSON)  # criterion id -> 2, 1, 0
    feedback: Mapped[str]
    proposed: Mapped[str] = mapped_column(String(10))  # by the rule
    outcome: Mapped[str] = mapped_column(String(10))  # by the marker
    reason: Mapped[str] = mapped_column(String(300), default="")  # where the marker differs from the rule
    marked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    resubmit_by: Mapped[date | None]  # where it is "not yet" and may be sent again
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("mark.id"), unique=True)

    submission: Mapped[Submission] = relationship(back_populates="marks")
    marker: Mapped[Person] = relationship()
