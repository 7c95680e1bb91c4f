"""Whether this database holds the demo union: written once into it, so that it travels with it."""

from sqlalchemy.orm import Mapped, mapped_column

from lms.db import db

BEGUN, WHOLE = 1, 2


class DemoMark(db.Model):
    __tablename__ = "demo_mark"

    id: Mapped[int] = mapped_column(primary_key=True)


def mark_as_demo() -> None:
    """From now on this database is for looking around: documents in it are specimens."""
    db.session.merge(DemoMark(id=BEGUN))


def mark_as_whole() -> None:
    """The demo union has been made to its end."""
    db.session.merge(DemoMark(id=WHOLE))


def is_demo() -> bool:
    return db.session.get(DemoMark, BEGUN) is not None


def is_unfinished() -> bool:
    """Whether the making of the demo union was interrupted."""
    return is_demo() and db.session.get(DemoMark, WHOLE) is None
