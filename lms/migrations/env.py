"""How Alembic reaches our database; what the jobs' library keeps in it is not ours to migrate."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app

from lms import jobs
from lms.db import UTCDateTime, db

engine = current_app.extensions["migrate"].db.engine


def render(kind, thing, _context):
    """A time in UTC is written down as the plain column that it is."""
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    with engine.connect() as connection, unbound(connection):
        context.configure(
            connection=connection, target_metadata=db.metadata, include_name=jobs.is_ours,
            compare_type=True, render_item=render, transactional_ddl=True,
            render_as_batch=engine.dialect.name == "sqlite",
        )
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def unbound(connection) -> Iterator[None]:
    """On SQLite a table is altered by making it anew, which its foreign keys would forbid where there are rows.

    They are looked at afterwards, and what doesn't fit is an error.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection  # beneath our transactions, in which the switch has no effect
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := driver.execute("PRAGMA foreign_key_check").fetchmany(5):
            raise RuntimeError(f"after the migration these rows refer to nothing: {broken}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


run()
