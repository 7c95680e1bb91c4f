"""A database of the test's own, and workers as processes that can be killed."""

import os
import secrets
import subprocess
import sys
from contextlib import contextmanager

import pytest

from lms import create_app, jobs
from lms.db import db
from tests import postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'killed.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    with postgres.database(server, f"killed_{secrets.token_hex(6)}") as made:
        yield made.render_as_string(hide_password=False)


@pytest.fixture
def house(url, tmp_path):
    """The house as the test sees it, on a database of its own."""
    app = create_app({"DATA": tmp_path, "DATABASE_URL": url, "TESTING": True})
    with app.app_context():
        db.create_all()
    jobs.create_tables(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def worker(url, tmp_path):
    """`with worker("worker-1", HOLD="5 before") as process: …` runs one, killed at the end if it is there still.

    `program` is a module that adds to the house what the test needs, and ends in `app.main()`.
    """

    @contextmanager
    def running(name, *arguments, program="tests.kill.counting", **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", program, "worker", "--name", name, *arguments],
            env=os.environ | {"LMS_DATABASE_URL": url, "LMS_DATA": str(tmp_path)} | environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            if not process.stdout.closed:
                print(process.communicate()[0])  # for whoever reads why the test failed

    return running
