"""The commands of the whole product: serve it, upgrade its database, back it up."""

import io
import os
import signal
import socket
import sqlite3
import sys
import tarfile
import tempfile
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from lms import first_run
from lms.db import begin_reading, db
from lms.preview import preview

STOPPING = 5  # seconds that a step in hand has, once the site is told to stop


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
@click.option("--demo/--no-demo", envvar="DEMO", default=True, show_default=True,
              help="Fill a database that has just been made with the demo union.")
@with_appcontext
def serve(host: str, port: int, demo: bool) -> None:
    """Set up what is missing, then serve the site and work its jobs in one process."""
    import waitress

    from lms import jobs

    if taken(host, port):
        sys.exit(f"Port {port} is in use. Choose another: make run PORT={port + 1}")
    app = current_app._get_current_object()
    if not os.environ.get("LMS_BASE_URL"):
        app.config["BASE_URL"] = f"http://localhost:{port}"
    try:
        first_run.check_demo(demo)
        new = first_run.bring_up_to_date(app)
        first_run.publish_content()
    except first_run.CantStart as problem:
        sys.exit(str(problem))
    if new and demo:
        first_run.fill_with_demo()
    begin_reading()
    signal.signal(signal.SIGTERM, _leave)
    try:
        worker = jobs.start_worker(app, "make-run")
    except jobs.WorkerThere:
        click.echo("Another process serves this database, and works its jobs. This one only serves.")
        worker = None
    try:
        for line in first_run.welcome(app):
            click.echo(line)
        waitress.serve(app, host=host, port=port, threads=8, ident=None)
    finally:
        if worker and not worker.stop(STOPPING):
            # Its thread would keep the process; what it had in hand is begun again at the next start.
            sys.stdout.flush()
            os._exit(0)


def _leave(number: int, _frame) -> None:
    """As with Ctrl-C, but for programs: whoever stops us with SIGTERM is told that all went well."""
    signal.signal(number, signal.SIG_IGN)
    sys.exit(0)


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write the SQLite database (copied while it is in use) and the keys into FILE, a .tar.gz."""
    if db.engine.dialect.name != "sqlite":
        sys.exit("This copies SQLite only. For PostgreSQL use pg_dump, and keep a copy of the keys folder.")
    if file.exists():
        sys.exit(f"{file} is there already. Choose another name: a backup never overwrites one.")
    data = Path(current_app.config["DATA"])
    with tempfile.TemporaryDirectory(dir=data) as folder:
        copy = Path(folder) / "tolpuddle.db"
        source = sqlite3.connect(db.engine.url.database)
        target = sqlite3.connect(copy)
        with source, target:
            source.backup(target, pages=2000, progress=lambda *_: None)
        sound = target.execute("PRAGMA integrity_check").fetchone()[0]
        source.close()
        target.close()
        if sound != "ok":
            sys.exit(f"The copy is not sound ({sound}). Nothing was written.")
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as archive:
            archive.add(copy, "tolpuddle.db")
            archive.add(data / "keys", "keys")
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(packed.getvalue())
    click.echo(f"{file}: the database and the keys, {file.stat().st_size // 1024} kB. Keep it as safe as the original.")


def taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


@click.group("db")
def database() -> None:
    """Keep the database as new as the code."""


@database.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Bring the database up to date with the code; nothing is lost."""
    try:
        new = first_run.bring_up_to_date(current_app._get_current_object())
    except first_run.CantStart as problem:
        sys.exit(str(problem))
    click.echo("The database is made." if new else "The database is up to date.")


@database.command("revision")
@click.argument("message")
@with_appcontext
def revision(message: str) -> None:
    """For maintainers: write the migration from the database as it is to the models as they are."""
    from flask_migrate import migrate

    migrate(directory=str(Path(__file__).parent / "migrations"), message=message)


commands = [serve, preview, backup, database]
