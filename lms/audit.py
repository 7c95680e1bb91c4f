"""Who did what to whom and when, written in the same transaction as the act.

Actor and subject are kept as kind, id and label as they stood: the line outlives both.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import UTCDateTime, db, insert_many


class Auditable(Protocol):
    """Whatever can stand in an audit line: a model with an `id` and an `audit_label`."""

    id: int
    audit_label: str


@dataclass(frozen=True)
class Program:
    """An act that no person did at a page: a command, or a job."""

    audit_label: str
    id: int = 0


class AuditLine(db.Model):
    __tablename__ = "audit_line"
    __table_args__ = (Index("ix_audit_line_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    act: Mapped[str] = mapped_column(String(60))
    actor_kind: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[int]
    actor_label: Mapped[str] = mapped_column(String(200))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    subject_label: Mapped[str] = mapped_column(String(200))
    detail: Mapped[dict] = mapped_column(JSON)


@dataclass(frozen=True)
class Row:
    """A row that was read without its model: the subject, or the actor, of one of many lines."""

    __tablename__: str
    id: int
    audit_label: str


def record(act: str, actor: Auditable, subject: Auditable, now: datetime, **detail) -> AuditLine:
    """Add a line; `act` is a verb phrase in the past ("booked a place"). `detail` holds plain values."""
    added = AuditLine(**line(act, actor, subject, now, **detail))
    db.session.add(added)
    return added


def record_many(lines: list[dict]) -> None:
    """Add many lines, made by `line`, in one statement."""
    insert_many(AuditLine.__table__, lines)


def line(
    act: str, actor: Auditable, subject: Auditable, now: datetime, shared: dict | None = None, **detail
) -> dict:
    """A line as plain values, for `record_many`; `shared` is a detail that many lines have."""
    return {
        "at": now, "act": act, "detail": shared or detail,
        "actor_kind": _kind(actor), "actor_id": actor.id, "actor_label": actor.audit_label[:200],
        "subject_kind": _kind(subject), "subject_id": subject.id, "subject_label": subject.audit_label[:200],
    }


def _kind(thing: Auditable) -> str:
    return getattr(thing, "__tablename__", None) or "program"
