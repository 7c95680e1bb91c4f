"""Course prose as it goes on paper: drawings in ink, headings in step, boxes that are read aloud in order."""

import re

from markupsafe import Markup

from lms.content.links import course

_DEFINITION = re.compile(r'<dl class="definition"><dt>(.*?)</dt><dd>(.*?)</dd></dl>', re.DOTALL)
_SIDES = re.compile(r'<dl class="sides">(.*?)</dl>', re.DOTALL)
_SVG = re.compile(r'<svg viewBox="(\S+ \S+ (\S+) (\S+))" role="img" aria-label="([^"]*)">')
_WORDS = re.compile(r">[^<]+<")
# Signs that our typefaces lack, as they are drawn on paper: whatever else is on a machine decides for no other.
SIGNS = {"→": "›", "☐": '<span class="tick"></span>'}
_HEADING = re.compile(r"<(/?)h([2-4])>")
INKS = {"ink": "#1b2340", "edge": "#85754f", "red": "#9c1c24", "oak": "#24593c", "brass": "#b5862b", "soft": "#dccdac"}
GROUNDS = {"paper": "#faf4e6", "sheet": "#fffcf5", "wash": "#f1e7d0", "red": "#9c1c24", "oak": "#24593c",
           "brass": "#b5862b", "blue": "#e3e8f1", "ink": "#1b2340"}
LETTERS = {"ink": "#1b2340", "soft": "#4d5064", "red": "#9c1c24", "oak": "#24593c", "onred": "#fff6e6"}
# A stylesheet of the page doesn't reach into a drawing: each has its own.
_STYLE = "".join([
    "path,rect,circle,ellipse,line,polyline,polygon{fill:none;stroke-width:2}",
    "text{font-family:Atkinson;font-size:16px;fill:#1b2340}.dashed{stroke-dasharray:6 5}",
    *(f".fill-{name}{{fill:{colour}}}" for name, colour in GROUNDS.items()),
    *(f".line-{name}{{stroke:{colour}}}" for name, colour in INKS.items()),
    *(f"text.{name}{{fill:{colour}}}" for name, colour in LETTERS.items()),
    ".strong{font-weight:600}text.small{font-size:14px}",
])


def on_paper(html: str, level: int = 2) -> Markup:
    """HTML of the material for a printed page; its uppermost headings get this level, and none is left out."""
    html = _WORDS.sub(_signs, str(course(html)))
    html = _DEFINITION.sub(r'<div class="definition"><p class="term">\1</p>\2</div>', html)
    html = _SIDES.sub(_beside, html)
    html = _SVG.sub(_drawing, html)
    return Markup(_in_step(html, level))


def _signs(found: re.Match) -> str:
    return "".join(SIGNS.get(sign, sign) for sign in found[0])


def _beside(found: re.Match) -> str:
    """Rules side by side: each is a box whose first line says when it applies."""
    inside = found[1].replace("<dt>", '<p class="when">').replace("</dt>", "</p>")
    return f'<div class="sides">{inside.replace("<dd>", "<div>").replace("</dd>", "</div>")}</div>'


def _drawing(found: re.Match) -> str:
    return (f'<svg viewBox="{found[1]}" width="{found[2]}" height="{found[3]}">'
            f"<title>{found[4]}</title><style>{_STYLE}</style>")


def _in_step(html: str, level: int) -> str:
    """No heading is more than one step below the one before it."""
    last = level - 1

    def moved(found: re.Match) -> str:
        nonlocal last
        if not found[1]:
            last = min(level + int(found[2]) - 2, last + 1, 6)
        return f"<{found[1]}h{last}>"

    return _HEADING.sub(moved, html)
