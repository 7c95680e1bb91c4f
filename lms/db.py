"""The one database handle: names for constraints, times in UTC, and who may write when.

A transaction reads unless `begin_writing()` opened it. On SQLite a writing transaction takes the
write lock at once (BEGIN IMMEDIATE), so that nothing that was read can change before it is
written. A flush in a reading transaction is a mistake of ours, and raises.
"""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from flask import Flask, has_app_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ARRAY,
    CompoundSelect,
    DateTime,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    bindparam,
    cast,
    event,
    literal_column,
    null,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator

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
        return None if value is None else value.astimezone(UTC)

    def result_processor(self, dialect, coltype):
        """SQLite's text becomes the aware datetime in one step: a list page reads a thousand of them."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


class Ids(TypeDecorator):
    """Many ids as one parameter, so that the statement is the same for one and for a thousand."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(ARRAY(Integer) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Iterable[int], dialect):
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


class Texts(Ids):
    """The same for membership numbers, addresses, and whatever else is text."""

    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(ARRAY(Text) if dialect.name == "postgresql" else Text())


class _Among(FunctionElement):
    type = NullType()  # as a Boolean it would be written "… = 1" for SQLite, which then reads the whole table
    inherit_cache = True


def among(column, name: str = "ids", kind: type[Ids] = Ids) -> _Among:
    """The condition that the column is one of the ids, or Texts, that are given as the parameter `name`."""
    return _Among(column, bindparam(name, type_=kind()))


@compiles(_Among)
def _in_json(element, compiler, **how) -> str:
    column, ids = element.clauses
    return f"{compiler.process(column, **how)} IN (SELECT value FROM json_each({compiler.process(ids, **how)}))"


@compiles(_Among, "postgresql")
def _in_array(element, compiler, **how) -> str:
    column, ids = element.clauses
    return f"{compiler.process(column, **how)} = ANY({compiler.process(ids, **how)})"


def several(**parts: Select) -> CompoundSelect:
    """Several questions in one statement: a row's `part` says whose it is, and columns of other parts are None.

    Columns of one name have one type in all parts.
    """
    types = {column.key: column.type for part in parts.values() for column in part.selected_columns}
    return union_all(*(_padded(name, part, types) for name, part in parts.items()))


def _padded(name: str, part: Select, types: dict) -> Select:
    own = {column.key: column for column in part.selected_columns}
    columns = [own.get(key, cast(null(), kind).label(key)) for key, kind in types.items()]
    said = literal_column(f"'{name}'", String).label("part")
    return part.with_only_columns(said, *columns, maintain_column_froms=True)


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
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000",
        "cache_size=-16000",  # what a list of sixty thousand people looks through fits into 16 MB, and not into 2
    ):
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


def insert_many(table: Table, rows: list[dict]) -> None:
    """Insert rows that have the same columns, in one statement of the driver's own.

    For thousands of rows: SQLAlchemy's way of handing over their values costs twice what the database does.
    """
    if rows:
        names, dialect = list(rows[0]), db.session.connection().dialect
        columns = [_converted(table.c[name].type, [row[name] for row in rows], dialect) for name in names]
        insert_as_they_are(table, names, list(zip(*columns, strict=True)))


def insert_as_they_are(table: Table, names: list[str], rows: list[tuple]) -> None:
    """The same with values that the driver takes as they are: numbers and text."""
    if not db.session.info.get("writing"):
        raise WroteWhileReading("begin_writing() comes before whatever is written")
    connection = db.session.connection()
    marks = ", ".join(["%s" if connection.dialect.name == "postgresql" else "?"] * len(names))
    quoted = connection.dialect.identifier_preparer.quote
    statement = f"INSERT INTO {quoted(table.name)} ({', '.join(map(quoted, names))}) VALUES ({marks})"
    if rows:
        connection.exec_driver_sql(statement, rows)


def _converted(kind, values: list, dialect) -> list:
    """The values as the driver takes them; one that many rows share is converted once."""
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    if convert is None:
        return values
    known: dict[int, object] = {}
    return [known[id(each)] if id(each) in known else known.setdefault(id(each), convert(each)) for each in values]
