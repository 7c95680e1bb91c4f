"""Commands about members."""

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from lms import clock, jobs
from lms.audit import Program
from lms.db import begin_reading, begin_writing, db
from lms.record import imports, kept
from lms.record import jobs as at_work
from lms.record.lookups import row_counts, rows_after
from lms.record.members_file.reading import WrongFile
from lms.record.models import MembersFile
from lms.record.rejects import write_rejects
from lms.refusal import Refusal

SAID = 1000  # rejected lines that are said one by one

members = AppGroup("members", help="The members of the union.")


@members.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--complete", is_flag=True, help="This is the complete list: whoever is missing becomes “left”.")
@click.option("--leaving", type=int, help="With --complete, where many are missing: how many become “left”.")
@click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the rejected lines.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def import_members(
    file: Path, dry_run: bool, complete: bool, leaving: int | None, rejects: Path | None, as_json: bool
) -> None:
    """Add and change members from FILE.csv. Exit status: 0 all lines, 1 not read, 2 some lines rejected."""
    actor = Program("lms members import")
    try:
        with file.open("rb") as content:
            received = kept.receive(content, file.name)
    except WrongFile as wrong:
        sys.exit(f"{file}: {wrong.sentence}")
    begin_writing()
    list_id = imports.start_import(received, by_job=False, actor=actor, now=clock.now()).id
    db.session.commit()
    _check(list_id, as_json)
    checked = _file(list_id)
    if checked.state == "unreadable":
        sys.exit(f"{file}: {checked.problem}")
    if rejects:
        write_rejects(checked, rejects)
    problems = [{"line": row.line, "problems": row.problems} for row in rows_after(list_id, "reject", 0, SAID)]
    answer = row_counts(checked) | {"written": 0}
    if dry_run:
        at_work.forget_all(list_id)
        sentence = "Nothing was written."
    else:
        sentence = _write(list_id, complete, leaving, actor, as_json)
        answer["written"] = _file(list_id).rows_written
    if as_json:
        click.echo(json.dumps(answer | {"rejected": problems, "sentence": sentence}))
    else:
        _say(answer, problems, complete, sentence)
    sys.exit(2 if answer["reject"] else 0)


def _check(list_id: int, quiet: bool) -> None:
    for read, whole in at_work.check_in_parts(list_id):
        if not quiet:
            click.echo(f"  {read} of about {whole} read", err=True)


def _write(list_id: int, complete: bool, leaving: int | None, actor: Program, quiet: bool) -> str:
    begin_writing()
    checked = _file(list_id)
    try:
        job_id = imports.confirm_import(checked, complete=complete, leaving=leaving, actor=actor, now=clock.now())
    except Refusal as refusal:
        sys.exit(refusal.sentence)
    whole = checked.rows_to_write
    db.session.commit()

    def show() -> None:
        begin_reading()
        if not quiet:
            click.echo(f"  {_file(list_id).rows_written} of {whole} written", err=True)

    sentence = jobs.wait_for(job_id, show).sentence
    begin_reading()
    return sentence


def _say(answer: dict, problems: list[dict], complete: bool, sentence: str) -> None:
    for each in problems:
        for problem in each["problems"]:
            where = f"{problem['column']}: " if problem["column"] else ""
            click.echo(f"line {each['line']}: {where}{problem['reason']}")
    if answer["reject"] > len(problems):
        click.echo(f"… and {answer['reject'] - len(problems)} more lines; --rejects FILE writes all of them.")
    click.echo(f"{answer['add']} to add, {answer['change']} to change, {answer['same']} as they are, "
               f"{answer['reject']} rejected.")
    if answer["missing"]:
        click.echo(f"{answer['missing']} members are not in the file: "
                   + ("they become “left”." if complete else "they stay as they are."))
    click.echo(sentence)


def _file(list_id: int) -> MembersFile:
    return db.session.get_one(MembersFile, list_id)


commands = [members]
