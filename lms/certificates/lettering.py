"""What our own typefaces can print, how wide it comes out, and letters set along a curve."""

import math
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import combinations, pairwise

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from lms.pdf import STATIC

SERIF = "young-serif-print.ttf"
SANS = "atkinson-print-400.ttf"
BOLD = "atkinson-print-700.ttf"
# A name stands in the serif, and again in the sans where a sentence repeats it.
FACES_OF_A_NAME = (SERIF, SANS)

SEPARATOR = " · "
NAME_SIZES = (54, 50, 46, 42, 38, 34)
NAME_WIDTH = 790  # px, on a page 1123 px wide


class _Face:
    """One font file, as far as a drawing needs it."""

    def __init__(self, file: str):
        font = TTFont(STATIC / "vendor" / "fonts" / file)
        self.glyphs = font.getGlyphSet()
        self.names = font.getBestCmap()
        self.units = font["head"].unitsPerEm

    def name(self, character: str) -> str:
        return self.names.get(ord(character), ".notdef")

    def advance(self, character: str) -> float:
        """In ems."""
        return self.glyphs[self.name(character)].width / self.units


_face = cache(_Face)


def composed(text: str) -> str:
    """The same text with each letter and its marks as one character, where there is one."""
    return unicodedata.normalize("NFC", text)


def uncovered(text: str) -> set[str]:
    """The characters that our typefaces don't have; with any of these nothing may be issued."""
    return {
        character
        for character in composed(text)
        if any(ord(character) not in _face(file).names for file in FACES_OF_A_NAME)
    }


def width(text: str, size: float, file: str = SERIF) -> float:
    """How wide a line of text is, in the unit of `size`; kerning, which makes it narrower, is left out."""
    return size * sum(_face(file).advance(character) for character in composed(text))


def name_size(name: str) -> int:
    """The largest size at which a name stands on one line; the smallest, where it needs two."""
    return next((size for size in NAME_SIZES if width(name, size) <= NAME_WIDTH), NAME_SIZES[-1])


def needs_two_lines(name: str) -> bool:
    """Whether a name is too long for one line even at the smallest size."""
    return width(name, NAME_SIZES[-1]) > NAME_WIDTH


def lines_needed(text: str, size: float, room: float) -> int:
    """How many lines a sentence in the sans takes in this room."""
    lines, used = 1, 0.0
    for word in composed(text).split(" "):
        length = width(word, size, SANS)
        space = width(" ", size, SANS) if used else 0.0
        if used and used + space + length > room:
            lines, used = lines + 1, length
        else:
            used += space + length
    return lines


def even_room(text: str, size: float, room: float) -> int:
    """The narrowest room in which it takes no more lines, so that the last is not one lonely word."""
    needed = lines_needed(text, size, room)
    narrowest = int(room)
    while narrowest > room / 2 and lines_needed(text, size, narrowest - 8) <= needed:
        narrowest -= 8
    return narrowest


def lines_of(items: Sequence[str], size: float, room: float) -> list[list[str]]:
    """A list of short titles on as few lines as it needs, the lines as even as they can be."""
    for count in range(1, len(items) + 1):
        breaks = combinations(range(1, len(items)), count - 1)
        layouts = [_cut(items, (0, *at, len(items))) for at in breaks]
        best = min(layouts, key=lambda lines: max(_line_width(line, size) for line in lines))
        if max(_line_width(line, size) for line in best) <= room:
            return best
    return [[item] for item in items]


def _cut(items: Sequence[str], at: tuple[int, ...]) -> list[list[str]]:
    return [list(items[start:end]) for start, end in pairwise(at)]


def _line_width(line: list[str], size: float) -> float:
    return width(SEPARATOR.join(line), size)


def along_arc(
    text: str,
    *,
    file: str,
    size: float,
    radius: float,
    centre: tuple[float, float],
    middle: float = 0.0,
    spacing: float = 0.0,
) -> str:
    """The outlines of a text around a circle, as the data of an SVG path.

    `middle` is the angle of its middle in degrees, clockwise from the top; `spacing`
    is added after each letter. The path is a drawing: a page says the words beside it.
    """
    face = _face(file)
    text = composed(text)
    length = width(text, size, file) + spacing * (len(text) - 1)
    pen = SVGPathPen(face.glyphs, ntos=lambda number: f"{number:.1f}")
    travelled = -length / 2
    for character in text:
        advance = size * face.advance(character)
        angle = math.radians(middle) + (travelled + advance / 2) / radius
        scale = size / face.units
        placed = (
            Transform()
            .translate(*centre)
            .rotate(angle)
            .translate(-advance / 2, -radius)
            .scale(scale, -scale)
        )
        face.glyphs[face.name(character)].draw(TransformPen(pen, placed))
        travelled += advance + spacing
    return pen.getCommands()
