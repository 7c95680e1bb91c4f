"""The members' import: a list that is sent, checked, confirmed or discarded, and written in short batches."""

from datetime import datetime

from sqlalchemy import delete, func, select

from lms import audit, jobs
from lms.db import db, insert_many
from lms.record import rules
from lms.record.checking import Found, counted
from lms.record.kept import Received
from lms.record.members_file.reading import Table
from lms.record.models import MembersFile, MembersRow
from lms.refusal import Refusal

NOTHING, NONE = {}, []
AT_ONCE = 5000  # so many rows are forgotten in the request itself


def start_import(
    received: Received, *, complete: bool = False, by_job: bool = True, actor, now: datetime
) -> MembersFile:
    """Have a list checked that `kept.receive` has received; `complete` is only remembered until it is confirmed."""
    table = received.table
    file = _new_file(received.name, table, "checking", actor, now)
    file.complete, file.kept_as, file.rows_total = complete, received.kept_as, received.about
    file.read_to, file.next_line = table.begins
    db.session.flush()
    if by_job:
        file.job_id = jobs.enqueue("record.check-members", file_id=file.id)
    return file


def keep_checked(name: str, table: Table, found: list[Found], *, actor, now: datetime) -> MembersFile:
    """Keep what the check of a list in memory has found, so that it can be looked at and confirmed."""
    file = _new_file(name, table, "checked", actor, now)
    file.rows_total = file.rows_read = len(table.lines)
    db.session.flush()
    keep_rows(file, found)
    audit.record("checked a members' file", actor, file, now, rows=file.rows_total)
    return file


def _new_file(name: str, table: Table, state: str, actor, now: datetime) -> MembersFile:
    file = MembersFile(
        name=name[-200:], written_as=f"{table.encoding}, {table.delimiter}", header=table.header,
        left_aside=table.left_aside, state=state, counts={}, uploaded_at=now,
        uploaded_by=actor.audit_label[:120],
    )
    db.session.add(file)
    return file


def keep_rows(file: MembersFile, found: list[Found]) -> None:
    """Keep the lines that change something or can't be written, and count all."""
    rows = [
        {"file_id": file.id, "line": each.line, "action": each.action, "values": each.values,
         "changes": each.changes or NOTHING, "problems": each.problems or NONE, "person_id": each.person_id,
         "written": False}
        for each in found if each.action != "same"
    ]
    insert_many(MembersRow.__table__, rows)
    count(file, counted(found))


def count(file: MembersFile, more: dict[str, int]) -> None:
    file.counts = {action: file.counts.get(action, 0) + more.get(action, 0) for action in {*file.counts, *more}}


def confirm_import(
    file: MembersFile, *, complete: bool = False, leaving: int | None = None, actor, now: datetime
) -> str:
    """Have it written; with `complete`, whoever isn't in it becomes left. Returns the job's id.

    Where that would be many, `leaving` has to say how many: a short list ends no memberships by one tick.
    """
    _lock(file, "checked")
    if complete and file.counts.get("without number"):
        raise Refusal(
            "Some lines have no membership number, so nobody can tell who is missing. Put them right first, "
            "or import the file without “This is the complete list”.", field="complete", code="unclear who is missing",
        )
    missing = file.counts.get("missing", 0) if complete else 0
    if rules.is_many_leaving(missing, file.rows_total) and leaving != missing:
        raise Refusal(
            f"{missing} members would become “left”. If the list really is complete, type that number to confirm it.",
            field="leaving", code="many leaving",
        )
    file.complete, file.state, file.uploaded_by = complete, "writing", actor.audit_label[:120]
    file.rows_to_write = file.counts.get("add", 0) + file.counts.get("change", 0) + missing
    file.job_id = jobs.enqueue("record.import-members", file_id=file.id)
    audit.record("confirmed a members' file", actor, file, now, rows=file.rows_to_write, complete=complete)
    return file.job_id


def discard_import(file: MembersFile, *, actor, now: datetime) -> None:
    """Nothing of it is written, and what it held is forgotten."""
    _lock(file, "checked", "checking", "unreadable")
    file.state, file.finished_at = "discarded", now
    forget_rows(file)
    audit.record("discarded a members' file", actor, file, now)


def forget_rows(file: MembersFile) -> None:
    """Forget the rows of what is discarded; where they are many, a job does it in short batches."""
    there = db.session.scalar(
        select(func.count()).select_from(
            select(MembersRow.id).where(MembersRow.file_id == file.id).limit(AT_ONCE + 1).subquery()
        )
    )
    if there > AT_ONCE:
        jobs.enqueue("record.forget-rows", file_id=file.id)
    else:
        db.session.execute(delete(MembersRow.__table__).where(MembersRow.file_id == file.id))


def _lock(file: MembersFile, *states: str) -> None:
    db.session.refresh(file, with_for_update=True)
    if file.state == "checking" and "checking" not in states:
        raise Refusal("This file is still being checked. Wait until that is done.", code="not open")
    if file.state == "unreadable" and "unreadable" not in states:
        raise Refusal(file.problem, code="not open")
    if file.state not in states:
        raise Refusal("This file is being written already, or it was discarded.", code="not open")
