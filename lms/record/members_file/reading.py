"""The bytes of a members' file as a table, whatever program wrote them, a line at a time."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from lms.record.members_file.columns import REQUIRED, SAID, column_of

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
AT_ONCE = 1024 * 1024
LONGEST_LINE = 500_000


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
    """A list's header; `lines` are all of it for a list in memory, else none: they are read as `Lines`.

    `begins` is where the first line beneath the header does: the byte, and the line's number.
    """

    header: list[str]
    columns: dict[str, int]
    left_aside: list[str]
    encoding: str
    delimiter: str
    begins: tuple[int, int] = (0, 1)
    lines: tuple[Line, ...] = ()


def in_plain_utf8(sent: BinaryIO, kept: BinaryIO) -> tuple[str, int]:
    """Copy the list as UTF-8 with plain line ends; how it was encoded, and how many line ends there are.

    Raises WrongFile for what isn't text.
    """
    begins = sent.read(4)
    if begins.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise WrongFile("This is a spreadsheet. Open it, choose “Save as”, and save it as CSV.")
    if begins.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16", _copied(sent, kept, "utf-16", "replace")
    try:
        return "UTF-8", _copied(sent, kept, "utf-8-sig", "strict")
    except UnicodeDecodeError:
        return "Windows-1252", _copied(sent, kept, "cp1252", "replace")


def _copied(sent: BinaryIO, kept: BinaryIO, encoding: str, errors: str) -> int:
    sent.seek(0)
    kept.seek(0)
    kept.truncate()
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(errors), translate=True)
    line_ends, more = 0, True
    while more:
        content = sent.read(AT_ONCE)
        more = bool(content)
        text = decoder.decode(content, final=not more)
        if "\x00" in text or "\ufffd" in text:
            raise WrongFile("This isn't a list that we can read. Save it as CSV, in UTF-8, and send it again.")
        line_ends += text.count("\n")
        kept.write(text.encode())
    return line_ends


class Lines:
    """The lines of a list in plain UTF-8 from a byte on; `offset` and `number` are where the next begins.

    Lines without a word in them are passed over. Raises WrongFile where quotation marks don't close.
    """

    def __init__(self, file: BinaryIO, delimiter: str, offset: int = 0, number: int = 1):
        self.offset, self.number = offset, number
        self._file, self._sign = file, {said: sign for sign, said in DELIMITERS.items()}.get(delimiter, delimiter)
        file.seek(offset)

    def __iter__(self) -> Iterator[Line]:
        return (line for line in self.rows() if any(cell.strip() for cell in line.cells))

    def rows(self) -> Iterator[Line]:
        """The lines without a word in them, too."""
        reader, before = csv.reader(self._text(), delimiter=self._sign, strict=True), self.number
        try:
            for cells in reader:
                line = Line(self.number, cells)
                self.number = before + reader.line_num
                yield line
        except csv.Error:
            raise WrongFile(f"Line {self.number} can't be read: look at its quotation marks.") from None

    def _text(self) -> Iterator[str]:
        while raw := self._file.readline(LONGEST_LINE):
            self.offset += len(raw)
            if len(raw) == LONGEST_LINE:
                raise WrongFile(f"Line {self.number} is too long for a line of a list: look at its quotation marks.")
            yield raw.decode()


def read_header(kept: BinaryIO, encoding: str) -> Table:
    """The header of a list in plain UTF-8. Raises WrongFile for what isn't a members' list."""
    kept.seek(0)
    text = kept.read(80_000).decode(errors="ignore")[:20_000]
    sign = max(DELIMITERS, key=lambda each: _known_columns(text, each))
    lines = Lines(kept, sign)
    first = next(lines.rows(), None)
    if first is None:
        raise WrongFile("The file is empty.")
    header = [cell.strip() for cell in first.cells]
    columns, left_aside = _columns(header)
    table = Table(header, columns, left_aside, encoding, DELIMITERS[sign], (lines.offset, lines.number))
    if next(iter(Lines(kept, sign, *table.begins)), None) is None:
        raise WrongFile("There is a header, and no members beneath it.")
    return table


def read_table(content: bytes) -> Table:
    """A whole list in memory. Raises WrongFile for what isn't a members' list."""
    kept = io.BytesIO()
    encoding, _ = in_plain_utf8(io.BytesIO(content), kept)
    table = read_header(kept, encoding)
    return replace(table, lines=tuple(Lines(kept, table.delimiter, *table.begins)))


def _known_columns(text: str, sign: str) -> int:
    first = next(csv.reader(io.StringIO(text), delimiter=sign), [])
    return sum(column_of(cell) is not None for cell in first)


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
