"""The migrations lead to what the models say, on either engine, and a later code's database is refused."""

import secrets

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from lms import create_app, jobs
from lms.db import db
from lms.first_run import CantStart, bring_up_to_date
from tests import postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request, tmp_path):
    """The application over a database in which nothing is yet."""
    if request.param == "sqlite":
        yield from _over(f"sqlite:///{tmp_path / 'fresh.db'}", tmp_path)
        return
    with postgres.database(request.getfixturevalue("postgres_server"), f"fresh_{secrets.token_hex(6)}") as url:
        yield from _over(url.render_as_string(hide_password=False), tmp_path)


def _over(url, data):
    app = create_app({"DATA": data, "DATABASE_URL": url, "TESTING": True})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_they_make_what_the_models_say(fresh):
    assert bring_up_to_date(fresh)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "include_name": jobs.is_ours},
        )
        assert compare_metadata(context, db.metadata) == []


def test_a_second_start_changes_nothing(fresh):
    assert bring_up_to_date(fresh)
    assert not bring_up_to_date(fresh)


def test_a_database_of_newer_code_is_refused_in_a_sentence(fresh):
    bring_up_to_date(fresh)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    with pytest.raises(CantStart, match="newer version"):
        bring_up_to_date(fresh)
