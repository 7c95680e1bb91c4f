"""Commands about members."""

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from lms import clock, jobs
from lms.audit import Program
from lms.clock import today
from lms.db import begin_reading, begin_writing, db
from lms.record import imports, lookups
from lms.record.checking import check
from lms.record.members_file.reading import WrongFile, read_table
from lms.record.models import MembersFile
from lms.record.rejects import rejects_csv
from lms.refusal import Refusal

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
    now, actor = clock.now(), Program("lms members import")
    try:
        table = read_table(file.read_bytes())
    except WrongFile as wrong:
        sys.exit(f"{file}: {wrong.sentence}")
    found = check(table, today(now))
    begin_writing()
    kept = imports.keep_checked(file.name, table, found, actor=actor, now=now)
    db.session.flush()
    if rejects:
        rejects.write_bytes(rejects_csv(kept, lookups.rows_of(kept, "reject")))
    answer = lookups.row_counts(kept) | {"written": 0}
    if dry_run:
        db.session.rollback()
        sentence = "Nothing was written."
    else:
        sentence = _write(kept, complete, leaving, actor, as_json)
        answer["written"] = imports.written(db.session.get_one(MembersFile, kept.id))
    if as_json:
        problems = [{"line": each.line, "problems": each.problems} for each in found if each.action == "reject"]
        click.echo(json.dumps(answer | {"rejected": problems, "sentence": sentence}))
    else:
        _say(answer, found, complete, sentence)
    sys.exit(2 if answer["reject"] else 0)


def _write(kept: MembersFile, complete: bool, leaving: int | None, actor: Program, quiet: bool) -> str:
    try:
        job_id = imports.confirm_import(kept, complete=complete, leaving=leaving, actor=actor, now=clock.now())
    except Refusal as refusal:
        sys.exit(refusal.sentence)
    file_id, whole = kept.id, kept.rows_to_write
    db.session.commit()

    def show() -> None:
        begin_reading()
        if not quiet:
            click.echo(f"  {imports.written(db.session.get_one(MembersFile, file_id))} of {whole} written", err=True)

    sentence = jobs.wait_for(job_id, show).sentence
    begin_reading()
    return sentence


def _say(answer: dict, found: list, complete: bool, sentence: str) -> None:
    for each in found:
        for problem in each.problems if each.action == "reject" else []:
            where = f"{problem['column']}: " if problem["column"] else ""
            click.echo(f"line {each.line}: {where}{problem['reason']}")
    click.echo(f"{answer['add']} to add, {answer['change']} to change, {answer['same']} as they are, "
               f"{answer['reject']} rejected.")
    if answer["missing"]:
        click.echo(f"{answer['missing']} members are not in the file: "
                   + ("they become “left”." if complete else "they stay as they are."))
    click.echo(sentence)


commands = [members]
