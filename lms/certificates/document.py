"""The certificate as a document: its facts become a page, the page a file, the file a sealed one.

Pure: whatever stands on the paper is in the facts, so that the issued row alone makes the same
document again.
"""

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms import pdf
from lms.certificates import lettering
from lms.certificates.codes import printed
from lms.settings import PROJECT

_DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(month_name[1:])})(?: \d{{4}})?")
LONDON = ZoneInfo("Europe/London")
KINDS = ("accreditation", "completion")
SIGNATURES = PROJECT / "templates" / "documents" / "signatures"
STYLESHEET = "documents/certificate.css"
INK = {"accreditation": "#9C1C24", "completion": "#23438A"}
# Which of the eight masks is a matter of taste to a reader; looking for the best costs a tenth of the page.
QR_MASK = 3
TITLE_SIZE, TITLE_WIDTH, TITLE_RADIUS = 40, 530, 2780
MODULES_SIZE, MODULES_WIDTH = 19, 875
# Sizes and rooms of the sentences, as the stylesheet has them; "dense" where they would fill the page.
BODY_SIZE, BODY_ROOM = 17, {"accreditation": 720, "completion": 860}
S10_SIZE, S10_ROOM = 14.5, 690
DENSE, DENSE_BODY_SIZE, DENSE_S10_SIZE = 5, 16, 13.5
SEAL_RADIUS, SEAL_SIZE = 38.4, 8.2


@dataclass(frozen=True)
class Signatory:
    """Somebody whose name stands under the certificate; `drawing` names a signature among the templates."""

    name: str
    office: str
    drawing: str | None = None


@dataclass(frozen=True)
class CertificateFacts:
    """Everything that stands on one certificate, in the words in which it stands there."""

    number: str
    kind: str
    title: str
    name: str
    union: str
    body: str
    s10: str | None
    issued_on: date
    valid_until: date | None
    wording: str
    specimen: bool
    code: str
    base_url: str
    signatories: tuple[Signatory, ...] = ()
    modules: tuple[str, ...] = ()
    programme_line: str | None = None
    held: str | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"no kind of certificate: {self.kind}")
        if missing := lettering.uncovered(self.name):
            raise ValueError(f"no letters for {''.join(sorted(missing))}")


def check_address(facts: CertificateFacts) -> str:
    """Where the code leads; in capitals it takes fewer and larger modules, and any case finds the page."""
    return f"{facts.base_url}/v/{facts.code}".upper()


def draw(facts: CertificateFacts) -> bytes:
    """The certificate as a PDF without its seal; the same facts always give the same bytes."""
    return pdf.render(page(facts), stylesheet=STYLESHEET, drawings=drawings(facts))


def page(facts: CertificateFacts) -> str:
    """The certificate as HTML."""
    body, s10 = kept_together(facts.body), kept_together(facts.s10) if facts.s10 else ""
    room = BODY_ROOM[facts.kind]
    two_lines = lettering.needs_two_lines(facts.name)
    lines = lettering.lines_needed(body, BODY_SIZE, room)
    lines += lettering.lines_needed(s10, S10_SIZE, S10_ROOM) if s10 else 0
    dense = two_lines or lines > DENSE
    return _templates().get_template("documents/certificate.html").render(
        facts=facts,
        code=printed(facts.code),
        address=check_address(facts),
        host=facts.base_url.split("://", 1)[-1],
        name_size=lettering.name_size(facts.name),
        dense=dense,
        body=body,
        body_room=lettering.even_room(body, DENSE_BODY_SIZE if dense else BODY_SIZE, room),
        s10=s10,
        s10_room=lettering.even_room(s10, DENSE_S10_SIZE if dense else S10_SIZE, S10_ROOM),
        issued_at=datetime.combine(facts.issued_on, time(12), LONDON).isoformat(),
        module_lines=lettering.lines_of(facts.modules, MODULES_SIZE, MODULES_WIDTH),
        drawn={signatory.drawing for signatory in facts.signatories if _signature(signatory.drawing)},
    )


def day(value: date) -> str:
    """14 December 2026."""
    return f"{value.day} {value:%B %Y}"


def kept_together(sentence: str) -> str:
    """The sentence with each date held on one line."""
    return _DATE.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), sentence)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PROJECT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day_year"] = day
    return environment


def drawings(facts: CertificateFacts) -> dict[str, str]:
    """What is drawn for this one certificate, as SVG by name."""
    drawn = {
        "title": _title(facts.title, INK[facts.kind]),
        "seal-words": _seal_words(facts.union),
        "qr": _qr(check_address(facts)),
    }
    for signatory in facts.signatories:
        if drawing := _signature(signatory.drawing):
            drawn[f"signature-{signatory.drawing}"] = drawing
    return drawn


def _svg(width: float, height: float, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{content}</svg>'
    )


@cache
def _title(title: str, colour: str) -> str:
    """The title, bent as the scroll is bent."""
    natural = lettering.width(title, TITLE_SIZE)
    size = TITLE_SIZE * min(1, TITLE_WIDTH / natural)
    # Smaller letters stand a little higher, so that they stay in the middle of the scroll.
    baseline = 44.5 - (TITLE_SIZE - size) * 0.35
    path = lettering.along_arc(
        title,
        file=lettering.SERIF,
        size=size,
        radius=TITLE_RADIUS,
        centre=(370, baseline + TITLE_RADIUS),
        spacing=size * 0.012,
    )
    return _svg(740, 96, f'<path d="{path}" fill="{colour}"/>')


@cache
def _seal_words(union: str) -> str:
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


def _qr(text: str) -> str:
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
def _signature(drawing: str | None) -> str | None:
    """The drawing of a signature, where there is one of that name; none is served to anybody."""
    file = SIGNATURES / f"{drawing}.svg"
    inside = drawing and file.resolve().is_relative_to(SIGNATURES) and file.is_file()
    return file.read_text() if inside else None
