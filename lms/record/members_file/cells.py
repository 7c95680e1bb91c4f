"""One line of a members' file: its cells as values, or what is wrong with them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from lms.record.members_file.columns import SAID
from lms.record.members_file.reading import Line, Table

STATUSES = {
    "current": "current, active, paid, paid up, member, full, full member, good standing, in good standing",
    "arrears": "arrears, in arrears, unpaid, owing",
    "suspended": "suspended",
    "expelled": "expelled, removed",
    "left": "left, leaver, resigned, former, former member, ended, lapsed, deceased",
}
_STATUS = {word.strip(): status for status, words in STATUSES.items() for word in words.split(",")}
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
ADDRESS = re.compile(r"[^@\s,;:<>()\"]+@[^@\s,;:<>()\".]+(\.[^@\s,;:<>()\".]+)+")
NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/-]*")
LONGEST = {"membership_number": 20, "name": 120, "known_as": 60, "email": 254, "region": 80}


@dataclass
class Row:
    """What a line says: values by column, days as ISO text; a blank cell says nothing and isn't there."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)

    def wrong(self, column: str, reason: str) -> None:
        self.problems.append({"column": SAID.get(column, ""), "reason": reason})


def read_line(line: Line, table: Table, today: date) -> Row:
    """The values of a line; what can't be understood is a problem beside its column."""
    row, cells, width = Row(line.number), line.cells, len(table.header)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        row.wrong("", f"There are {len(cells)} cells, and the header has {width}: "
                      "is a cell with a comma in it without quotation marks?")
    there = len(cells)
    for name, place in table.columns.items():
        if place < there and (cell := cells[place]):
            _read_cell(row, name, cell, today)
    return _as_a_whole(row)


def read_values(given: Mapping[str, str], today: date) -> Row:
    """The same for one member whose values are given by our own names of the columns."""
    row = Row(0)
    for name, text in given.items():
        _read_cell(row, name, text, today)
    return _as_a_whole(row)


def _read_cell(row: Row, name: str, cell: str, today: date) -> None:
    text = _tidy(cell)
    if not text:
        return
    try:
        value = row.values[name] = READERS.get(name, _words)(text, today)
    except ValueError as problem:
        row.wrong(name, str(problem))
        return
    most = LONGEST.get(name, 120)
    if len(value) > most:
        row.wrong(name, f"That is longer than {most} characters.")


def _as_a_whole(row: Row) -> Row:
    """What no cell can say alone."""
    _join_names(row)
    if "membership_number" not in row.values and not _about(row, "membership_number"):
        row.wrong("membership_number", "There is no membership number.")
    if "region" in row.values and "employer" not in row.values:
        row.wrong("employer", "A region needs an employer beside it.")
    if "workplace" in row.values and "employer" not in row.values:
        row.wrong("employer", "A workplace needs an employer beside it.")
    return row


def _about(row: Row, column: str) -> bool:
    return any(problem["column"] == SAID[column] for problem in row.problems)


def _join_names(row: Row) -> None:
    if "first_name" not in row.values and "last_name" not in row.values:
        return
    first, last = row.values.pop("first_name", ""), row.values.pop("last_name", "")
    if "name" not in row.values and first and last:
        row.values["name"] = f"{first} {last}"[:120]


def _tidy(cell: str) -> str:
    text = " ".join(cell.split())
    # What our own list of rejects puts before a cell that a spreadsheet would take for a formula.
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _words(text: str, _today: date) -> str:
    if not text.isprintable() and any(ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in text):
        raise ValueError("There are signs in it that can't be printed.")
    return text


def _number(text: str, _today: date) -> str:
    number = text.replace(" ", "").upper()
    if number.endswith(".0") and number[:-2].isdigit():  # a spreadsheet took it for a figure
        number = number[:-2]
    if not NUMBER.fullmatch(number):
        raise ValueError(f"“{text}” isn't a membership number.")
    return number


def _name(text: str, today: date) -> str:
    if not any(sign.isalpha() for sign in text) or "@" in text:
        raise ValueError(f"“{text}” isn't a name.")
    return _words(text, today)


def _address(text: str, today: date) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError(f"“{text}” isn't an e-mail address.")
    return _words(text, today).casefold()


def _status(text: str, _today: date) -> str:
    status = _STATUS.get(text.casefold().replace("-", " "))
    if status is None:
        raise ValueError(f"“{text}” isn't one of {', '.join(STATUSES)}.")
    return status


@lru_cache(maxsize=4096)
def _day(text: str, today: date) -> str:
    for shape in DAYS:
        try:
            day = datetime.strptime(text.removesuffix(" 00:00:00"), shape).date()  # noqa: DTZ007
        except ValueError:
            continue
        if day > today:
            raise ValueError(f"“{text}” lies in the future.")
        if day.year < 1940:
            raise ValueError(f"“{text}” is too long ago.")
        return day.isoformat()
    raise ValueError(f"“{text}” isn't a day. Write 2024-05-31, or 31/05/2024.")


READERS: dict[str, Callable[[str, date], str]] = {
    "membership_number": _number, "name": _name, "first_name": _name, "last_name": _name, "email": _address,
    "status": _status, "status_since": _day, "joined": _day, "link_since": _day,
}
