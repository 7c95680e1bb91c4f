"""`lms worker` and `lms jobs list`."""

import json
import signal
import sys
import threading

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.jobs.status import recent, worker_running
from lms.jobs.worker import NotMade, WorkerThere, start_worker


@click.command("worker")
@click.option("--name", required=True, help="This worker's own name, such as worker-1; the same at each start.")
@click.option("--recover", metavar="NAME", help="Take over what a worker that won't come back left half done.")
@with_appcontext
def worker(name: str, recover: str | None) -> None:
    """Work the jobs that pages and commands have queued, until it is told to stop."""
    try:
        running = start_worker(current_app._get_current_object(), name, recover)
    except WorkerThere as problem:
        sys.exit(f"lms: {problem}")
    except NotMade:
        sys.exit("lms: the database isn't made yet, or not up to date. First run: lms db upgrade")
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    click.echo(f"{name} is at work. Ctrl-C stops it.")
    told.wait()
    click.echo(f"{name} finishes the step in hand.")
    running.stop()


@click.group("jobs")
def jobs() -> None:
    """What is queued, and how far it is."""


@jobs.command("list")
@click.option("--limit", default=50, show_default=True, help="How many, newest first.")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
@with_appcontext
def list_jobs(limit: int, as_json: bool) -> None:
    """The newest jobs: what they are about, how far they are, and what to do about it."""
    found = recent(limit)
    if as_json:
        click.echo(json.dumps([vars(status) for status in found], default=str, indent=2))
        return
    if not found:
        click.echo("Nothing is queued, and nothing was.")
    for status in found:
        about = ", ".join(f"{name} {value}" for name, value in status.ids.items())
        click.echo(f"{status.created_at:%Y-%m-%d %H:%M}Z  {status.state:<8} {status.name} ({about})  {status.id}")
        if status.state != "done":
            click.echo(f"    {status.sentence} {status.remedy}".rstrip())
    if found and not worker_running():
        click.echo("No worker is running.")


commands = [worker, jobs]
