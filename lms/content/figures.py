"""Drawings: SVG of an author's own, of which only lines, shapes and words are taken.

Their colours come by class, so that they are right in the dark and on paper. Whatever else SVG can do
(scripts, styles, pictures, links, foreign parts) is refused, not dropped: an author shall see it.
"""

import hashlib
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
PARTS = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "defs", "marker", "title", "desc",
}
ATTRIBUTES = {
    "viewBox", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "rx", "ry", "r", "cx", "cy", "d", "points",
    "transform", "class", "id", "dx", "dy", "text-anchor", "dominant-baseline", "font-size", "font-weight",
    "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "fill", "marker-start", "marker-mid",
    "marker-end", "orient", "refX", "refY", "markerWidth", "markerHeight", "markerUnits",
}
IGNORED = {"role", "aria-label", "aria-labelledby", "aria-hidden", "version"}  # what is read aloud is the page's alt
GROUNDS = ("paper", "sheet", "wash", "red", "oak", "brass", "blue", "ink")
LINES = ("ink", "edge", "red", "oak", "brass", "soft")
CLASSES = {
    *(f"fill-{name}" for name in GROUNDS), *(f"line-{name}" for name in LINES),
    "dashed", "ink", "soft", "red", "oak", "onred", "strong", "small",
}
_PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"%PDF": "PDF", b"RIFF": "WebP"}
_PLAIN = re.compile(r"[^<>&\"]*")


class NotADrawing(Exception):
    """The file can't be used as a drawing; says why."""


@dataclass(frozen=True)
class Figure:
    """The inside of a drawing, safe to show, its width and height, and the hash of what its author drew."""

    name: str
    view_box: str
    inside: str
    digest: str

    def html(self, alt: str, caption: str) -> str:
        return (
            f'<figure class="drawing"><svg viewBox="{self.view_box}" role="img" aria-label="{escape(alt)}">'
            f"{self.inside}</svg><figcaption>{escape(caption)}</figcaption></figure>"
        )


def picture_kind(path: Path) -> str:
    """What sort of picture a file is that is called .svg and is none, or ""."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        begins = file.read(8)
    return next((kind for signs, kind in _PICTURES.items() if begins.startswith(signs)), "")


def drawing(name: str, text: str) -> Figure:
    """Raises NotADrawing."""
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise NotADrawing("take out the DOCTYPE; a drawing begins with <svg")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, RecursionError) as problem:
        raise NotADrawing(f"that is no SVG drawing ({problem})") from None
    if root.tag != f"{SVG}svg":
        raise NotADrawing('that is no SVG drawing: it must begin with <svg xmlns="http://www.w3.org/2000/svg"')
    view_box = root.get("viewBox", "")
    if not re.fullmatch(r"-?[\d.]+ -?[\d.]+ [\d.]+ [\d.]+", view_box):
        raise NotADrawing('the svg needs a viewBox, such as viewBox="0 0 400 300"')
    try:
        inside = "".join(_drawn(part, name) for part in root)
        _attributes(root, name)
    except RecursionError:
        raise NotADrawing("too deeply nested") from None
    return Figure(name, view_box, inside, hashlib.sha256(text.encode()).hexdigest())


def _drawn(part: ElementTree.Element, name: str) -> str:
    kind = part.tag.removeprefix(SVG) if isinstance(part.tag, str) else ""
    if kind not in PARTS:
        raise NotADrawing(f"<{kind.rpartition('}')[2] or 'that'}> can't be used in a drawing; known are "
                          f"{', '.join(sorted(PARTS))}")
    tail = escape(part.tail or "")
    if kind in ("title", "desc"):  # the page has the alternative text
        return tail
    inside = "".join([escape(part.text or ""), *(_drawn(each, name) for each in part)])
    return f"<{kind}{_attributes(part, name)}>{inside}</{kind}>{tail}"


def _attributes(part: ElementTree.Element, name: str) -> str:
    said = []
    for attribute, value in part.attrib.items():
        if attribute in IGNORED or part.tag == f"{SVG}svg" and attribute in ("width", "height"):
            continue
        if attribute not in ATTRIBUTES:
            raise NotADrawing(f"{attribute.rpartition('}')[2]} can't be used in a drawing; colours are given by class, "
                              "such as fill-wash")
        if attribute == "class" and (unknown := set(value.split()) - CLASSES):
            raise NotADrawing(f"there is no class {min(unknown)}; known are {', '.join(sorted(CLASSES))}")
        if attribute == "fill" and value != "none":
            raise NotADrawing("colours are given by class, such as fill-wash; only fill=\"none\" can be said")
        if attribute.startswith("marker-") and value != "none":
            inner = re.fullmatch(r"url\(#([\w-]+)\)", value)
            if not inner:
                raise NotADrawing(f"{attribute} must name a marker of this drawing, such as url(#arrow)")
            value = f"url(#{name}-{inner[1]})"
        if attribute == "id":
            value = f"{name}-{value}"
        if not _PLAIN.fullmatch(value):
            raise NotADrawing(f"{attribute} has signs that can't be used")
        said.append(f' {attribute}="{value}"')
    return "".join(said)
