"""`lms content check` and `lms content publish`."""

import json
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from lms import clock
from lms.audit import Program
from lms.content import operations
from lms.content.reading import Mistakes, read
from lms.content.shapes import Material
from lms.db import begin_writing, db
from lms.refusal import Refusal

folder = click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
as_json = click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")


@click.group("content")
def content() -> None:
    """Check and publish course material."""


@content.command("check")
@folder
@as_json
@with_appcontext
def check(folder: Path | None, as_json: bool) -> None:
    """Say every mistake in DIR (or the set content folder). Exit status 1 if there is one."""
    material = _read(folder, as_json)
    names = [f"{programme.title} {programme.version}" for programme in material.programmes]
    click.echo(json.dumps({"problems": []}) if as_json else f"No mistakes. {'; '.join(names)}.")


@content.command("publish")
@folder
@as_json
@with_appcontext
def publish(folder: Path | None, as_json: bool) -> None:
    """Publish what has changed in DIR. Runs that are open keep what they were opened with."""
    material = _read(folder, as_json)
    begin_writing()
    try:
        new = operations.publish(material, actor=Program("lms content publish"), now=clock.now())
    except Refusal as refusal:
        if as_json:
            click.echo(json.dumps({"refused": refusal.sentence}))
        sys.exit(1 if as_json else refusal.sentence)
    db.session.commit()
    if as_json:
        click.echo(json.dumps({"published": [{"programme": s.programme_slug, "version": s.version} for s in new]}))
    elif new:
        click.echo("\n".join(f"Published {s.programme_slug} {s.version}." for s in new))
    else:
        click.echo("Nothing has changed since it was last published.")


def _read(folder: Path | None, as_json: bool) -> Material:
    try:
        return read(folder or current_app.config["CONTENT"])
    except Mistakes as mistakes:
        if as_json:
            click.echo(json.dumps({"problems": [vars(problem) for problem in mistakes.problems]}))
            sys.exit(1)
        count = len(mistakes.problems)
        sys.exit("\n".join([*map(str, mistakes.problems), f"{count} mistake{'s' if count > 1 else ''} to put right."]))


commands = [content]
