"""Rows by the million: kept in hand by table, and written in bulk, parents before children.

They are written through the models' tables: a column that the builder doesn't know, or one that it
leaves out and that has no default, stops it.
"""

from collections import defaultdict
from functools import lru_cache
from operator import itemgetter

import psycopg
from sqlalchemy import Connection, Date, Integer, Table, func, insert, select

from lms.db import UTCDateTime, db

AT_ONCE = 60_000


class Rows:
    """Gives ids as rows are added, and writes them when enough have come together."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._waiting: dict[Table, list[dict]] = defaultdict(list)
        self._last: dict[Table, int] = {}
        self._shapes: dict[Table, _Shape] = {}
        self._counting: dict[Table, bool] = {}
        self._count = 0

    def add(self, model, **values) -> int:
        """One more row; returns its id, where it has one that counts."""
        table = model.__table__
        if table not in self._counting:
            self._counting[table] = _counts(table)
        if self._counting[table] and "id" not in values:
            values["id"] = self._next(table)
        self._waiting[table].append(values)
        self._count += 1
        if self._count >= AT_ONCE:
            self.write()
        return values.get("id", 0)

    def _next(self, table: Table) -> int:
        if table not in self._last:
            self._last[table] = self._connection.scalar(select(func.max(table.c.id))) or 0
        self._last[table] += 1
        return self._last[table]

    def write(self) -> None:
        for table in db.metadata.sorted_tables:
            rows = self._waiting.pop(table, None)
            if rows:
                self._write(table, rows)
        self._count = 0

    def _write(self, table: Table, rows: list[dict]) -> None:
        dialect = self._connection.dialect
        if table not in self._shapes:
            self._shapes[table] = _Shape(table, dialect)
        ready = map(self._shapes[table].fit, rows)
        if dialect.name == "sqlite":
            self._connection.exec_driver_sql(str(insert(table).compile(dialect=dialect)), [tuple(row) for row in ready])
            return
        names = psycopg.sql.SQL(", ").join(psycopg.sql.Identifier(column.name) for column in table.columns)
        copy_in = psycopg.sql.SQL("COPY {} ({}) FROM STDIN").format(psycopg.sql.Identifier(table.name), names)
        with self._connection.connection.cursor() as cursor, cursor.copy(copy_in) as copy:
            for row in ready:
                copy.write_row(row)

    def finish(self) -> None:
        """Write what is left, and let the database count on from there."""
        self.write()
        if self._connection.dialect.name == "postgresql":
            for table, last in self._last.items():
                self._connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))


class _Shape:
    """How a row of a table is put in order for the driver."""

    def __init__(self, table: Table, dialect):
        self._table = table
        self._names = [column.name for column in table.columns]
        self._defaults = dict(default for column in table.columns for default in _default(column))
        self._in_order = itemgetter(*self._names)
        bound = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns]
        # Days and moments come again and again.
        self._bound = [
            (number, lru_cache(20_000)(process) if isinstance(column.type, UTCDateTime | Date) else process)
            for number, (column, process) in enumerate(zip(table.columns, bound, strict=True)) if process
        ]

    def fit(self, row: dict) -> list:
        whole = self._defaults | row
        try:
            values = list(self._in_order(whole))
        except KeyError as missing:
            raise ValueError(f"{self._table.name} needs {missing}, and the bench's union gives it none") from None
        if len(whole) > len(values):
            raise ValueError(f"{self._table.name} has no column {', '.join(whole.keys() - set(self._names))}")
        for number, process in self._bound:
            values[number] = process(values[number])
        return values


def _counts(table: Table) -> bool:
    return "id" in table.c and isinstance(table.c.id.type, Integer)


def _default(column) -> list[tuple[str, object]]:
    """What a row that says nothing of this column gets, if it gets anything."""
    if column.default is not None:
        return [(column.name, column.default.arg if column.default.is_scalar else column.default.arg(None))]
    return [(column.name, None)] if column.nullable else []
