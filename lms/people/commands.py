"""Commands about accounts."""

import json
import sys

import click
from flask.cli import AppGroup

from lms import clock
from lms.audit import Program
from lms.db import begin_writing, db
from lms.people.invitations import INVITED_AS, invite
from lms.refusal import Refusal

accounts = AppGroup("accounts", help="Who may sign in.")


@accounts.command("invite")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(list(INVITED_AS)), help="What she is invited as.")
@click.option("--name", default="", help="Her name; needed if the union doesn't know the address yet.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def invite_somebody(email: str, role: str, name: str, as_json: bool) -> None:
    """Mail EMAIL a link to set a password. The link itself is never printed."""
    begin_writing()
    try:
        person = invite(email, name=name, role=role, actor=Program("lms accounts invite"), now=clock.now())
    except Refusal as refusal:
        sys.exit(refusal.sentence)
    db.session.commit()
    has_password = bool(person.account.password_hash)
    if as_json:
        click.echo(json.dumps({"person": person.id, "role": role, "invited": not has_password}))
    elif has_password:
        click.echo(f"{person.name} can sign in already; the role is set.")
    else:
        click.echo(f"An invitation to {person.account.email} is in the outbox. Its link works once, for seven days.")


commands = [accounts]
