"""The certificate as a file: what stands on it can be read by people, machines and verifiers."""

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from lms.certificates.document import CertificateFacts, Signatory, draw, drawn_for, kept_together, page

UNION = "Health Managers Together"
ACCREDITATION = CertificateFacts(
    number="HMT-A-2026-0147",
    kind="accreditation",
    title="Accredited Representative",
    name="Rhiannon Prŷs",
    union=UNION,
    body="has been appointed under the rules of this union, and is accredited to represent its members.",
    s10=f"{UNION} certifies that Rhiannon Prŷs has received training in acting as a worker’s companion.",
    issued_on=date(2026, 12, 14),
    valid_until=date(2031, 12, 14),
    wording="A3",
    specimen=True,
    code="7QKDM2XV9HTAW4RC",
    base_url="https://tolpuddle.hmt.example",
    signatories=(Signatory("Josephine Aldous", "General Secretary", "josephine-aldous"),),
)
COMPLETION = replace(
    ACCREDITATION,
    number="HMT-C-2026-0141",
    kind="completion",
    title="The Reps’ Course, completed",
    name="Ṣọlá Adéyẹmí",
    body="took part on 19 November and 3 December 2026 in Leeds, twelve hours in all, and completed:",
    s10=None,
    valid_until=None,
    held="Leeds, run RC-26-04",
    modules=("The role of reps", "Representing members", "Unfair dismissal"),
    programme_line="Programme version 3. This certificate records learning.",
    specimen=False,
)


def read(facts):
    return PdfReader(BytesIO(draw(facts)))


def text_of(reader):
    return " ".join(reader.pages[0].extract_text().replace("\N{NO-BREAK SPACE}", " ").split())


def test_everything_that_an_accreditation_certifies_can_be_read_from_it():
    reader = read(ACCREDITATION)
    text = text_of(reader)
    for words in (
        UNION, "Accredited Representative", "This is to certify that", "Rhiannon Prŷs", "HMT-A-2026-0147",
        "7QKD-M2XV-9HTA-W4RC", "14 December 2026", "Valid until 14 December 2031", "A3, specimen", "Specimen",
        "worker’s companion", "Josephine Aldous", "General Secretary", "tolpuddle.hmt.example/verify",
    ):
        assert words in text
    assert len(reader.pages) == 1


def test_a_completion_lists_what_was_learnt_and_claims_no_more():
    text = text_of(read(COMPLETION))
    for words in (
        "Ṣọlá Adéyẹmí", "The role of reps · Representing members · Unfair dismissal",
        "Held Leeds, run RC-26-04", "twelve hours in all", "Programme version 3",
    ):
        assert words in text
    for words in ("Valid until", "Specimen", "specimen", "companion"):
        assert words not in text


def test_the_sentence_of_section_10_stands_there_only_where_it_is_given():
    assert "companion" not in text_of(read(replace(ACCREDITATION, s10=None)))


def test_the_code_on_the_page_leads_to_the_check():
    """The drawing's rectangles are filled in as a printer would, and read as a telephone would."""
    drawing = drawn_for(COMPLETION)["qr"]
    size = int(re.search(r'width="(\d+)"', drawing)[1])
    picture = Image.new("L", ((size + 8) * 4, (size + 8) * 4), "white")
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawing):
        left, top = (int(x) + 4) * 4, (int(y) + 4) * 4
        picture.paste("black", (left, top, left + int(length) * 4, top + 4))
    found = zxingcpp.read_barcodes(picture)
    assert [code.text for code in found] == ["HTTPS://TOLPUDDLE.HMT.EXAMPLE/V/7QKDM2XV9HTAW4RC"]
    assert found[0].ec_level == "Q"


def test_the_page_is_tagged_and_its_fonts_are_inside():
    reader = read(ACCREDITATION)
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.metadata.title == "Accredited Representative: Rhiannon Prŷs, HMT-A-2026-0147"
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert len(fonts) == 4
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor
        assert "/ToUnicode" in font.get_object()


def test_decoration_is_never_read_aloud():
    reader = read(ACCREDITATION)
    kinds, waiting = set(), [reader.root_object["/StructTreeRoot"]]
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, dict):
            kinds.add(kid.get("/S"))
            children = kid.get("/K", [])
            waiting += [
                child.get_object() for child in (children if isinstance(children, list) else [children])
            ]
    assert "/H1" in kinds and "/Link" in kinds
    assert "/Figure" not in kinds


PRINT_HASH = """
import hashlib
from tests.certificates.test_document import COMPLETION, draw
print(hashlib.sha256(draw(COMPLETION)).hexdigest())
"""


def test_the_same_facts_are_the_same_bytes_in_another_process():
    here = hashlib.sha256(draw(COMPLETION)).hexdigest()
    assert hashlib.sha256(draw(COMPLETION)).hexdigest() == here
    elsewhere = subprocess.run(
        [sys.executable, "-c", PRINT_HASH],
        capture_output=True,
        check=True,
        text=True,
        env={"TZ": "Asia/Tokyo", "PATH": "", "PYTHONPATH": ":".join(["."] + sys.path), "PYTHONHASHSEED": "5"},
    )
    assert elsewhere.stdout.strip() == here
    assert hashlib.sha256(draw(ACCREDITATION)).hexdigest() != here


def test_a_name_that_cannot_be_printed_never_becomes_a_certificate():
    with pytest.raises(ValueError, match="名"):
        replace(ACCREDITATION, name="名 Prŷs")


def test_what_people_typed_is_text_and_never_markup():
    nasty = replace(ACCREDITATION, name="Rhys <b>Bold</b>", body="<script>alert(1)</script> & more")
    html = page(nasty)
    assert "&lt;b&gt;Bold" in html and "<script>" not in html
    assert "Rhys <b>Bold</b>" in text_of(read(nasty))


def test_a_signature_without_a_drawing_is_a_printed_name():
    facts = replace(
        ACCREDITATION, signatories=(Signatory("Ann Other", "Facilitator", "../../../pyproject"),)
    )
    assert "Ann Other" in text_of(read(facts))
    assert "drawing:signature" not in page(facts)


def test_the_longest_name_still_fits_on_one_page():
    facts = replace(ACCREDITATION, name="Wilhelmina Ọláníkẹ́ Featherstonehaugh-Cholmondeley Prŷs-Jones")
    reader = read(facts)
    assert len(reader.pages) == 1
    assert "Featherstonehaugh" in text_of(reader)


def test_a_date_is_held_on_one_line():
    space = "\N{NO-BREAK SPACE}"
    assert kept_together("on 9 December 2026, and 3 May at 7 Dials") == (
        f"on 9{space}December{space}2026, and 3{space}May at 7 Dials"
    )
