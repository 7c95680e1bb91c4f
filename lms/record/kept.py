"""Lists that were sent, in the data folder for as long as they are being checked."""

import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from lms.record.members_file.reading import Table, in_plain_utf8, read_header

A_DAY = 24 * 60 * 60
LARGEST = 300 * 1024 * 1024  # bytes that a form may bring


@dataclass(frozen=True)
class Received:
    """A list that lies in the data folder; `about` is roughly how many lines it has."""

    name: str
    kept_as: str
    table: Table
    about: int


def receive(sent: BinaryIO, name: str) -> Received:
    """Keep what is sent, however long it is, and read its header; slow, and without the database.

    Raises WrongFile for what isn't a members' list; nothing is kept then.
    """
    kept_as = f"{secrets.token_hex(16)}.csv"
    path = path_of(kept_as)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    try:
        with path.open("w+b") as kept:
            encoding, line_ends = in_plain_utf8(sent, kept)
            table = read_header(kept, encoding)
    except BaseException:
        forget(kept_as)
        raise
    return Received(name[-200:] or "members.csv", kept_as, table, max(line_ends - table.begins[1] + 2, 1))


def path_of(kept_as: str) -> Path:
    return current_app.config["DATA"] / "lists" / kept_as


def seen_beside(kept_as: str) -> Path:
    """Where the check notes what the list has said so far."""
    return path_of(kept_as).with_suffix(".seen")


def forget(kept_as: str) -> None:
    path = path_of(kept_as)
    for each in (path, *path.parent.glob(f"{path.stem}.seen*")):
        each.unlink(missing_ok=True)


def forget_old(still_needed: set[str]) -> None:
    """Remove what nobody came back for: sent a day ago, and not being checked."""
    before = time.time() - A_DAY
    for path in path_of("any").parent.glob("*.csv"):
        if path.name not in still_needed and path.stat().st_mtime < before:
            forget(path.name)
