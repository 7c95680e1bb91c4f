"""What a list has said so far, line by line: its numbers, its places, its new names.

A list may have a million lines, so it is kept in a file of its own beside the list, for as long as the
check lasts, and not in memory. It is SQLite whatever database the house has: nobody else waits for it.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from lms.record.members_file.comparing import Place

TABLES = """
CREATE TABLE IF NOT EXISTS number (number TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place (
  employer_key TEXT, workplace_key TEXT, employer TEXT, workplace TEXT, region TEXT, line INTEGER,
  PRIMARY KEY (employer_key, workplace_key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS name (kind TEXT, name TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
"""
AT_ONCE = 900
SHOWN = 50


class Seen:
    """Close it with `with`. Saying a line twice does no harm, so that a batch can be done again."""

    def __init__(self, path: Path | str = ":memory:"):
        self._file = sqlite3.connect(path)
        # A worker that is killed loses nothing by it; where the power goes the list is sent again.
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "cache_size=-8000"):
            self._file.execute(f"PRAGMA {pragma}")
        self._file.executescript(TABLES)

    def __enter__(self) -> "Seen":
        return self

    def __exit__(self, *_error) -> None:
        self._file.commit()
        self._file.close()

    def first_lines(self, numbered: list[tuple[str, int]]) -> dict[str, int]:
        """Note on which line each number stands; the first line of each."""
        self._file.executemany("INSERT OR IGNORE INTO number VALUES (?, ?)", numbered)
        self._file.commit()
        return dict(self._some("SELECT number, line FROM number WHERE number IN", [each for each, _ in numbered]))

    def numbers_among(self, numbers: list[str]) -> set[str]:
        return {number for number, in self._some("SELECT number FROM number WHERE number IN", numbers)}

    def places(self, employer_keys: Iterable[str], before: int) -> dict[tuple[str, str], Place]:
        """The workplaces of these employers that lines before this one have named."""
        found = self._some(
            "SELECT employer_key, workplace_key, employer, workplace, region, line FROM place WHERE employer_key IN",
            list(employer_keys),
        )
        return {(employer, workplace): Place(*said) for employer, workplace, *said in found if said[-1] < before}

    def note_places(self, places: dict[tuple[str, str], Place]) -> None:
        self._file.executemany(
            "INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?)",
            [(*key, each.employer, each.workplace, each.region, each.line) for key, each in places.items()],
        )
        self._file.commit()

    def note_new(self, kind: str, names: Iterable[str]) -> None:
        self._file.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", [(kind, name) for name in names])
        self._file.commit()

    def new_names(self, kind: str) -> list:
        """How many new regions, or employers, the list names; and the first of them."""
        count = self._file.execute("SELECT count(*) FROM name WHERE kind = ?", [kind]).fetchone()[0]
        first = self._file.execute("SELECT name FROM name WHERE kind = ? ORDER BY name LIMIT ?", [kind, SHOWN])
        return [count, [name for name, in first]]

    def _some(self, question: str, keys: list[str]) -> Iterable[tuple]:
        for first in range(0, len(keys), AT_ONCE):
            some = keys[first:first + AT_ONCE]
            yield from self._file.execute(f"{question} ({', '.join('?' * len(some))})", some)
