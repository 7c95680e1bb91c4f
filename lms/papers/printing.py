"""From a page of HTML to a file: its fingerprint, its letters, its code for a telephone."""

import hashlib
import unicodedata
from functools import cache

import segno
from fontTools.ttLib import TTFont

from lms import pdf

STYLESHEET = "documents/papers.css"
FACES = ("young-serif-print.ttf", "atkinson-print-400.ttf")
QUIET = 4  # light modules around a code


def draw(html: str, codes: dict[str, str]) -> bytes:
    """The file; `codes` are addresses by the name under which the page shows them as `drawing:name`."""
    return pdf.render(html, stylesheet=STYLESHEET, drawings={name: _code(url) for name, url in codes.items()})


def fingerprint(html: str) -> str:
    """Another one as soon as anything on the page would be another."""
    return hashlib.sha256(html.encode() + _stylesheet()).hexdigest()


@cache
def _stylesheet() -> bytes:
    return (pdf.STATIC / STYLESHEET).read_bytes()


def printable(name: str) -> str:
    """The name in composed letters; nothing where our typefaces lack one, and it is better written by hand."""
    composed = unicodedata.normalize("NFC", name)
    return composed if all(ord(letter) in _letters() for letter in composed) else ""


def in_our_letters(text: str) -> str:
    """What somebody typed, with a question mark for each letter that can't be printed."""
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(letter if ord(letter) in _letters() else "?" for letter in composed)


@cache
def _letters() -> frozenset[int]:
    held = [set(TTFont(pdf.STATIC / "vendor" / "fonts" / face).getBestCmap()) for face in FACES]
    return frozenset(set.intersection(*held))


def width_of(text: str) -> float:
    """How wide a line of our headings' letters is, in units of its size."""
    letters, widths, units = _headings()
    return sum(widths[letters[ord(letter)]][0] for letter in text if ord(letter) in letters) / units


@cache
def _headings() -> tuple:
    font = TTFont(pdf.STATIC / "vendor" / "fonts" / FACES[0])
    return font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm


def _code(address: str) -> str:
    """The address for a telephone's camera, with the quiet edge that it needs; shapes only, no letters."""
    code = segno.make(address, error="m", micro=False)
    size = len(code.matrix) + 2 * QUIET
    rows = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark
    )
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}">'
            f'<path d="{rows}" fill="#1b2340"/></svg>')
