"""`lms content check`, `publish`, `export`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from lms import clock
from lms.audit import Program
from lms.content.building import Problem
from lms.content.checking import Report, against_published, check_folder, knows_what_is_published
from lms.content.publications import last_publication, publish_folder
from lms.db import begin_reading, begin_writing, db
from lms.refusal import Refusal

folder = click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
as_json = click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")


@click.group("content")
def content() -> None:
    """Check, preview and publish course material."""


@content.command("check")
@folder
@as_json
@click.option("--strict", is_flag=True, help="Exit status 1 for a warning too.")
@with_appcontext
def check(folder: Path | None, as_json: bool, strict: bool) -> None:
    """Say every mistake in DIR (or the set content folder), and what else to look at.

    Exit status 1 if there is a mistake. Where a database is set up, also what would be refused there.
    """
    report = _checked(folder)
    if as_json:
        click.echo(json.dumps(_as_json(report)))
    else:
        _say(report)
    sys.exit(1 if report.problems or strict and report.warnings else 0)


@content.command("publish")
@folder
@as_json
@click.option("--note", default="", help="What for, in a few words.")
@with_appcontext
def publish(folder: Path | None, as_json: bool, note: str) -> None:
    """Publish what has changed in DIR, and say what that is. Runs that are open keep what they were opened with."""
    report = check_folder(folder or current_app.config["CONTENT"], clock.today(clock.now()))
    if report.folder is None:
        click.echo(json.dumps(_as_json(report))) if as_json else _say(report)
        sys.exit(1)
    begin_writing()
    try:
        done = publish_folder(report.folder, note=note, actor=Program("lms content publish"), now=clock.now())
    except Refusal as refusal:
        if as_json:
            click.echo(json.dumps({"refused": refusal.sentence}))
        sys.exit(1 if as_json else refusal.sentence)
    db.session.commit()
    if as_json:
        click.echo(json.dumps({"published": [
            {"programme": each.programme_slug, "version": each.version,
             "changes": [str(change) for change in done.changes[each.programme_slug]]} for each in done.snapshots
        ], "law": [{"statement": each.law.slug, "told": each.is_told, "words": each.words} for each in done.news]}))
    elif done.snapshots:
        for each in done.snapshots:
            click.echo(f"Published {each.programme_slug} {each.version}.")
            for change in done.changes[each.programme_slug]:
                click.echo(f"  {change}")
        for news in done.news:
            click.echo(f"{news.law.title}: {news.words}")
    elif done.publication:
        click.echo("No programme has changed. The files beside them have, and are kept.")
    else:
        click.echo("Nothing has changed since it was last published.")


@content.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export(file: Path) -> None:
    """Write the files that were published last into FILE, a zip."""
    begin_reading()
    last = last_publication()
    if last is None:
        sys.exit("Nothing has been published yet.")
    try:
        with file.open("xb") as out:
            out.write(last.archive.packed)
    except FileExistsError:
        sys.exit(f"{file} is there already. Choose another name: an export never overwrites one.")
    except OSError as problem:
        sys.exit(f"{file} can't be written: {problem.strerror}.")
    versions = ", ".join(f"{slug} {version}" for slug, version in sorted(last.versions.items()))
    click.echo(f"{file}: {last.archive.files} files, {versions}.")


def _checked(folder: Path | None) -> Report:
    report = check_folder(folder or current_app.config["CONTENT"], clock.today(clock.now()))
    return against_published(report) if knows_what_is_published() else report


def _as_json(report: Report) -> dict:
    return {"problems": list(map(asdict, report.problems)), "warnings": list(map(asdict, report.warnings))}


def _say(report: Report) -> None:
    for each in report.problems:
        click.echo(_in_lines(each))
    for each in report.warnings:
        click.echo(f"warning: {_in_lines(each)}")
    counted = ", ".join(
        f"{len(found)} {noun}{'' if len(found) == 1 else 's'} {what}" for found, noun, what in (
            (report.problems, "mistake", "to put right"), (report.warnings, "warning", "to look at"),
        ) if found
    )
    if report.problems:
        click.echo(f"{counted}.")
        return
    programmes = "; ".join(f"{each.title} {each.version}" for each in report.folder.material.programmes)
    click.echo(f"No mistakes{', ' + counted if counted else ''}. {programmes}.")


def _in_lines(problem: Problem) -> str:
    return f"{problem}\n    {problem.hint}" if problem.hint else str(problem)


commands = [content]
