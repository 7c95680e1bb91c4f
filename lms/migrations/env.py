"""How Alembic reaches our database; what the jobs' library keeps in it is not ours to migrate."""

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
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=db.metadata, include_name=jobs.is_ours,
            compare_type=True, render_item=render, transactional_ddl=True,
            render_as_batch=engine.dialect.name == "sqlite",
        )
        with context.begin_transaction():
            context.run_migrations()


run()
