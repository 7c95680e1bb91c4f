"""Commands about accounts."""

import json
import sys
from datetime import timedelta

import click
from flask.cli import AppGroup

from lms import clock
from lms.audit import Program
from lms.db import begin_writing, db
from lms.people.invitations import INVITED_AS, invite
from lms.people.lookups import account_by_email
from lms.people.tokens import make_token
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


@accounts.command("token")
@click.argument("email")
@click.option("--read-only", is_flag=True, help="It may read and change nothing.")
def token(email: str, read_only: bool) -> None:
    """Print a token for the programs of EMAIL, alone on a line. It works for 24 hours."""
    begin_writing()
    account, now = account_by_email(email), clock.now()
    if account is None:
        sys.exit(f"Nobody signs in with {email}. `lms accounts invite` lets somebody in.")
    try:
        _token, text = make_token(
            account, f"Command, {now:%Y-%m-%d %H:%M:%S.%f}", lasts=timedelta(hours=24), read_only=read_only,
            actor=Program("lms accounts token"), now=now,
        )
    except Refusal as refusal:
        sys.exit(refusal.sentence)
    db.session.commit()
    click.echo(text)


commands = [accounts]
