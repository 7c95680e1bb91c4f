"""What is drawn for one certificate: the title along the scroll, the words of the seal, the QR code, signatures."""

from functools import cache

import segno

from lms.certificates import lettering
from lms.settings import PROJECT

SIGNATURES = PROJECT / "templates" / "documents" / "signatures"
INK = {"accreditation": "#9C1C24", "completion": "#23438A"}
# Which of the eight masks is a matter of taste to a reader; looking for the best costs a tenth of the page.
QR_MASK = 3
TITLE_SIZE, TITLE_WIDTH, TITLE_RADIUS = 40, 530, 2780
SEAL_RADIUS, SEAL_SIZE = 38.4, 8.2


def _svg(width: float, height: float, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{content}</svg>'
    )


@cache
def title(words: str, kind: str) -> str:
    """The title, bent as the scroll is bent."""
    natural = lettering.width(words, TITLE_SIZE)
    size = TITLE_SIZE * min(1, TITLE_WIDTH / natural)
    # Smaller letters stand a little higher, so that they stay in the middle of the scroll.
    baseline = 44.5 - (TITLE_SIZE - size) * 0.35
    path = lettering.along_arc(
        words,
        file=lettering.SERIF,
        size=size,
        radius=TITLE_RADIUS,
        centre=(370, baseline + TITLE_RADIUS),
        spacing=size * 0.012,
    )
    return _svg(740, 96, f'<path d="{path}" fill="{INK[kind]}"/>')


@cache
def seal_words(union: str) -> str:
    """The union's name around the seal, twice where it is short."""
    words = f"{union.upper()} · "
    room = 2 * 3.14159 * SEAL_RADIUS
    natural = lettering.width(words, SEAL_SIZE, lettering.BOLD)
    times = max(1, round(room / (natural * 1.12)))
    size = min(SEAL_SIZE, SEAL_SIZE * room / (natural * times))
    spacing = (room - natural * times * size / SEAL_SIZE) / (len(words) * times)
    path = lettering.along_arc(
        words * times,
        file=lettering.BOLD,
        size=size,
        radius=SEAL_RADIUS,
        centre=(60, 60),
        spacing=spacing,
    )
    return _svg(120, 120, f'<path d="{path}" fill="#5E4207"/>')


def qr(text: str) -> str:
    """The address as a QR code: level Q, so that a quarter of it may be worn away."""
    code = segno.make(text, error="q", mask=QR_MASK, micro=False, boost_error=False)
    size = len(code.matrix)
    strokes = []
    for y, row in enumerate(code.matrix):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                strokes.append(f"M{start} {y}h{x - start}v1h{start - x}z")
                start = None
    return _svg(size, size, f'<path d="{"".join(strokes)}" fill="#1B2340"/>')


@cache
def signature(drawing: str | None) -> str | None:
    """The drawing of a signature, where there is one of that name; none is served to anybody."""
    file = SIGNATURES / f"{drawing}.svg"
    inside = drawing and file.resolve().is_relative_to(SIGNATURES) and file.is_file()
    return file.read_text() if inside else None
