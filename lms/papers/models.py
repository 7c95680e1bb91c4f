"""The files that were made: a run's room pack, and modules to read on paper."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from lms.content.models import Snapshot
from lms.db import UTCDateTime, db
from lms.runs.models import Run


class Paper(db.Model):
    """One file: asked for, made by a job from what was so at that moment, and made anew when that has changed.

    A room pack holds names: it is forgotten some days after it was made. A module's file holds none, and stays.
    """

    __table_args__ = (
        CheckConstraint(
            "(run_id IS NOT NULL AND snapshot_id IS NULL AND module_slug IS NULL)"
            " OR (run_id IS NULL AND snapshot_id IS NOT NULL AND module_slug IS NOT NULL)",
            name="of_run_or_module",
        ),
        UniqueConstraint("run_id"),
        UniqueConstraint("snapshot_id", "module_slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))
    module_slug: Mapped[str | None] = mapped_column(String(60))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    job_id: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    made_of: Mapped[str | None] = mapped_column(String(64))  # the fingerprint of what stands in it
    size: Mapped[int | None]  # bytes
    pdf: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    run: Mapped[Run | None] = relationship()
    snapshot: Mapped[Snapshot | None] = relationship()

    @property
    def audit_label(self) -> str:
        return f"room pack of {self.run.audit_label}" if self.run else f"{self.module_slug} on paper"

    @property
    def being_made(self) -> bool:
        return self.made_at is None or self.made_at < self.asked_at
