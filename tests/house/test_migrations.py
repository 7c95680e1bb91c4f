"""The migrations lead to what the models say, on either engine, and a later code's database is refused."""

import secrets
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import upgrade
from sqlalchemy import MetaData, delete, text
from sqlalchemy.exc import IntegrityError

from lms import create_app, jobs
from lms.db import begin_writing, db
from lms.first_run import CantStart, bring_up_to_date
from lms.people.lookups import search_people
from lms.record.models import MembersFile
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


def test_what_the_first_version_wrote_is_kept(fresh):
    """Rows that refer to each other come through every migration since, and people are found."""
    upgrade(revision="0001")
    with db.engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection, only=["person", "members_file", "members_row"])
        when = datetime(2026, 11, 1, tzinfo=UTC)
        rows = {
            "person": {"id": 7, "membership_number": "501", "name": "Ọlá Adé", "known_as": "Ọlá",
                       "folded_name": "ola ade", "email": None, "membership_status": "current", "created_at": when},
            "members_file": {"id": 3, "name": "members.csv", "written_as": "UTF-8, commas", "header": [],
                             "left_aside": [], "complete": False, "state": "done", "rows_total": 1, "rows_to_write": 1,
                             "uploaded_at": when, "uploaded_by": "Denise"},
            "members_row": {"file_id": 3, "line": 2, "action": "add", "values": {}, "changes": {}, "problems": [],
                            "person_id": 7, "written": True},
        }
        for name, row in rows.items():
            connection.execute(tables.tables[name].insert(), row)
    bring_up_to_date(fresh)
    assert [person.name for person in search_people("ade")] == ["Ọlá Adé"]
    kept = db.session.get(MembersFile, 3)
    assert (kept.counts, kept.rows_written) == ({"add": 1}, 1)
    begin_writing()
    with pytest.raises(IntegrityError):  # the references still hold
        db.session.execute(delete(MembersFile.__table__))
