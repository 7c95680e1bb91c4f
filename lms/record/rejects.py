"""The lines that can't be written, as a CSV file that a spreadsheet opens without harm."""

import csv
import io
from collections.abc import Iterable

from lms.record.models import MembersFile, MembersRow

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rejects_csv(file: MembersFile, rows: Iterable[MembersRow]) -> bytes:
    """Each rejected line as it was, before it its number in the file, behind it what is wrong.

    It can be put right and sent again: the columns that we added are left aside when it is read.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_safe(cell) for cell in ("Line", *file.header, "What is wrong")])
    for row in rows:
        cells = [row.values.get(str(place), "") for place in range(len(file.header))]
        wrong = " ".join(f"{each['column']}: {each['reason']}" if each["column"] else each["reason"]
                         for each in row.problems)
        writer.writerow([_safe(str(cell)) for cell in (row.line, *cells, wrong)])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """What a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
