"""The lines that can't be written, as a CSV file that a spreadsheet opens without harm.

Each as it was, before it its number in the file, behind it what is wrong. It can be put right and sent
again: the columns that we added are left aside when it is read.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from lms.record.lookups import rows_after
from lms.record.models import MembersFile, MembersRow
from lms.web.exports import plain_cell

A_PART = 1000


def columns(file: MembersFile) -> list[str]:
    return ["Line", *file.header, "What is wrong"]


def parts(file: MembersFile) -> Iterator[list[list]]:
    """The rows, some at a time; each part is read anew, so that a reader may be slow."""
    return _parts(file.id, len(file.header))


def _parts(file_id: int, width: int) -> Iterator[list[list]]:
    last = 0
    while rows := rows_after(file_id, "reject", last, A_PART):
        last = rows[-1].id
        yield [_cells(row, width) for row in rows]


def write_rejects(file: MembersFile, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        for part in ([columns(file)], *parts(file)):
            writer.writerows([plain_cell(cell) for cell in row] for row in part)


def _cells(row: MembersRow, width: int) -> list:
    wrong = " ".join(f"{each['column']}: {each['reason']}" if each["column"] else each["reason"]
                     for each in row.problems)
    return [row.line, *(row.values.get(str(place), "") for place in range(width)), wrong]
