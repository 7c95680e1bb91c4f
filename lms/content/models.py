"""Published snapshots: a programme with everything in it, as it was; never changed."""

from datetime import datetime

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import UTCDateTime, db


class Snapshot(db.Model):
    """A programme as it was published, under the hash of what its author wrote."""

    __table_args__ = (UniqueConstraint("programme_slug", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_slug: Mapped[str] = mapped_column(String(60), index=True)
    version: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[dict] = mapped_column(JSON, deferred=True)
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_by: Mapped[str] = mapped_column(String(120))

    @property
    def audit_label(self) -> str:
        return f"{self.programme_slug} {self.version}"
