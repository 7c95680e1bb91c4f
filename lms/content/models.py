"""Published snapshots, which never change; the files that they were made of; and what waits to be published."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import UTCDateTime, db

UPLOAD_STATES = ("waiting", "published", "withdrawn")


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

    unpublished = None  # of one that is in no table, its programme: to be looked at before it is published

    @property
    def audit_label(self) -> str:
        return f"{self.programme_slug} {self.version}"


class Archive(db.Model):
    """The files of a folder of material as a zip, under the hash of what they say."""

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    files: Mapped[int]
    size: Mapped[int]  # of all files together, in bytes
    packed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Publication(db.Model):
    """A folder that was published: who, when, what for, and the versions that came of it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    archive_id: Mapped[int] = mapped_column(ForeignKey("archive.id"), index=True)
    versions: Mapped[dict] = mapped_column(JSON)  # of all its programmes: {"reps": "1.1"}
    changed: Mapped[list] = mapped_column(JSON)  # the slugs of those that were new
    note: Mapped[str] = mapped_column(String(300), default="")
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_by: Mapped[str] = mapped_column(String(120))

    archive: Mapped[Archive] = relationship()

    @property
    def audit_label(self) -> str:
        return f"publication {self.id}"


class Upload(db.Model):
    """A zip that an author sent, what its check found, and what became of it."""

    __table_args__ = (CheckConstraint(f"state IN {UPLOAD_STATES}", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))  # of the file that was sent
    archive_id: Mapped[int | None] = mapped_column(ForeignKey("archive.id"), index=True)  # none once withdrawn
    state: Mapped[str] = mapped_column(String(12))
    problems: Mapped[list] = mapped_column(JSON)  # of {"file", "field", "words", "hint"}
    warnings: Mapped[list] = mapped_column(JSON)  # the same
    left_aside: Mapped[list] = mapped_column(JSON)  # names of what is no course material
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    uploaded_by: Mapped[str] = mapped_column(String(120))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(120))  # who published or withdrew it
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))

    archive: Mapped[Archive | None] = relationship()
    publication: Mapped[Publication | None] = relationship()

    @property
    def audit_label(self) -> str:
        return self.name
