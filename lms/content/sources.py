"""The files of a folder of course material, as they are kept: who has the same files has the same digest."""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

PARTS = ("union.yaml", "union", "programmes", "law", "modules", "wordings", "README.md")
LARGEST = 100_000  # bytes of a file, four times the largest there is; of a larger one no more is read, and it is said
MOST_FILES = 1000
MOST_BYTES = 2 * 1024 * 1024  # three times our whole material; it takes some seconds to read
UNION = ("union.yaml", "union")  # what is the server's to say
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_LEFT_BY_SYSTEMS = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}
_LEFT_BY_EDITORS = ("~", ".bak", ".tmp", ".orig", ".swp")


class TooMuch(Exception):
    """More files, or larger ones, than course material has; the message says so in a sentence."""


@dataclass(frozen=True)
class Sources:
    """Files by their names within the folder."""

    files: Mapping[str, bytes]

    @cached_property
    def digest(self) -> str:
        """Of the files' names and bytes, however they are packed."""
        said = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            said.update(f"{len(name.encode())}:{name} {len(data)}:".encode() + data)
        return said.hexdigest()

    @property
    def size(self) -> int:
        return sum(map(len, self.files.values()))

    def packed(self) -> bytes:
        """As a zip; the same files give the same bytes."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, data in sorted(self.files.items()):
                entry = zipfile.ZipInfo(name, _NO_DAY)
                entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
                archive.writestr(entry, data)
        return packed.getvalue()

    @contextmanager
    def laid_out(self) -> Iterator[Path]:
        """A folder with the files, for as long as it is read."""
        with tempfile.TemporaryDirectory(prefix="tolpuddle-") as made:
            folder = Path(made)
            for name, data in self.files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            yield folder

    def of_the_union(self) -> dict[str, bytes]:
        return {name: data for name, data in self.files.items() if PurePosixPath(name).parts[0] in UNION}

    def with_union_of(self, other: "Sources") -> "Sources":
        """The same material under another's union.yaml and statements."""
        mine = self.of_the_union()
        rest = {name: data for name, data in self.files.items() if name not in mine}
        return Sources(rest | other.of_the_union())


def is_junk(name: str) -> bool:
    """What a computer leaves beside an author's files, and hidden files."""
    parts = PurePosixPath(name).parts
    return (
        any(part.startswith(".") or part == "__MACOSX" for part in parts)
        or parts[-1].lower() in _LEFT_BY_SYSTEMS or parts[-1].startswith("~$")
        or parts[-1].lower().endswith(_LEFT_BY_EDITORS)
    )


def gather(folder: Path) -> Sources:
    """The files of a folder that belong to course material; raises TooMuch, or OSError."""
    found, size = {}, 0
    for part in PARTS:
        top = folder / part
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            name = path.relative_to(folder).as_posix()
            if is_junk(name) or not path.is_file():
                continue
            found[name] = _beginning(path)
            size += len(found[name])
            if size > MOST_BYTES or len(found) > MOST_FILES:
                raise TooMuch(f"{folder} holds more than {MOST_FILES} files or {MOST_BYTES >> 20} MB: that is no "
                              "course material.")
    return Sources(found)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def unpacked(packed: bytes) -> Sources:
    """The files of a zip that we packed ourselves."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return Sources({entry.filename: archive.read(entry) for entry in archive.infolist()})
