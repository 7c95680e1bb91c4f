"""What every test may ask for: an empty house on either database, a client for each person, and the clock."""

import gc
import os
import secrets
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import select

from lms import create_app, jobs
from lms.db import begin_writing, db
from lms.people import accounts
from lms.people.models import Account
from lms.web import static
from tests import make, postgres, staging
from tests.alike import is_again
from tests.browsing import Browser
from tests.databases import Postgres, Sqlite
from tests.frozen import Clock
from tests.programs import Program

# A slow machine is no fault of the code; and the same commit has the same answer in CI.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize="CI" in os.environ
)
hypothesis.settings.register_profile("daily", hypothesis.settings.get_profile("house"), max_examples=25)
hypothesis.settings.load_profile("house")

# Each worker, and each program that a test starts, reads what another has compiled, whatever the machine says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A developer's own settings are no part of a test.
for name in [name for name in os.environ if name.startswith("LMS_")]:
    del os.environ[name]


@pytest.fixture(scope="session", autouse=True)
def quick_hashing():
    """Passwords are hashed for real, but with the least of work; yields what hashes outside the tests."""
    real = accounts._hasher, accounts._NOBODY
    accounts._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    accounts._NOBODY = accounts._hasher.hash("nobody")
    yield real
    accounts._hasher, accounts._NOBODY = real


@pytest.fixture
def real_hashing(quick_hashing, monkeypatch):
    """For a test of the hashing itself: as slow as it is for everybody."""
    for name, real in zip(("_hasher", "_NOBODY"), quick_hashing, strict=True):
        monkeypatch.setattr(accounts, name, real)


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    """The data folder: keys are made once for all tests."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def postgres_server():
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """A template that one application of one worker has compiled is there for the others."""
    folder = _shared(tmp_path_factory) / "templates"
    folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


@pytest.fixture(scope="session", autouse=True)
def compressed_once(tmp_path_factory):
    """What is served as it lies there is compressed by the first application that needs it, not by each."""
    made, cache = static._compressed, _shared(tmp_path_factory) / "static"
    static._compressed = lambda _own, version: made(cache, version)
    yield
    static._compressed = made


def _shared(tmp_path_factory) -> Path:
    """The folder that all workers of this run have."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def sqlite_house(data, compiled, tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "tolpuddle.db"
    app = _made(data, compiled, f"sqlite:///{path}")
    return app, Sqlite(app, path)


@pytest.fixture(scope="session")
def postgresql_house(data, compiled, postgres_server):
    with postgres.database(postgres_server, f"tolpuddle_{secrets.token_hex(6)}") as url:
        app = _made(data, compiled, url.render_as_string(hide_password=False))
        with closing(Postgres(app)) as database:
            yield app, database


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def house(request):
    """The application on one engine, made once, and the database that empties itself for each test."""
    return request.getfixturevalue(f"{request.param}_house")


def _made(data, compiled, url: str) -> Flask:
    app = create_app({"DATA": data, "DATABASE_URL": url, "TESTING": True, "WTF_CSRF_ENABLED": False})
    app.test_client_class, app.jinja_env.bytecode_cache = Browser, compiled
    with app.app_context():
        db.create_all()
    jobs.create_tables(app)
    return app


@pytest.fixture
def app(house) -> Flask:
    """The application over an empty database, at nine in the morning of Thursday 26 November 2026.

    A test that needs one engine only: `@pytest.mark.parametrize("house", ["sqlite"], indirect=True)`.
    """
    app, database = house
    config = dict(app.config)
    app.config["CLOCK"] = Clock()
    app.extensions["lms.api"].tally.forget()
    database.empty()
    with staging.over(app, database):
        yield app
    app.config.clear()
    app.config.update(config)


@pytest.fixture
def clock(app) -> Clock:
    """The time that the house goes by: `clock.at("2026-11-26 09:30")`, `clock.forward(days=1)`."""
    return app.config["CLOCK"]


@pytest.fixture
def writing(app):
    """`with writing(): …` has a writing transaction in a context of its own, and commits it at the end."""

    @contextmanager
    def opened():
        with app.app_context():
            begin_writing()
            yield db.session
            db.session.commit()

    return opened


@pytest.fixture
def stage(house, app):
    """`stage(made, *args)`: `made(*args)`, as tests/staging.py has it for fixtures; for those that have arguments."""
    return lambda made, *args: house[1].stage(
        f"{made.__module__}.{made.__qualname__}{args}", app.config["CLOCK"], lambda: made(*args)
    )


@pytest.fixture
def in_context(app):
    """`with in_context(): …` reads the outcome in a fresh context, as nobody's earlier session saw it."""

    @contextmanager
    def opened():
        with app.app_context():
            yield db.session

    return opened


@pytest.fixture
def client(app) -> Browser:
    """A browser in which nobody has signed in; each page that it gets is checked."""
    return app.test_client()


@pytest.fixture
def signed_in(app, writing):
    """`signed_in(person)` is a browser in which she has signed in; she gets an account if she has none."""

    def browser_of(person) -> Browser:
        with writing() as session:
            account = session.scalar(select(Account).where(Account.person_id == person.id))
            if account is None:
                account = Account(
                    person_id=person.id,
                    email=(person.email or f"person-{person.id}@example.org").casefold(),
                    stamp=secrets.token_hex(16),
                    created_at=app.config["CLOCK"](),
                )
                session.add(account)
                session.flush()
            kept = account.get_id()
        browser = app.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = kept, True
        return browser

    return browser_of


@pytest.fixture
def by_program(app, writing):
    """`by_program(person).get("/me")` asks the API as a program of hers; nobody's, with None, has no token."""

    def program_of(person, *, read_only: bool = False) -> Program:
        if person is None:
            return Program(app, None)
        with writing():
            return Program(app, make.a_token(person, read_only=read_only))

    return program_of


@pytest.fixture
def queries(house):
    """`with queries() as seen: …` collects the statements that the database got."""
    return house[1].statements


@pytest.fixture
def at_once():
    """`at_once(act, act, …)` starts all acts in the same moment, each in a thread; what they returned or raised."""

    def run(*acts) -> list:
        gate = threading.Barrier(len(acts))

        def one(act):
            gate.wait(timeout=10)
            try:
                return act()
            except Exception as problem:
                return problem

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    return run


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from tests.scheduling import FilesByEngine

    return FilesByEngine(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if is_again(item):
            item.add_marker("again")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is imported and collected stays to the end: no search for garbage walks through it again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(10_000, 10, 10)
        gc.enable()


def _not_skipped(report):
    """Nothing is skipped here: what a test needs is installed, or the test fails."""
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped; a test that can't run fails"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _not_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _not_skipped((yield))
