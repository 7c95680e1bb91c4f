"""Certificates a second a core, and what two thousand of them leave in memory."""

import re
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from lms import pdf
from lms.certificates.document import CertificateFacts, Signatory, draw, page
from lms.certificates.keys import open_seal
from lms.certificates.signing import sign
from tests.bench import figures
from tests.bench.figures import Figure

UNION = "Health Managers Together"
MANY = 2000
LOOKED_AT = (0, 500, 2000)
PLAIN = "documents/document.css"  # the style of documents without pictures
READINGS, A_READING = 5, 6


def facts(number: int) -> CertificateFacts:
    """A certificate of its own: no two have the same name, number and code."""
    return CertificateFacts(
        number=f"HMT-A-2026-{number:04d}", kind="accreditation", title="Accredited Representative",
        name=f"Rhiannon Prŷs {'ABCDEFGHIJKLMNOP'[number % 16]}{'abcdefghijklmnop'[number // 16 % 16]}", union=UNION,
        body="has been appointed under the rules of this union, and is accredited to represent its members.",
        s10=f"{UNION} certifies that she has received training in acting as a worker’s companion at hearings.",
        issued_on=date(2026, 11, 26), valid_until=date(2031, 11, 26), wording="A 1", specimen=True,
        code=f"{number:016d}", base_url="https://courses.hmt.example",
        signatories=(Signatory("Josephine Aldous", "General Secretary", "josephine-aldous"),),
    )


def certificates_a_second() -> dict[str, Figure]:
    """A second of CPU: the page without its art, the page, and the page with its seal."""
    at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as keys:
        seal = open_seal(Path(keys), UNION, at, None, None)
        ways = {
            "page without art": lambda number: _bare(facts(number)),
            "page": lambda number: draw(facts(number)),
            "page, sealed": lambda number: sign(draw(facts(number)), seal, issuer=UNION, at=at),
        }
        return {name: _a_second(way) for name, way in ways.items()}


def _bare(given: CertificateFacts) -> bytes:
    """The same words without pictures: what the art costs is the difference."""
    unsigned = tuple(replace(each, drawing=None) for each in given.signatories)
    return pdf.render(page(replace(given, signatories=unsigned)), stylesheet=PLAIN)


def _a_second(make) -> Figure:
    readings, number = [], 0
    make(9999)
    for _ in range(READINGS):
        began = time.process_time()
        for _ in range(A_READING):
            number += 1
            make(number)
        readings.append(A_READING / (time.process_time() - began))
    return figures.of(readings)


def memory_over(many: int = MANY) -> dict[int, float]:
    """Megabytes that the process holds after so many pages, each different; they are drawn and not sealed."""
    draw(facts(9999))  # fonts and styles are there from now on
    found = {0: resident()}
    for number in range(1, many + 1):
        draw(facts(number))
        if number in LOOKED_AT or number == many:
            found[number] = resident()
    return found


def resident() -> float:
    """Megabytes of memory that this process holds now."""
    told = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", told)[1]) / 1024

