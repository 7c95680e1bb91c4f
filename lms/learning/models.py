"""What a trainee has read, where she was, what she answered, and what she noted for herself.

All of it belongs to her and the module, never to a run: on another run that uses the module it is there again.
"""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import UTCDateTime, db

PAGE, REFLECTION = "page", "reflection"
KINDS = (PAGE, REFLECTION)


class PageRead(db.Model):
    """She read it: it belongs to her and the module, so it counts on whatever run uses the module."""

    __table_args__ = (UniqueConstraint("person_id", "module_slug", "page_slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_slug: Mapped[str] = mapped_column(String(60))
    page_slug: Mapped[str] = mapped_column(String(60))
    read_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Place(db.Model):
    """Where she was last in a programme; the one row moves on with her."""

    __table_args__ = (UniqueConstraint("person_id", "programme_slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    programme_slug: Mapped[str] = mapped_column(String(60))
    module_slug: Mapped[str] = mapped_column(String(60))
    page_slug: Mapped[str] = mapped_column(String(60))
    down: Mapped[int] = mapped_column(default=0)  # at which of the page's paragraphs, so that it fits any screen
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)


class CheckAttempt(db.Model):
    """What she answered to a knowledge check, in the answers' own words: they stay true whatever is published later."""

    __table_args__ = (UniqueConstraint("person_id", "module_slug", "check_id", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_slug: Mapped[str] = mapped_column(String(60))
    check_id: Mapped[str] = mapped_column(String(60))
    attempt: Mapped[int]
    chosen: Mapped[list] = mapped_column(JSON)
    answered_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Note(db.Model):
    """Her own words beside a page, or about her own workplace: nobody else reads them.

    `revision` tells a stale tab from a fresh one; an emptied note stays, so that it is never given twice.
    """

    __table_args__ = (
        UniqueConstraint("person_id", "module_slug", "kind", "about"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_slug: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10))
    about: Mapped[str] = mapped_column(String(60))  # the page, or the reflection
    text: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
