"""What has to be there before the site can be served, made where it is missing."""

from pathlib import Path

import click
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import OperationalError

from lms import clock
from lms.audit import Program
from lms.db import begin_reading, begin_writing, db
from lms.demo.making import check_place, make_demo
from lms.demo.sign_ins import SIGN_INS, demo_password
from lms.demo_mark import is_demo, is_unfinished
from lms.refusal import Refusal


class CantStart(Exception):
    """Why the site can't be served, and the remedy, in a sentence."""


def bring_up_to_date(app: Flask) -> bool:
    """Make or upgrade the database; True if it was made just now. Raises CantStart."""
    from lms import jobs

    try:
        stands_at = _revision()
    except OperationalError as problem:
        reason = str(problem.orig).strip().splitlines()[0]
        raise CantStart(f"The database can't be reached: {reason}. LMS_DATABASE_URL says where it is.") from None
    script = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    try:
        known = stands_at is None or script.get_revision(stands_at) is not None
    except CommandError:
        known = False
    if not known:
        raise CantStart(
            "This database was made by a newer version of Tolpuddle. "
            "Fetch the newer code, or choose another data folder with LMS_DATA."
        )
    if stands_at != script.get_current_head():
        begin_reading()
        upgrade(directory=str(Path(__file__).parent / "migrations"))
    jobs.create_tables(app)
    return stands_at is None


def _revision() -> str | None:
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def publish_content() -> None:
    """Publish what course_content/ holds; what is unchanged is left as it is.

    An author's mistake doesn't take down a site that has something to show: it is said, and what was
    published before stays. So does what was published in the browser since, where the folder is older.
    Raises CantStart where nothing was published, or where the union isn't known.
    """
    from lms.content import operations, publications, reading

    try:
        folder = publications.take(current_app.config["CONTENT"])
        begin_writing()
        if behind := publications.is_behind(folder.material):
            begin_reading()
            click.echo(f"The folder of the course material is older than what is published, which stays. {behind}")
            return
        publications.publish_folder(folder, note="As the server has it", actor=Program("the server"), now=clock.now())
        db.session.commit()
    except (reading.Mistakes, Refusal) as problem:
        begin_reading()
        try:
            stands = operations.programmes() and operations.union()
        except reading.Mistakes:
            stands = None
        if not stands:
            raise CantStart(f"The course material can't be used:\n{problem}") from None
        click.echo(f"The course material can't be published; what was published before stays.\n{problem}")


def check_demo(wanted: bool) -> None:
    """Raises CantStart where the demo union is, or would be made, at an address that others can reach."""
    try:
        stands_at = _revision()
    except OperationalError:
        return  # said, with its reason, when the database is brought up to date
    try:
        if is_demo() if stands_at else wanted:
            check_place()
        if stands_at and is_unfinished():
            raise CantStart(
                "The demo union was interrupted while it was being made. It holds nothing of yours: remove "
                f"{db.engine.url.database} (and what begins with the same name) and start again."
            )
    except Refusal as refusal:
        raise CantStart(refusal.sentence) from None


def fill_with_demo() -> None:
    """The demo union, for somebody who wants to look around."""
    click.echo("Filling the new database with the demo union. This takes about half a minute.")
    make_demo(now=clock.now(), password=demo_password(current_app), progress=click.echo)


def welcome(app: Flask) -> list[str]:
    """What is printed when the site is up: its address, and how to get in."""
    lines = ["", f"Tolpuddle is at {app.config['BASE_URL']}", ""]
    if is_demo():
        lines.append(f"Demo sign-ins, all with the password {demo_password(app)}")
        lines += [f"  {email:<28}{who}" for email, who in SIGN_INS]
    elif not _has_administrator():
        lines += ["Nobody can sign in yet. The first administrator sets a password here:", f"  {_first_link(app)}"]
    begin_reading()
    return [*lines, "", "Stop it with Ctrl-C.", ""]


def _has_administrator() -> bool:
    from lms.people.models import Account, UnionRole

    return db.session.scalar(
        select(UnionRole.id)
        .join(Account, Account.person_id == UnionRole.person_id)
        .where(UnionRole.role == "administrator", UnionRole.ended_at.is_(None), Account.password_hash.is_not(None))
        .limit(1)
    ) is not None


def _first_link(app: Flask) -> str:
    from lms.people.invitations import first_administrator

    begin_writing()
    token = first_administrator(actor=Program("first run"), now=clock.now())
    db.session.commit()
    return f"{app.config['BASE_URL']}/link/{token}"
