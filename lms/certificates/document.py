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

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms import pdf
from lms.certificates import drawings, lettering
from lms.certificates.codes import printed
from lms.settings import PROJECT

_DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(month_name[1:])})(?: \d{{4}})?")
LONDON = ZoneInfo("Europe/London")
KINDS = ("accreditation", "completion")
STYLESHEET = "documents/certificate.css"
MODULES_SIZE, MODULES_WIDTH = 19, 875
# Sizes and rooms of the sentences, as the stylesheet has them; "dense" where they would fill the page.
BODY_SIZE, BODY_ROOM = 17, {"accreditation": 720, "completion": 860}
S10_SIZE, S10_ROOM = 14.5, 690
DENSE, DENSE_BODY_SIZE, DENSE_S10_SIZE = 5, 16, 13.5


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
    return pdf.render(page(facts), stylesheet=STYLESHEET, drawings=drawn_for(facts))


def drawn_for(facts: CertificateFacts) -> dict[str, str]:
    """What is drawn for this one certificate, as SVG by name."""
    return {
        "title": drawings.title(facts.title, facts.kind),
        "seal-words": drawings.seal_words(facts.union),
        "qr": drawings.qr(check_address(facts)),
    } | {f"signature-{name}": svg for name, svg in _signatures(facts).items()}


def _signatures(facts: CertificateFacts) -> dict[str, str]:
    """The signatures that there are drawings of."""
    found = {signatory.drawing: drawings.signature(signatory.drawing) for signatory in facts.signatories}
    return {name: svg for name, svg in found.items() if svg}


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
        drawn=_signatures(facts).keys(),
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
