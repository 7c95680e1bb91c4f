"""Whether this database holds the demo union: written once into it, so that it travels with it."""

from sqlalchemy.orm import Mapped, mapped_column

from lms.db import db


class DemoMark(db.Model):
    __tablename__ = "demo_mark"

    id: Mapped[int] = mapped_column(primary_key=True)


def mark_as_demo() -> None:
    """From now on this database is for looking around: documents in it are specimens."""
    db.session.merge(DemoMark(id=1))


def is_demo() -> bool:
    return db.session.get(DemoMark, 1) is not None
