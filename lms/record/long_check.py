"""The check of a list of any length, some lines at a time: each part is kept before the next is read."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from lms import audit
from lms.audit import Program
from lms.db import db
from lms.record import checking, kept
from lms.record.checking import Found
from lms.record.imports import forget_rows, keep_rows
from lms.record.known import members_after
from lms.record.members_file.columns import column_of
from lms.record.members_file.reading import Lines, Table, WrongFile
from lms.record.models import MembersFile
from lms.record.seen import Seen

A_PART = 2000


@dataclass(frozen=True)
class Part:
    """What some lines say, from where to where; `lines` is 0 at the end."""

    begins: int
    ends: int
    next_line: int
    lines: int
    found: list[Found]


def table_of(file: MembersFile) -> Table:
    names = {name: place for place, title in enumerate(file.header) if (name := column_of(title))}
    encoding, _, delimiter = file.written_as.partition(", ")
    return Table(file.header, names, file.left_aside, encoding, delimiter)


def read_part(file: MembersFile, today: date) -> Part:
    """Look at the next lines; reads only. Raises WrongFile where quotation marks don't close."""
    table = table_of(file)
    try:
        content = kept.path_of(file.kept_as).open("rb")
    except FileNotFoundError:
        raise WrongFile("The file is no longer there. Send it again.") from None
    with content, Seen(kept.seen_beside(file.kept_as)) as seen:
        lines = Lines(content, table.delimiter, file.read_to, file.next_line)
        some = list(islice(lines, A_PART))
        return Part(file.read_to, lines.offset, lines.number, len(some),
                    checking.look_at(some, table, seen, today) if some else [])


def keep_part(file: MembersFile, part: Part) -> bool:
    """Keep it, once; whether there may be more."""
    if file.state != "checking" or file.read_to != part.begins or not part.lines:
        return file.state == "checking" and part.lines > 0
    keep_rows(file, part.found)
    file.read_to, file.next_line = part.ends, part.next_line
    file.rows_read += part.lines
    db.session.flush()
    return True


def read_missing(file: MembersFile) -> tuple[int, int, list[Found]]:
    """From which member to which, and who of them isn't in the list; reads only."""
    members = members_after(file.missing_to, A_PART)
    with Seen(kept.seen_beside(file.kept_as)) as seen:
        return file.missing_to, members[-1].id if members else 0, checking.missing(members, seen)


def keep_missing(file: MembersFile, begins: int, ends: int, found: list[Found]) -> bool:
    """The same for the members who aren't in it."""
    if file.state == "checking" and file.missing_to == begins and ends:
        keep_rows(file, found)
        file.missing_to = ends
        db.session.flush()
    return file.state == "checking" and ends > 0


def end_check(file: MembersFile, *, now: datetime) -> None:
    """All is read: it can be looked at and confirmed."""
    if file.state != "checking":
        return
    with Seen(kept.seen_beside(file.kept_as)) as seen:
        file.new_names = {kind: seen.new_names(kind) for kind in ("region", "employer")}
    file.state, file.rows_total = "checked", file.rows_read
    audit.record("checked a members' file", Program(f"{file.uploaded_by}, by members' import"), file, now,
                 rows=file.rows_total)


def give_up(file: MembersFile, sentence: str, *, now: datetime) -> None:
    """It can't be read to its end: nothing of it is kept but why."""
    if file.state == "checking":
        file.state, file.problem, file.finished_at = "unreadable", sentence[:300], now
        forget_rows(file)
