"""The one database handle: names for constraints, times in UTC, and who may write when.

A transaction reads unless `begin_writing()` opened it. On SQLite a writing transaction takes the
write lock at once (BEGIN IMMEDIATE), so that nothing that was read can change before it is
written. A flush in a reading transaction is a mistake of ours, and raises.
"""

import sqlite3
from datetime import UTC, datetime

from flask import Flask, has_app_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


# expire_on_commit off: what was just written can be shown after the commit without a reload.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class WroteWhileReading(RuntimeError):
    """Something was written in a transaction that `begin_writing()` hadn't opened."""


class UTCDateTime(TypeDecorator):
    """An aware datetime; stored in UTC on either engine. A naive one raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone can't be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def begin_writing() -> None:
    """End the reading transaction; what follows is read again, and may be written."""
    db.session.rollback()
    db.session.info["writing"] = True


def begin_reading() -> None:
    """End whatever transaction is open; do slow work after this, then `begin_writing()`."""
    db.session.rollback()
    db.session.info["writing"] = False


def init_db(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _prepare_sqlite)
            event.listen(db.engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: sqlite3.Connection, _record) -> None:
    # The driver's own transactions commit when a savepoint is released: switch them off.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection) -> None:
    writing = has_app_context() and db.session.info.get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@event.listens_for(db.session, "before_flush")
def _only_writers_flush(session, _context, _instances) -> None:
    if not session.info.get("writing") and (session.new or session.dirty or session.deleted):
        raise WroteWhileReading("begin_writing() comes before whatever is written")


@event.listens_for(db.session, "do_orm_execute")
def _only_writers_execute(state) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and not state.session.info.get("writing"):
        raise WroteWhileReading("begin_writing() comes before whatever is written")
