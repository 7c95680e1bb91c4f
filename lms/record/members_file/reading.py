"""The bytes of a members' file as a table, whatever program wrote them."""

import csv
import io
from dataclasses import dataclass

from lms.record.members_file.columns import REQUIRED, SAID, column_of

MOST_ROWS = 100_000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}


class WrongFile(Exception):
    """The file as a whole can't be read; the sentence says why, and what to do."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Line:
    """A row of cells, and the line of the file on which it begins."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    header: list[str]
    columns: dict[str, int]
    left_aside: list[str]
    lines: list[Line]
    encoding: str
    delimiter: str


def read_table(content: bytes) -> Table:
    """Raises WrongFile for what isn't a members' list."""
    text, encoding = _decoded(content)
    delimiter = max(DELIMITERS, key=lambda each: _known_columns(text, each))
    rows = _rows(text, delimiter)
    if not rows:
        raise WrongFile("The file is empty.")
    header = [cell.strip() for cell in rows[0].cells]
    columns, left_aside = _columns(header)
    lines = [row for row in rows[1:] if any(cell.strip() for cell in row.cells)]
    if not lines:
        raise WrongFile("There is a header, and no members beneath it.")
    if len(lines) > MOST_ROWS:
        raise WrongFile(f"The file has more than {MOST_ROWS:,} members. Send it in parts.")
    return Table(header, columns, left_aside, lines, encoding, DELIMITERS[delimiter])


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise WrongFile("This is a spreadsheet. Open it, choose “Save as”, and save it as CSV.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, encoding = content.decode("utf-16", errors="replace"), "UTF-16"
    else:
        try:
            text, encoding = content.decode("utf-8-sig"), "UTF-8"
        except UnicodeDecodeError:
            text, encoding = content.decode("cp1252", errors="replace"), "Windows-1252"
    if "\x00" in text or "\ufffd" in text:
        raise WrongFile("This isn't a list that we can read. Save it as CSV, in UTF-8, and send it again.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _known_columns(text: str, delimiter: str) -> int:
    first = next(csv.reader(io.StringIO(text[:20_000]), delimiter=delimiter), [])
    return sum(column_of(cell) is not None for cell in first)


def _rows(text: str, delimiter: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, begins = [], 1
    try:
        for cells in reader:
            rows.append(Line(begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        raise WrongFile(f"Line {begins} can't be read: look at its quotation marks.") from None
    return rows


def _columns(header: list[str]) -> tuple[dict[str, int], list[str]]:
    columns: dict[str, int] = {}
    left_aside = []
    for place, title in enumerate(header):
        name = column_of(title)
        if name is None:
            left_aside += [title] if title else []
        elif name in columns:
            raise WrongFile(f"Two columns are the {SAID[name].lower()}: “{header[columns[name]]}” and “{title}”.")
        else:
            columns[name] = place
    missing = [SAID[name] for name in REQUIRED if name not in columns]
    if "name" not in columns and not {"first_name", "last_name"} <= set(columns):
        missing.append(SAID["name"])
    if missing:
        raise WrongFile(f"No column is called “{'” or “'.join(missing)}”. The first line has to name the columns.")
    return columns, left_aside
