"""A small union on either engine, made once: the bench's own app over it."""

import secrets
from contextlib import ExitStack

import pytest

from lms.db import db
from tests import postgres
from tests.bench.databases import ENGINES
from tests.bench.floor import measured_app
from tests.bench.union import make_union

RUNS, MEMBERS, TRAINEES = 3, 300, 7


@pytest.fixture(scope="session", params=ENGINES)
def small_union(request, tmp_path_factory):
    """The app over three finished runs of seven trainees each."""
    folder = tmp_path_factory.mktemp("small-union")
    with ExitStack() as stack:
        url = None
        if request.param == "postgresql":
            server = request.getfixturevalue("postgres_server")
            new = stack.enter_context(postgres.database(server, f"tolpuddle_{secrets.token_hex(6)}"))
            url = new.render_as_string(hide_password=False)
        app = measured_app(DATA=folder, DATABASE_URL=url)
        make_union(app, runs=RUNS, members=MEMBERS, trainees=TRAINEES, migrate=False)
        yield app
        with app.app_context():
            db.engine.dispose()
