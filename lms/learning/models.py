"""Which pages a trainee says that she has read."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import UTCDateTime, db


class PageRead(db.Model):
    """She read it: it belongs to her and the module, so it counts on whatever run uses the module."""

    __table_args__ = (UniqueConstraint("person_id", "module_slug", "page_slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_slug: Mapped[str] = mapped_column(String(60))
    page_slug: Mapped[str] = mapped_column(String(60))
    read_at: Mapped[datetime] = mapped_column(UTCDateTime)
