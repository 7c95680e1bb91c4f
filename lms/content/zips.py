"""A zip that somebody sent: its files, or why it isn't taken. Nothing that it says of itself is trusted."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from lms.content.sources import LARGEST, MOST_BYTES, MOST_FILES, PARTS, Sources, is_junk

NEEDED = ("programmes", "modules")
MOST_PACKED = 20 * 1024 * 1024
LONGEST_NAME = 200  # bytes: a disk takes 255
_ENTRY = b"PK\x01\x02"  # with which each line of a zip's contents begins
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError,
           IndexError, UnicodeError)


class WrongZip(Exception):
    """It isn't taken; `sentence` says why, and what to do."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


def read_zip(packed: bytes) -> tuple[Sources, list[str]]:
    """The files of course material in it, and the names of what is none and is left aside. Raises WrongZip."""
    if len(packed) > MOST_PACKED:
        raise WrongZip("The file is larger than 20 MB. Course material is text and drawings: leave the rest out.")
    if packed.count(_ENTRY) > 4 * MOST_FILES:  # before anything is made of each of them
        raise WrongZip(_too_many())
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return _taken(archive)
    except _BROKEN:
        raise WrongZip(
            "That isn’t a zip file, or it is damaged. Pack the folder again, as a plain zip without a password."
        ) from None


def _taken(archive: zipfile.ZipFile) -> tuple[Sources, list[str]]:
    entries = _entries(archive)
    top = _top(entries)
    ours = {name.removeprefix(top): entry for name, entry in entries.items()
            if name.startswith(top) and PurePosixPath(name.removeprefix(top)).parts[0] in PARTS}
    tops = {PurePosixPath(name).parts[0] for name in ours}
    if lacking := [part for part in NEEDED if part not in tops]:
        _say_if_capital(name.removeprefix(top) for name in entries)
        raise WrongZip(f"The folder “{lacking[0]}” is missing from it. Send the whole folder of the course material, "
                       "with all that you haven’t changed.")
    if len(ours) > MOST_FILES:
        raise WrongZip(_too_many())
    beside = {PurePosixPath(name.removeprefix(top)).parts[0] for name in entries} - tops
    return Sources(_unpacked(archive, ours)), sorted(beside)


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files by name, without what is no file, and what computers leave behind."""
    found = {}
    for entry in archive.infolist():
        name = _name(entry)
        if entry.is_dir() or name.endswith("/") or is_junk(name):
            continue
        if name in found:
            raise WrongZip(f"{_shown(name)} is in it twice. Keep one of them.")
        found[name] = entry
    folders = {parent.as_posix() for name in found for parent in PurePosixPath(name).parents}
    if both := sorted(folders & {*found}):
        raise WrongZip(f"{_shown(both[0])} is a file and a folder at once. Pack the folder again.")
    return found


def _top(names: Iterable[str]) -> str:
    """What stands before the names of the material: "", or the folders in which it lies, with their stroke.

    It is the outermost folder with “programmes” or “modules” in it; raises WrongZip where there is none, or
    where there are two of them.
    """
    holding = {parts[:at] for name in names for parts in [PurePosixPath(name).parts]
               for at, part in enumerate(parts[:-1]) if part in NEEDED}
    if not holding:
        _say_if_capital(names)
        raise WrongZip(
            "There is no course material in it: neither a folder “programmes” nor one called “modules”. "
            "Pack the folder in which these two lie."
        )
    outermost = [each for each in holding if len(each) == min(map(len, holding))]
    if len(outermost) > 1:
        two = " and ".join(f"“{_shown('/'.join(each))}”" for each in sorted(outermost)[:2])
        raise WrongZip(f"There is course material in {two}. Send one folder at a time.")
    return "".join(f"{part}/" for part in outermost[0])


def _say_if_capital(names: Iterable[str]) -> None:
    """Raises WrongZip where a folder is there but for the way it is written."""
    folders = sorted({part for name in names for part in PurePosixPath(name).parts[:-1]})
    if meant := next((each for each in folders if each not in NEEDED and each.lower() in NEEDED), None):
        raise WrongZip(f"The folder “{_shown(meant)}” has to be called “{meant.lower()}”, in small letters.")


def _unpacked(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    """The bytes of these; counts those that really come out."""
    found, left = {}, MOST_BYTES
    for name, entry in entries.items():
        found[name] = _contents(archive, entry, left)
        left -= len(found[name])
    return found


def _name(entry: zipfile.ZipInfo) -> str:
    """Its name within the folder; raises WrongZip for whatever would lie elsewhere or is no file."""
    written = entry.orig_filename.replace("\\", "/")
    parts = written.rstrip("/").split("/")
    if written.startswith("/") or re.match(r"[A-Za-z]:", written) or {"", ".", ".."} & {*parts}:
        raise WrongZip(f"“{_shown(written)}” would lie outside of the folder. Pack the folder itself.")
    if not written.isprintable() or len(written.encode()) > LONGEST_NAME:
        raise WrongZip(f"“{_shown(written)}” can’t be a file’s name here: at most {LONGEST_NAME} plain letters.")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise WrongZip(f"{_shown(written)} is a link and no file. Put the file itself into the zip.")
    if entry.flag_bits & 1:
        raise WrongZip("The zip has a password. Pack the folder again without one.")
    return written


def _contents(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    if entry.compress_type not in _WAYS:
        raise WrongZip(f"{_shown(entry.filename)} is packed in a way that we can’t read. Choose a plain zip.")
    with archive.open(entry) as file:
        found = file.read(LARGEST + 1)
    if len(found) > left:
        raise WrongZip(f"Unpacked it is larger than {MOST_BYTES >> 20} MB. Course material is text and drawings: take "
                       "out what else lies in its folders.")
    return found


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:60]


def _too_many() -> str:
    return f"There are more than {MOST_FILES} files in it. Pack only the folder of the course material."
