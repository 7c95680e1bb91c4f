"""A confirmed list, written in short batches, so that nobody else waits long for the database."""

from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from lms import audit, jobs
from lms.audit import Program
from lms.db import db
from lms.record.imports import count
from lms.record.known import BASIS, known_places
from lms.record.members_file.columns import column_of
from lms.record.models import MembersFile, MembersRow
from lms.record.writing import Line, employers_of, write_lines

A_BATCH = 2000  # one durable step; it is written in as many transactions as keep short
TRIES = 3
KEPT = 200  # rows of each kind that stay to be looked at once all is written
THE_IMPORT = 7_202_301  # the name of a lock of PostgreSQL's: one list at a time


def batches(file: MembersFile) -> list[list[int]]:
    """The lines to write, as [first id, last id] of each batch."""
    row = MembersRow.__table__
    numbered = (
        select(row.c.id, ((func.row_number().over(order_by=row.c.id) - 1) // A_BATCH).label("batch"))
        .where(_unwritten(file)).subquery()
    )
    found = select(func.min(numbered.c.id), func.max(numbered.c.id)).group_by(numbered.c.batch)
    return [list(ends) for ends in db.session.execute(found.order_by(numbered.c.batch))]


def read_rows(file: MembersFile, first: int, last: int) -> list[Line]:
    """The lines between these ids that aren't written yet."""
    row = MembersRow.__table__
    found = db.session.execute(
        select(row.c.id, row.c.action, row.c["values"], row.c.person_id)
        .where(_unwritten(file), row.c.id.between(first, last)).order_by(row.c.id)
    ).all()
    return [
        Line(values, row_id, action, person_id if action == "missing" else None)
        for row_id, action, values, person_id in found
    ]


def places_for(lines: list[Line]) -> dict:
    """The workplaces of their employers."""
    return known_places(employers_of(lines)).found


def write_rows(file: MembersFile, lines: list[Line], places: dict, *, now: datetime) -> int:
    """Write lines that `read_rows` gave, those that still aren't; one that can't be written becomes a reject.

    `places` are the workplaces of their employers; new ones are put into it.
    """
    one_list_at_a_time()
    table = MembersRow.__table__
    these = _unwritten(file) & table.c.id.between(lines[0].row_id, lines[-1].row_id)
    still = set(db.session.scalars(select(table.c.id).where(these)))
    lines = [line for line in lines if line.row_id in still]
    write_together(lines, places, source=f"{BASIS} {file.name}"[:120],
                   actor=Program(f"{file.uploaded_by}, by members' import"), now=now)
    refused = [line for line in lines if line.refusal]
    for line in refused:
        _reject(file, line)
    db.session.execute(update(table).where(these).values(written=True))
    file.rows_written += len(lines) - len(refused)
    db.session.flush()
    return len(lines)


def write_together(lines: list[Line], places: dict, *, source: str, actor, now: datetime) -> None:
    """Write them; where somebody else has just written the same, look again and write what is left."""
    for attempt in range(1, TRIES + 1):
        try:
            with db.session.begin_nested():
                places |= write_lines(lines, places, source=source, actor=actor, now=now)
            return
        except IntegrityError:
            if attempt == TRIES:
                raise


def one_list_at_a_time() -> None:
    """Two lists with the same members don't wait for each other's rows crosswise; on SQLite nobody writes beside us."""
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": THE_IMPORT})


def finish(file: MembersFile, *, now: datetime) -> None:
    if file.state == "writing":
        file.state, file.finished_at = "done", now
        audit.record("imported a members' file", Program(f"{file.uploaded_by}, by members' import"), file, now,
                     written=file.rows_written)
        if sum(number for action, number in file.counts.items() if action in ("add", "change", "missing")) > 4 * KEPT:
            jobs.enqueue("record.forget-rows", file_id=file.id)


def forget_some(file: MembersFile, most: int = A_BATCH) -> int:
    """Forget rows that nobody looks at any more; how many. What was rejected stays, and the first of the others."""
    row = MembersRow.__table__
    kept = [] if file.state == "discarded" else [
        select(row.c.id).where(row.c.file_id == file.id, row.c.action == action)
        .order_by(row.c.id).limit(KEPT).subquery().select()
        for action in ("add", "change", "missing")
    ]
    old = select(row.c.id).where(row.c.file_id == file.id, *(row.c.id.not_in(each) for each in kept))
    if file.state != "discarded":
        old = old.where(row.c.action != "reject")
    return db.session.execute(row.delete().where(row.c.id.in_(old.limit(most)))).rowcount


def _unwritten(file: MembersFile):
    row, actions = MembersRow.__table__, ["add", "change"] + (["missing"] if file.complete else [])
    return (row.c.file_id == file.id) & row.c.action.in_(actions) & row.c.written.is_(False)


def _reject(file: MembersFile, line: Line) -> None:
    values = {str(place): line.values.get(column_of(title) or "", "") for place, title in enumerate(file.header)}
    table = MembersRow.__table__
    db.session.execute(update(table).where(table.c.id == line.row_id).values(
        action="reject", values=values, problems=[{"column": "", "reason": line.refusal.sentence}], written=False
    ))
    count(file, {line.action: -1, "reject": 1})
