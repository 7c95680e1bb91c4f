"""A zip that somebody sent: its files, or why it isn't taken. Nothing that it says of itself is trusted."""

import io
import re
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

from lms.content.sources import MOST_BYTES, MOST_FILES, PARTS, Sources, is_junk

MOST_PACKED = 20 * 1024 * 1024
LONGEST_NAME = 200  # bytes: a disk takes 255
_ENTRY = b"PK\x01\x02"  # with which each line of a zip's contents begins
_AT_A_TIME = 64 * 1024
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
            return _sorted_out(_without_top(_files(archive)))
    except _BROKEN:
        raise WrongZip(
            "That isn’t a zip file, or it is damaged. Pack the folder again, as a plain zip without a password."
        ) from None


def _files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The files by name, without what is no file; counts the bytes that really come out."""
    found, left = {}, MOST_BYTES
    for entry in archive.infolist():
        name = _name(entry)
        if entry.is_dir() or is_junk(name):
            continue
        if name in found:
            raise WrongZip(f"{name} is in it twice. Keep one of them.")
        if len(found) == MOST_FILES:
            raise WrongZip(_too_many())
        found[name] = _contents(archive, entry, left)
        left -= len(found[name])
    folders = {parent.as_posix() for name in found for parent in PurePosixPath(name).parents}
    if both := sorted(folders & {*found}):
        raise WrongZip(f"{both[0]} is a file and a folder at once. Pack the folder again.")
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
        raise WrongZip(f"{written} is a link and no file. Put the file itself into the zip.")
    if entry.flag_bits & 1:
        raise WrongZip("The zip has a password. Pack the folder again without one.")
    return written


def _contents(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    if entry.compress_type not in _WAYS:
        raise WrongZip(f"{entry.filename} is packed in a way that we can’t read. Choose a plain zip.")
    pieces, size = [], 0
    with archive.open(entry) as file:
        while piece := file.read(_AT_A_TIME):
            size += len(piece)
            if size > left:
                raise WrongZip("Unpacked it is larger than 10 MB. Course material is text and drawings.")
            pieces.append(piece)
    return b"".join(pieces)


def _without_top(files: dict[str, bytes]) -> dict[str, bytes]:
    """Where all lies in one folder, what is in that folder."""
    tops = {PurePosixPath(name).parts[0] for name in files}
    if len(tops) != 1 or tops & {*PARTS} or any("/" not in name for name in files):
        return files
    return {name.partition("/")[2]: data for name, data in files.items()}


def _sorted_out(files: dict[str, bytes]) -> tuple[Sources, list[str]]:
    ours = {name: data for name, data in files.items() if PurePosixPath(name).parts[0] in PARTS}
    tops = {PurePosixPath(name).parts[0] for name in ours}
    if not tops & {"programmes", "modules"}:
        raise WrongZip(
            "There is no course material in it: neither a folder “programmes” nor one called “modules”. "
            "Pack the folder in which these two lie."
        )
    return Sources(ours), sorted({PurePosixPath(name).parts[0] for name in files} - tops)


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:60]


def _too_many() -> str:
    return f"There are more than {MOST_FILES} files in it. Pack only the folder of the course material."
