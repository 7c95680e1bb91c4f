"""Lists as files, CSV or XLSX: read in parts, so that memory stays flat, and safe in a spreadsheet.

To download a list is an act: who took what away stands in the audit. So it is a POST, which the token
against forged requests covers; a GET changes nothing. The view writes its line and commits, then
answers with `file_of`: the parts are read afterwards, each in a short transaction that has ended
before a slow reader is waited for.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

import xlsxwriter
from flask import Response, stream_with_context

from lms.clock import LONDON
from lms.db import begin_reading

Cell = str | int | float | date | datetime | bool | None

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
SHEET = 1_048_575  # rows below the head of one sheet
LONGEST = 32_767
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_of(kind: str, name: str, columns: Sequence[str], parts: Iterable[list[Sequence[Cell]]]) -> Response:
    """The answer with this list as a file; `kind` is "csv" or "xlsx", `parts` are its rows, some at a time."""
    begin_reading()
    given = iter(parts)
    begun = chain([next(given, [])], given)  # what goes wrong at once is an error page, and no torn file
    begin_reading()
    return (xlsx_of if kind == "xlsx" else csv_of)(columns, begun, name)


def csv_of(columns: Sequence[str], parts: Iterable[list[Sequence[Cell]]], name: str) -> Response:
    answer = Response(stream_with_context(_lines(columns, parts)), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return answer


def xlsx_of(columns: Sequence[str], parts: Iterable[list[Sequence[Cell]]], name: str) -> Response:
    made = tempfile.TemporaryFile()
    try:
        _write_book(made, columns, parts)
        made.seek(0, io.SEEK_END)
    except BaseException:
        made.close()
        raise
    answer = Response(_pieces(made), mimetype=EXCEL)
    answer.content_length = made.tell()
    answer.call_on_close(made.close)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.xlsx")
    return answer


def plain_cell(cell: Cell) -> str | int | float:
    """A cell of a CSV file: times as in London; what a spreadsheet would take for a formula is marked as text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, datetime):
        return f"{cell.astimezone(LONDON):%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).replace("\x00", "")
    return f"'{text}" if text.startswith(FORMULA) else text


def _lines(columns: Sequence[str], parts: Iterable[list]) -> Iterator[bytes]:
    yield "\ufeff".encode()
    for part in chain([[columns]], parts):
        out = io.StringIO()
        csv.writer(out).writerows([plain_cell(cell) for cell in row] for row in part)
        begin_reading()
        yield out.getvalue().encode()


def _pieces(made) -> Iterator[bytes]:
    with made:
        made.seek(0)
        while piece := made.read(65_536):
            yield piece


def _write_book(file, columns: Sequence[str], parts: Iterable[list]) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": False}) as book:
        styles = {"head": book.add_format({"bold": True, "bottom": 1}),
                  "day": book.add_format({"num_format": "yyyy-mm-dd"}),
                  "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"})}
        sheet, at = _sheet(book, columns, styles), 0
        for part in parts:
            for row in part:
                if at == SHEET:
                    sheet, at = _sheet(book, columns, styles), 0
                at += 1
                for place, cell in enumerate(row):
                    _write_cell(sheet, at, place, cell, styles)
            begin_reading()


def _sheet(book, columns: Sequence[str], styles: dict):
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 20)
    for place, heading in enumerate(columns):
        sheet.write_string(0, place, heading, styles["head"])
    return sheet


def _write_cell(sheet, row: int, column: int, cell: Cell, styles: dict) -> None:
    """Each kind as what it is; text as text, so that nothing in it is ever counted out."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_string(row, column, "yes" if cell else "no")
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.astimezone(LONDON).replace(tzinfo=None), styles["time"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, styles["day"])
    else:
        sheet.write_string(row, column, str(cell)[:LONGEST])
