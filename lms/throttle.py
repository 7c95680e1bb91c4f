"""How often something may be tried: counted in the database, so that it holds for every process."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Index, String, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import UTCDateTime, db


class Attempt(db.Model):
    """One try; the key is hashed, so that no address is kept in the clear."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_kind_key_at", "kind", "key", "at"), Index("ix_attempt_kind_at", "kind", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


def wait_needed(kind: str, key: str, limit: int, within: timedelta, now: datetime) -> timedelta | None:
    """How long to wait before the next try, or None if it may be made now."""
    return longest_wait(kind, {key: limit}, within, now)


def longest_wait(kind: str, limits: dict[str, int], within: timedelta, now: datetime) -> timedelta | None:
    """The same for a try that counts for several keys, each with its limit."""
    most = {_hashed(key): limit for key, limit in limits.items()}
    rows = db.session.execute(
        select(Attempt.key, func.count(), func.min(Attempt.at))
        .where(Attempt.kind == kind, Attempt.key.in_(most), Attempt.at > now - within).group_by(Attempt.key)
    )
    waits = [first + within - now for key, tries, first in rows if tries >= most[key]]
    return max(waits) if waits else None


def count(kind: str, key: str, now: datetime) -> None:
    """Count a try, and forget those of more than a day ago."""
    count_for(kind, [key], now)


def count_for(kind: str, keys: Iterable[str], now: datetime) -> None:
    """Count one try for each of these keys."""
    db.session.execute(delete(Attempt).where(Attempt.kind == kind, Attempt.at < now - timedelta(days=1)))
    db.session.execute(insert(Attempt), [{"kind": kind, "key": _hashed(key), "at": now} for key in keys])


def forget(kind: str, key: str) -> None:
    """A success wipes the slate of this key."""
    db.session.execute(delete(Attempt).where(Attempt.kind == kind, Attempt.key == _hashed(key)))


def _hashed(key: str) -> str:
    return hashlib.sha256(key.casefold().encode()).hexdigest()
