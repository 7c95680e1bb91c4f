"""A database that is empty again for each test, on either engine, with commits that are real."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import event, text

from lms.db import db

# Empties what has rows and rewinds what has counted, as one statement: about a tenth of a TRUNCATE of all.
EMPTY = """
DO $$
DECLARE one record; filled boolean;
BEGIN
  SET LOCAL lock_timeout = '5s';  -- what a test left open is an error, not a wait
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT schemaname, tablename FROM pg_tables
             WHERE schemaname IN ('public', 'dbos')
               AND tablename NOT IN ('alembic_version', 'dbos_migrations') LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', one.schemaname, one.tablename) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM %I.%I', one.schemaname, one.tablename); END IF;
  END LOOP;
  FOR one IN SELECT schemaname, sequencename FROM pg_sequences
             WHERE schemaname IN ('public', 'dbos') AND last_value IS NOT NULL LOOP
    EXECUTE format('ALTER SEQUENCE %I.%I RESTART', one.schemaname, one.sequencename);
  END LOOP;
END $$
"""


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

    def empty(self) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(EMPTY))

    def close(self) -> None:
        self.engine.dispose()
