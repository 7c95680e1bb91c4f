"""Decisions, appointments, sign-offs, and the accreditations that rest on them."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import UTCDateTime, db
from lms.people.models import Person
from lms.runs.models import Run
from lms.workplaces.models import Employer, Region

_now = {"sqlite_where": text("ended_at IS NULL"), "postgresql_where": text("ended_at IS NULL")}


class CompletionDecision(db.Model):
    """A facilitator or the administrator finds that she has completed the programme (Q7)."""

    __table_args__ = (
        Index("uq_completion_decision_now", "person_id", "run_id", unique=True, **_now),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    programme_slug: Mapped[str] = mapped_column(String(60))
    rule_version: Mapped[str] = mapped_column(String(40))
    evidence: Mapped[dict] = mapped_column(JSON, deferred=True)  # the conditions as they stood
    decided_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the rule alone
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_reason: Mapped[str | None] = mapped_column(String(300))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    run: Mapped[Run] = relationship()
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])


class Appointment(db.Model):
    """Elected or appointed as rep under the union's rules (Q8)."""

    __table_args__ = (
        CheckConstraint("how IN ('elected', 'appointed')", name="how"),
        Index("uq_appointment_now", "person_id", "rep_kind", unique=True, **_now),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    rep_kind: Mapped[str] = mapped_column(String(40))
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    constituency: Mapped[str] = mapped_column(String(120))
    how: Mapped[str] = mapped_column(String(10))
    authority: Mapped[str] = mapped_column(String(200))  # "Branch minute 14 of 1 October"
    appointed_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_reason: Mapped[str | None] = mapped_column(String(300))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    employer: Mapped[Employer] = relationship()


class SignOff(db.Model):
    """The region's officer undertakes to support her (Q9)."""

    __table_args__ = (Index("uq_sign_off_now", "person_id", "rep_kind", unique=True, **_now),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rep_kind: Mapped[str] = mapped_column(String(40))
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    signed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_reason: Mapped[str | None] = mapped_column(String(300))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    officer: Mapped[Person] = relationship(foreign_keys=[officer_id])
    region: Mapped[Region] = relationship()


class Hold(db.Model):
    """An open suspension or eligibility query; while it is open, nothing is accredited (Q10)."""

    __table_args__ = (CheckConstraint("kind IN ('suspension', 'query')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(300))
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_reason: Mapped[str | None] = mapped_column(String(300))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class Accreditation(db.Model):
    """The union recognises her as a rep, by this rule and on this evidence as it stood."""

    __table_args__ = (
        Index("uq_accreditation_now", "person_id", "rep_kind", unique=True, **_now),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    programme_slug: Mapped[str] = mapped_column(String(60))
    rep_kind: Mapped[str] = mapped_column(String(40))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), index=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    companion: Mapped[bool] = mapped_column(default=False)  # Q6 and Q8 hold: the s.10 sentence may stand
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    rule_version: Mapped[str] = mapped_column(String(40))
    evidence: Mapped[dict] = mapped_column(JSON, deferred=True)
    accredited_at: Mapped[datetime] = mapped_column(UTCDateTime)
    accredited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # withdrawn, stood down, renewed
    ended_reason: Mapped[str | None] = mapped_column(String(300))
    renewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accreditation.id"))  # the one that goes on from it

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    run: Mapped[Run | None] = relationship()
    appointment: Mapped[Appointment | None] = relationship()

    @property
    def audit_label(self) -> str:
        return f"{self.person.name} as {self.rep_kind}"
