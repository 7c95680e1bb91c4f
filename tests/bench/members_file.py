"""Rows a second of the members' import: a file of new members, by `lms members import` and a worker."""

import csv
import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from lms import create_app
from lms.db import db
from lms.people.models import Person
from tests.bench.fresh import in_fresh_process
from tests.bench.page_costs import Union
from tests.bench.project import PROJECT
from tests.bench.serving import environment, running
from tests.bench.union.names import names
from tests.bench.union.people import JOBS
from tests.bench.union.workplaces import FIRST, REGIONS, SECOND

HEADER = ("Membership number", "Name", "E-mail", "Employer", "Workplace", "Job title", "Region", "Membership status",
          "Status since")


@dataclass(frozen=True)
class Imported:
    """`seconds` is None where it wasn't done in time; `written` is how far it had come."""

    rows: int
    seconds: float | None
    written: int

    @property
    def a_second(self) -> float | None:
        return self.rows / self.seconds if self.seconds else None


def import_rows(union: Union, rows: int, patience: float) -> Imported:
    """Import so many new members into an empty database; the seconds begin and end with the command."""
    lms, file = str(Path(sys.executable).with_name("lms")), union.folder / "members.csv"
    write_file(file, rows)
    for words in (["db", "upgrade"], ["content", "publish"]):
        _run([lms, *words], union, 60)
    with running([lms, "worker", "--name", "bench"], union, heard=True) as worker:
        if "at work" not in worker.stdout.readline():
            raise RuntimeError(f"the worker did not start:\n{worker.stderr.read()}")
        began = time.monotonic()
        try:
            said = _run([lms, "members", "import", str(file), "--json"], union, patience)
        except subprocess.TimeoutExpired:
            return Imported(rows, None, in_fresh_process(_count, union))
        took = time.monotonic() - began
    answer = json.loads(said)
    if answer["written"] != rows:
        raise RuntimeError(f"of {rows} members {answer['written']} were written: {answer['sentence']}")
    return Imported(rows, took, rows)


def _count(union: Union) -> int:
    """How many members there are by now."""
    app = create_app({"DATA": union.folder, "DATABASE_URL": union.url})
    with app.app_context():
        return db.session.scalar(select(func.count(Person.id)))


def write_file(file: Path, rows: int) -> None:
    chance = random.Random(rows)
    called, employers = names(chance), [f"{first} {second}" for first in FIRST for second in SECOND]
    with file.open("w", encoding="utf-8", newline="") as text:
        table = csv.writer(text)
        table.writerow(HEADER)
        for number in range(rows):
            employer = chance.randrange(len(employers))
            table.writerow((700_001 + number, next(called), f"new{number}@bench.example", employers[employer],
                            "Main site", chance.choice(JOBS), REGIONS[employer % len(REGIONS)], "current",
                            f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}-11"))


def _run(command: list[str], union: Union, patience: float) -> str:
    done = subprocess.run(command, cwd=PROJECT, env=environment(union), capture_output=True, text=True,
                          timeout=patience)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:])} answers {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout
