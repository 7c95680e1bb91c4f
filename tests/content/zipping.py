"""Zips as authors send them, and as nobody should."""

import io
import tempfile
import zipfile
from pathlib import Path

from tests.content import small


def zip_of(files: dict, *, top: str = "", way: int = zipfile.ZIP_DEFLATED, change=None) -> bytes:
    """A zip with these files; `top` is a folder around all; `change(entry)` makes an entry odd."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{top}{name}")
            entry.compress_type = way
            if change:
                change(entry)
            archive.writestr(entry, data)
    return packed.getvalue()


def zip_of_folder(folder, **how) -> bytes:
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
             if path.is_file()}
    return zip_of(files, **how)


def a_small_zip(**changes) -> bytes:
    """The small folder, zipped."""
    with tempfile.TemporaryDirectory() as folder:
        return zip_of_folder(small.write(Path(folder), **changes))
