"""What was issued, in the words in which it was issued; its file; and how it ended.

A certificate is never changed: a correction is a new one that supersedes it, an end is a row of
its own. The first of each completion or accreditation is one by constraint, and so is the
successor of each: no path can issue twice.
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from lms.accreditation.models import Accreditation, CompletionDecision
from lms.db import UTCDateTime, db
from lms.people.models import Person
from lms.runs.models import Run

KINDS = ("completion", "accreditation")
ENDS = ("withdrawn", "superseded")

_first = {"sqlite_where": text("supersedes_id IS NULL"), "postgresql_where": text("supersedes_id IS NULL")}


class Batch(db.Model):
    """The certificates of a run that were issued together; their documents are made one by one."""

    __tablename__ = "certificate_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), index=True)
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    requested_by: Mapped[str] = mapped_column(String(120))
    planned: Mapped[int]
    job_id: Mapped[str | None] = mapped_column(String(40))

    run: Mapped[Run | None] = relationship()


class NumberSeries(db.Model):
    """The last number given to a kind in a year; locked while the next is taken, so that none is left out."""

    __tablename__ = "certificate_series"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class Certificate(db.Model):
    """Everything that stands on one certificate, and what it rests on."""

    __table_args__ = (
        CheckConstraint(
            "(kind = 'completion' AND completion_decision_id IS NOT NULL AND accreditation_id IS NULL)"
            " OR (kind = 'accreditation' AND accreditation_id IS NOT NULL AND completion_decision_id IS NULL)",
            name="rests_on_one",
        ),
        UniqueConstraint("supersedes_id"),
        Index("uq_certificate_first_completion", "completion_decision_id", unique=True, **_first),
        Index("uq_certificate_first_accreditation", "accreditation_id", unique=True, **_first),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(30), unique=True)  # HMT-A-2026-0147
    kind: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    completion_decision_id: Mapped[int | None] = mapped_column(ForeignKey("completion_decision.id"))
    accreditation_id: Mapped[int | None] = mapped_column(ForeignKey("accreditation.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), index=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("certificate_batch.id"), index=True)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))

    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str]
    s10: Mapped[str | None]
    facts: Mapped[dict] = mapped_column(JSON)  # union, base_url, signatories, modules, programme_line, held
    issued_on: Mapped[date]
    valid_until: Mapped[date | None]
    wording: Mapped[str] = mapped_column(String(40))  # its label, "A3"
    wording_approved_by: Mapped[str | None] = mapped_column(String(120))
    wording_approved_on: Mapped[date | None]
    specimen: Mapped[bool]
    code_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    code_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    issued_by: Mapped[str] = mapped_column(String(120))

    person: Mapped[Person] = relationship()
    run: Mapped[Run | None] = relationship()
    accreditation: Mapped[Accreditation | None] = relationship()
    completion_decision: Mapped[CompletionDecision | None] = relationship()
    file: Mapped["CertificateFile | None"] = relationship(back_populates="certificate")
    end: Mapped["CertificateEnd | None"] = relationship(back_populates="certificate")

    @property
    def audit_label(self) -> str:
        return f"{self.number}, {self.name}"


class CertificateFile(db.Model):
    """The sealed PDF, made from the row alone."""

    __tablename__ = "certificate_file"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)

    certificate: Mapped[Certificate] = relationship(back_populates="file")


class CertificateEnd(db.Model):
    """It was genuine, and from this moment it is no longer relied on."""

    __tablename__ = "certificate_end"
    __table_args__ = (CheckConstraint(f"kind IN {ENDS}", name="kind"),)

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(60))  # a class of reasons, never the story

    certificate: Mapped[Certificate] = relationship(back_populates="end")
