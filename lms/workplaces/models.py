"""Regions and their officers, employers, workplaces, and who works where from when to when."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import db
from lms.people.models import Person

JURISDICTIONS = ("England and Wales", "Scotland", "Northern Ireland")


class Region(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    jurisdiction: Mapped[str] = mapped_column(String(20), default="England and Wales")

    @property
    def audit_label(self) -> str:
        return self.name


class RegionOfficer(db.Model):
    """The national officer who looks after a region; one at a time."""

    __table_args__ = (
        Index("uq_region_officer_now", "region_id", unique=True,
              sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    phone: Mapped[str] = mapped_column(String(30), default="")
    since: Mapped[date]
    until: Mapped[date | None]

    region: Mapped[Region] = relationship()
    person: Mapped[Person] = relationship()


class Employer(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)


class Workplace(db.Model):
    __table_args__ = (UniqueConstraint("employer_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    name: Mapped[str] = mapped_column(String(120))
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)

    employer: Mapped[Employer] = relationship(lazy="joined")
    region: Mapped[Region] = relationship(lazy="joined")


class Employment(db.Model):
    """Where a person works; history is kept by `until`. One current employment a person."""

    __table_args__ = (
        Index("uq_employment_now", "person_id", unique=True,
              sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), index=True)
    job_title: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[date]
    until: Mapped[date | None]

    person: Mapped[Person] = relationship()
    workplace: Mapped[Workplace] = relationship(lazy="joined")
