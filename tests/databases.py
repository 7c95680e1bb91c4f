"""A database that is empty again for each test, on either engine, with commits that are real."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import event

from lms.db import db

# Empties what has rows and rewinds what has counted. Written out for each table, since the server keeps the plans.
EMPTY = """
CREATE FUNCTION pg_temp.empty() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
{tables}
{sequences}
END $$
"""
EMPTY_TABLE = "  IF EXISTS (SELECT FROM {0}) THEN DELETE FROM {0}; END IF;"
REWIND = "  IF pg_sequence_last_value('{0}') IS NOT NULL THEN PERFORM setval('{0}', 1, false); END IF;"
TABLES = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname IN ('public', 'dbos') AND tablename NOT IN ('alembic_version', 'dbos_migrations')
"""
SEQUENCES = "SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE schemaname IN ('public', 'dbos')"


class _Database:
    def __init__(self, app: Flask):
        with app.app_context():
            self.engine = db.engine

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """Every statement that the application sends while this is open."""
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest) -> None:
            seen.append(statement)

        event.listen(self.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(self.engine, "before_cursor_execute", note)


class Sqlite(_Database):
    """The file is a fresh copy of one that has the tables and nothing in them."""

    def __init__(self, app: Flask, path: Path):
        super().__init__(app)
        self.path, self.pristine = path, path.with_suffix(".pristine")
        self.opened: list[sqlite3.Connection] = []
        event.listen(self.engine, "connect", self._opened)
        self.engine.dispose()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(path, self.pristine)

    def _opened(self, connection: sqlite3.Connection, _record) -> None:
        connection.execute("PRAGMA synchronous=OFF")  # a test's data needn't outlive a power cut
        self.opened.append(connection)

    def empty(self) -> None:
        self.engine.dispose()
        # A test that failed may still hold one, and would write to the file of the next.
        while self.opened:
            self.opened.pop().close()
        for left in ("-wal", "-shm"):
            self.path.with_name(self.path.name + left).unlink(missing_ok=True)
        shutil.copyfile(self.pristine, self.path)


class Postgres(_Database):
    """The tables that a test wrote to are emptied before the next."""

    def __init__(self, app: Flask):
        super().__init__(app)
        # A connection of its own: what the server has planned for emptying stays with it.
        url = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self.emptier = psycopg.connect(url, autocommit=True)
        # What a test left open is an error, not a wait; foreign keys have nothing to say while all goes.
        self.emptier.execute("SET lock_timeout = '5s'; SET session_replication_role = replica")
        tables = [EMPTY_TABLE.format(name) for (name,) in self.emptier.execute(TABLES)]
        sequences = [REWIND.format(name) for (name,) in self.emptier.execute(SEQUENCES)]
        self.emptier.execute(EMPTY.format(tables="\n".join(tables), sequences="\n".join(sequences)))

    def empty(self) -> None:
        self.emptier.execute("SELECT pg_temp.empty()")

    def close(self) -> None:
        self.emptier.close()
        self.engine.dispose()
