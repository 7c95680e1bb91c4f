"""The command that fills an empty database with the demo union."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from lms import clock, jobs
from lms.audit import Program
from lms.content import publications, reading
from lms.db import begin_reading, begin_writing, db
from lms.demo.making import check_empty, check_place, make_demo
from lms.demo.sign_ins import SIGN_INS, demo_password
from lms.refusal import Refusal


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty database with the demo union, for looking around on one's own machine."""
    try:
        check_place()
        check_empty()
        _publish()
        make_demo(now=clock.now(), password=demo_password(current_app), progress=click.echo)
    except (Refusal, reading.Mistakes) as problem:
        begin_reading()
        sys.exit(problem.sentence if isinstance(problem, Refusal) else str(problem))
    click.echo(f"\nThe password of all of them is {demo_password(current_app)}")
    for email, who in SIGN_INS:
        click.echo(f"  {email:<28}{who}")
    if not jobs.worker_running():
        click.echo("\nMails and certificates wait for a worker, and none is running. Start one: lms worker --name NAME")


def _publish() -> None:
    """Publish the course material, so that there is something to hold courses on."""
    folder = publications.take(current_app.config["CONTENT"])
    begin_writing()
    publications.publish_folder(folder, actor=Program("lms demo"), now=clock.now())
    db.session.commit()


commands = [demo]
