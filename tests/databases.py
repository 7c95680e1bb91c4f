"""A database that is empty again for each test, on either engine, with commits that are real.

What many tests begin with (a run, its people) is made once and then laid out from a copy: see tests/staging.py.
"""

import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import event

from lms.db import db

# For each table and sequence in a function of its own text: the server plans them once.
EMPTY = "IF EXISTS (SELECT FROM {0}) THEN DELETE FROM {0}; END IF;"
REWIND = "IF pg_sequence_last_value('{0}') IS NOT NULL THEN PERFORM setval('{0}', 1, false); END IF;"
TABLES = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname IN ('public', 'dbos') AND tablename NOT IN ('alembic_version', 'dbos_migrations')
"""
SEQUENCES = "SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE schemaname IN ('public', 'dbos')"


class _Database:
    def __init__(self, app: Flask):
        with app.app_context():
            self.engine = db.engine
        self.holds: tuple | None = None  # the stages that make up what is in it; None when anything else is
        self.stages: dict[tuple, tuple] = {}
        event.listen(self.engine, "commit", self._moved)

    def _moved(self, _connection) -> None:
        self.holds = None

    def empty(self) -> None:
        self._clear()
        self.holds = ()

    @property
    def is_known(self) -> bool:
        """Whether stages are all that is in it, and nobody is reading or writing."""
        return self.holds is not None and not self.engine.pool.checkedout()

    def stage(self, name: str, clock, made: Callable[[], object]) -> object:
        """What `made()` returns, and what it left in the database: from a copy, if it began like this before."""
        if not self.is_known:
            return made()
        stage = (*self.holds, (name, clock()))
        if stage in self.stages:
            copy, result, clock.moment = self.stages[stage]
            if self.holds:
                self._clear()
            self._lay_out(copy)
        else:
            self.holds = None  # a stage within this one is made like the rest of it
            result = pickle.dumps(made())
            self.stages[stage] = self._copied(len(self.stages)), result, clock()
        self.holds = stage
        return pickle.loads(result)

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

    def _clear(self) -> None:
        self._lay_out(self.pristine)

    def _copied(self, number: int) -> Path:
        copy = self.path.with_suffix(f".stage-{number}")
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return copy

    def _lay_out(self, copy: Path) -> None:
        self.engine.dispose()
        # A test that failed may still hold one, and would write to the file of the next.
        while self.opened:
            self.opened.pop().close()
        for left in ("-wal", "-shm"):
            self.path.with_name(self.path.name + left).unlink(missing_ok=True)
        shutil.copyfile(copy, self.path)


class Postgres(_Database):
    """The tables that a test wrote to are emptied before the next."""

    def __init__(self, app: Flask):
        super().__init__(app)
        # A connection of its own: what the server has planned for emptying stays with it.
        url = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self.emptier = psycopg.connect(url, autocommit=True)
        # What a test left open is an error, not a wait; foreign keys have nothing to say while all goes.
        self.emptier.execute("SET lock_timeout = '5s'; SET session_replication_role = replica")
        self.tables = [name for (name,) in self.emptier.execute(TABLES)]
        self.sequences = [name for (name,) in self.emptier.execute(SEQUENCES)]
        self._define("empty", [EMPTY.format(name) for name in self.tables] + [
            REWIND.format(name) for name in self.sequences])

    def _define(self, name: str, statements: list[str]) -> None:
        body = "\n".join(statements)
        self.emptier.execute(f"CREATE FUNCTION pg_temp.{name}() RETURNS void LANGUAGE plpgsql AS $$BEGIN {body} END$$")

    def _clear(self) -> None:
        self.emptier.execute("SELECT pg_temp.empty()")

    def _copied(self, number: int) -> str:
        statements = []
        for index, table in enumerate(self.tables):
            if self.emptier.execute(f"SELECT EXISTS (SELECT FROM {table})").fetchone()[0]:
                copy = f"pg_temp.stage_{number}_{index}"
                self.emptier.execute(f"CREATE TEMP TABLE stage_{number}_{index} AS TABLE {table}")
                statements.append(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE {copy};")
        for sequence in self.sequences:
            last = self.emptier.execute(f"SELECT pg_sequence_last_value('{sequence}')").fetchone()[0]
            if last is not None:
                statements.append(f"PERFORM setval('{sequence}', {last});")
        self._define(f"stage_{number}", statements)
        return f"SELECT pg_temp.stage_{number}()"

    def _lay_out(self, copy: str) -> None:
        self.emptier.execute(copy)

    def close(self) -> None:
        self.emptier.close()
        self.engine.dispose()
