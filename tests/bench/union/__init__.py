"""A union of 60,000 members with ten years behind it: 1,000 finished runs, 100,000 answers, every register.

Made at random by a seed, through the models' tables, so that a change of the tables stops it until it
is changed as well. The same members and the same present stand over ten finished runs or a thousand.
"""

import random
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import event, func, select

from lms import first_run, jobs
from lms.content.operations import latest, programme_of, union
from lms.db import begin_reading, begin_writing, db
from lms.people.models import Person
from tests.bench.union.finished import TRAINEES, make_finished_runs
from tests.bench.union.people import make_members, make_staff
from tests.bench.union.present import NEEDED, make_present_runs
from tests.bench.union.rows import Rows
from tests.bench.union.stage import Stage
from tests.bench.union.workplaces import make_workplaces

MEMBERS, RUNS, SEED = 60_000, 1_000, 1834
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


def make_union(
    app: Flask, *, runs: int = RUNS, members: int = MEMBERS, seed: int = SEED, now: datetime = NOW,
    trainees: int = TRAINEES, migrate: bool = True,
) -> None:
    """Fill the app's empty database; its tables are made first, by the migrations or straight from the models.

    `trainees` a finished run; where there aren't members enough for all runs, each has fewer.
    """
    each = min(trainees, (members - NEEDED) // max(runs, 1))
    if each < 3:
        raise ValueError(f"{members} members are too few for {runs} runs: it takes {NEEDED + 3 * runs}")
    with app.app_context():
        if migrate:
            first_run.bring_up_to_date(app)
        else:
            db.create_all()
            jobs.create_tables(app)
        first_run.publish_content()
        begin_reading()
        reps, basic = latest("reps"), latest("link-members")
        known = (union(), programme_of(reps), reps.id, programme_of(basic), basic.id)
        if db.session.scalar(select(func.count()).select_from(Person)):
            raise ValueError("there are people in this database already")
        _in_a_hurry()
        begin_writing()
        rows = Rows(db.session.connection())
        stage = Stage(rows, random.Random(seed), now, *known)
        places = make_workplaces(stage)
        make_staff(stage, places)
        make_members(stage, members, NEEDED + runs * each, places)
        make_present_runs(stage, stage.members[:NEEDED])
        make_finished_runs(stage, runs, stage.members[NEEDED:NEEDED + runs * each])
        rows.finish()
        db.session.commit()
        begin_reading()
        _as_usual()
        _analyse()


def _in_a_hurry() -> None:
    """Nothing is lost on SQLite if the power fails now: it is made again. The app's own way of writing comes back."""
    begin_reading()
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        event.listen(db.engine, "connect", _carelessly)


def _as_usual() -> None:
    if db.engine.dialect.name == "sqlite":
        event.remove(db.engine, "connect", _carelessly)
    db.engine.dispose()


def _carelessly(connection, _record) -> None:
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-200000"):
        connection.execute(f"PRAGMA {pragma}")


def _analyse() -> None:
    """PostgreSQL does this by itself after a while. Nobody does it for SQLite, so that it isn't done here."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
