"""A confirmed list, written in short batches, so that nobody else waits long for the database."""

from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from lms import audit, jobs
from lms.audit import Program
from lms.db import db
from lms.record.imports import count
from lms.record.known import BASIS
from lms.record.members_file.columns import column_of
from lms.record.models import MembersFile, MembersRow
from lms.record.writing import Line, write_lines

A_BATCH = 1000  # about a tenth of a second under SQLite's one write lock
TRIES = 3
KEPT = 200  # rows of each kind that stay to be looked at once all is written
THE_IMPORT = 7_202_301  # the name of a lock of PostgreSQL's: one list at a time


def batches(file: MembersFile) -> list[list[int]]:
    """The lines to write, as [first id, last id] of each batch."""
    row = MembersRow.__table__
    numbered = (
        select(row.c.id, ((func.row_number().over(order_by=row.c.id) - 1) // A_BATCH).label("batch"))
        .where(row.c.file_id == file.id, row.c.action.in_(_actions(file)), row.c.written.is_(False)).subquery()
    )
    found = select(func.min(numbered.c.id), func.max(numbered.c.id)).group_by(numbered.c.batch)
    return [list(ends) for ends in db.session.execute(found.order_by(numbered.c.batch))]


def read_rows(file: MembersFile, first: int, last: int) -> list:
    """The lines between these ids that aren't written yet."""
    row = MembersRow.__table__
    return db.session.execute(
        select(row.c.id, row.c.action, row.c["values"].label("said"), row.c.person_id)
        .where(row.c.id.between(first, last), row.c.file_id == file.id, row.c.action.in_(_actions(file)),
               row.c.written.is_(False))
        .order_by(row.c.id)
    ).all()


def write_rows(file: MembersFile, first: int, last: int, *, now: datetime) -> int:
    """Write these lines, those that aren't yet; one that can't be written becomes a reject."""
    one_list_at_a_time()
    rows = read_rows(file, first, last)
    if not rows:
        return 0
    lines = [Line(row.said, leaving=row.person_id if row.action == "missing" else None) for row in rows]
    write_together(lines, source=f"{BASIS} {file.name}"[:120],
                   actor=Program(f"{file.uploaded_by}, by members' import"), now=now)
    refused = {row.id: (row, line.refusal) for row, line in zip(rows, lines, strict=True) if line.refusal}
    for row, refusal in refused.values():
        _reject(file, row, refusal.sentence)
    table = MembersRow.__table__
    db.session.execute(
        update(table).where(table.c.id.between(rows[0].id, rows[-1].id), table.c.file_id == file.id,
                            table.c.action.in_(_actions(file)))
        .values(written=True)
    )
    file.rows_written += len(rows) - len(refused)
    db.session.flush()
    return len(rows)


def write_together(lines: list[Line], *, source: str, actor, now: datetime) -> None:
    """Write them; where somebody else has just written the same, look again and write what is left."""
    for attempt in range(1, TRIES + 1):
        try:
            with db.session.begin_nested():
                write_lines(lines, source=source, actor=actor, now=now)
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


def forget_some(file: MembersFile, most: int = 4 * A_BATCH) -> int:
    """Forget rows that nobody looks at any more; how many. What was rejected stays, and the first of the others."""
    row = MembersRow.__table__
    kept = [] if file.state == "discarded" else [
        select(row.c.id).where(row.c.file_id == file.id, row.c.action == action)
        .order_by(row.c.line, row.c.id).limit(KEPT).subquery().select()
        for action in ("add", "change", "missing")
    ]
    old = select(row.c.id).where(row.c.file_id == file.id, *(row.c.id.not_in(each) for each in kept))
    if file.state != "discarded":
        old = old.where(row.c.action != "reject")
    return db.session.execute(row.delete().where(row.c.id.in_(old.limit(most)))).rowcount


def _actions(file: MembersFile) -> list[str]:
    return ["add", "change"] + (["missing"] if file.complete else [])


def _reject(file: MembersFile, row, sentence: str) -> None:
    values = {str(place): row.said.get(column_of(title) or "", "") for place, title in enumerate(file.header)}
    table = MembersRow.__table__
    db.session.execute(update(table).where(table.c.id == row.id).values(
        action="reject", values=values, problems=[{"column": "", "reason": sentence}], written=False
    ))
    count(file, {row.action: -1, "reject": 1})
