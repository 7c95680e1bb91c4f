"""The members' import: a file that was checked, confirmed, written in short batches, and done."""

from datetime import datetime

from sqlalchemy import func, insert, select, update

from lms import audit, jobs
from lms.audit import Program
from lms.db import db
from lms.people.models import Person
from lms.record import rules
from lms.record.checking import Found
from lms.record.known import BASIS, known_members, known_places
from lms.record.members_file.columns import column_of
from lms.record.members_file.reading import Table
from lms.record.models import MembersFile, MembersRow
from lms.record.writing import Writing, leave, write_line
from lms.refusal import Refusal

A_BATCH = 25  # about a quarter of a second under SQLite's one write lock


def keep_checked(name: str, table: Table, found: list[Found], *, actor, now: datetime) -> MembersFile:
    """Keep what the check has found, so that it can be looked at and confirmed."""
    file = MembersFile(
        name=name[-200:], written_as=f"{table.encoding}, {table.delimiter}", header=table.header,
        left_aside=table.left_aside, state="checked", rows_total=len(table.lines), rows_to_write=0,
        uploaded_at=now, uploaded_by=actor.audit_label[:120],
    )
    db.session.add(file)
    db.session.flush()
    rows = [
        {"file_id": file.id, "line": each.line, "action": each.action, "values": each.values, "changes": each.changes,
         "problems": each.problems, "person_id": each.person_id, "written": False}
        for each in found if each.action != "same"
    ]
    if rows:
        db.session.execute(insert(MembersRow), rows)
    audit.record("checked a members' file", actor, file, now, rows=file.rows_total)
    return file


def confirm_import(
    file: MembersFile, *, complete: bool = False, leaving: int | None = None, actor, now: datetime
) -> str:
    """Have it written; with `complete`, whoever isn't in it becomes left. Returns the job's id.

    Where that would be many, `leaving` has to say how many: a short list ends no memberships by one tick.
    """
    _lock(file)
    if file.state != "checked":
        raise Refusal("This file is being written already, or it was discarded.", code="not open")
    if complete and _lines_without_number(file):
        raise Refusal(
            "Some lines have no membership number, so nobody can tell who is missing. Put them right first, "
            "or import the file without “This is the complete list”.", field="complete", code="unclear who is missing",
        )
    missing = _count(file, "missing") if complete else 0
    if rules.is_many_leaving(missing, file.rows_total) and leaving != missing:
        raise Refusal(
            f"{missing} members would become “left”. If the list really is complete, type that number to confirm it.",
            field="leaving", code="many leaving",
        )
    file.complete, file.state, file.uploaded_by = complete, "writing", actor.audit_label[:120]
    file.rows_to_write = _count(file, "add", "change", *(["missing"] if complete else []))
    file.job_id = jobs.enqueue("record.import-members", file_id=file.id)
    audit.record("confirmed a members' file", actor, file, now, rows=file.rows_to_write, complete=complete)
    return file.job_id


def discard_import(file: MembersFile, *, actor, now: datetime) -> None:
    """Nothing of it is written, and what it held is forgotten."""
    _lock(file)
    if file.state != "checked":
        raise Refusal("This file is being written already, or it was discarded.", code="not open")
    file.state, file.finished_at = "discarded", now
    db.session.execute(MembersRow.__table__.delete().where(MembersRow.file_id == file.id))
    audit.record("discarded a members' file", actor, file, now)


def batches(file: MembersFile) -> list[list[int]]:
    """The lines to write, as [first id, last id] of each batch."""
    actions = ["add", "change"] + (["missing"] if file.complete else [])
    ids = db.session.scalars(
        select(MembersRow.id)
        .where(MembersRow.file_id == file.id, MembersRow.action.in_(actions), MembersRow.written.is_(False))
        .order_by(MembersRow.id)
    ).all()
    return [[some[0], some[-1]] for some in (ids[first:first + A_BATCH] for first in range(0, len(ids), A_BATCH))]


def write_rows(file: MembersFile, first: int, last: int, *, now: datetime) -> int:
    """Write these lines, those that aren't yet; one that can't be written becomes a reject."""
    actions = ["add", "change"] + (["missing"] if file.complete else [])
    rows = db.session.scalars(
        select(MembersRow)
        .where(
            MembersRow.file_id == file.id, MembersRow.id.between(first, last), MembersRow.action.in_(actions),
            MembersRow.written.is_(False),
        )
        .order_by(MembersRow.id)
    ).all()
    known = known_members(row.values["membership_number"] for row in rows)
    at = Writing(f"{BASIS} {file.name}"[:120], Program(f"{file.uploaded_by}, by members' import"), now, known_places())
    for row in rows:
        try:
            with db.session.begin_nested():
                if row.action == "missing":
                    leave(db.session.get_one(Person, row.person_id), at)
                else:
                    row.person_id = write_line(row.values, known.get(row.values["membership_number"]), at).id
                row.written = True
        except Refusal as refusal:
            _reject(file, row, refusal)
    db.session.flush()
    return len(rows)


def finish(file: MembersFile, *, now: datetime) -> None:
    if file.state == "writing":
        file.state, file.finished_at = "done", now
        audit.record("imported a members' file", Program(f"{file.uploaded_by}, by members' import"), file, now,
                     written=written(file))


def written(file: MembersFile) -> int:
    return db.session.scalar(
        select(func.count()).where(MembersRow.file_id == file.id, MembersRow.written.is_(True))
    )


def _reject(file: MembersFile, row: MembersRow, refusal: Refusal) -> None:
    values = {str(place): row.values.get(column_of(title) or "", "") for place, title in enumerate(file.header)}
    db.session.execute(
        update(MembersRow).where(MembersRow.id == row.id).values(
            action="reject", values=values, problems=[{"column": "", "reason": refusal.sentence}], written=False
        )
    )


def _lock(file: MembersFile) -> None:
    db.session.refresh(file, with_for_update=True)


def _count(file: MembersFile, *actions: str) -> int:
    return db.session.scalar(
        select(func.count()).where(MembersRow.file_id == file.id, MembersRow.action.in_(actions))
    )


def _lines_without_number(file: MembersFile) -> bool:
    """Whether a rejected line has no number that can be read."""
    rejects = db.session.scalars(select(MembersRow).where(MembersRow.file_id == file.id, MembersRow.action == "reject"))
    return any(problem["column"] == "Membership number" and "has this number" not in problem["reason"]
               for row in rejects for problem in row.problems)
