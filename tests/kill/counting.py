"""The `lms` command of a house with one job more: a batch of ten steps, each of which leaves a mark.

Run by the tests as a process of its own, so that it can be killed. HOLD names a step and a moment in
it ("5 before", "5 after" its commit) at which it waits for ever; PAUSE is how long each step takes.
"""

import os
import time

from sqlalchemy import text

from lms import app, jobs
from lms.db import begin_writing, db

TABLES = (
    "CREATE TABLE begun (step INTEGER NOT NULL, by_code VARCHAR(10) NOT NULL)",
    "CREATE TABLE counted (step INTEGER PRIMARY KEY, by_code VARCHAR(10) NOT NULL)",
)
CODE = os.environ.get("CODE", "old")


def which(of: int) -> list[int]:
    return list(range(1, of + 1))


def one(step: int) -> None:
    note("INSERT INTO begun VALUES (:step, :code)", step)
    hold(f"{step} before")
    time.sleep(float(os.environ.get("PAUSE", "0")))
    note("INSERT INTO counted VALUES (:step, :code) ON CONFLICT DO NOTHING", step)
    hold(f"{step} after")


def note(statement: str, step: int) -> None:
    begin_writing()
    db.session.execute(text(statement), {"step": step, "code": CODE})
    db.session.commit()


def hold(moment: str) -> None:
    if os.environ.get("HOLD") == moment:
        print(f"holding {moment}", flush=True)
        time.sleep(600)


@jobs.batch("tests.ten-steps")
def ten_steps(step, of: int) -> None:
    for number in step(which, of):
        step(one, number)


if __name__ == "__main__":
    app.main()
