"""The door to PDF: what every file we print has in common."""

import hashlib
import re
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from lms.pdf import Attached, render

PAGE = """<html lang="en-GB"><head><title>Proof</title>
<meta name="dcterms.created" content="2026-12-14T12:00:00+00:00"></head>
<body><h1>Proof</h1><p>{}</p></body></html>"""
CIRCLE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>'


def test_the_file_says_which_standards_it_keeps_to():
    reader = PdfReader(BytesIO(render(PAGE.format("One"))))
    metadata = reader.root_object["/Metadata"].get_data().decode()
    assert re.search(r'pdfaid:part="3"', metadata) and re.search(r'pdfaid:conformance="A"', metadata)
    assert 'pdfuaid:part="1"' in metadata
    assert "pdfaProperty:name>part<" in metadata


def test_it_has_language_title_and_tags():
    reader = PdfReader(BytesIO(render(PAGE.format("One"))))
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.metadata.title == "Proof"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    document = reader.root_object["/StructTreeRoot"]["/K"][0].get_object()
    assert [child.get_object()["/S"] for child in document["/K"]] == ["/H1", "/P"]


PRINT_HASH = """
import hashlib
from datetime import UTC, datetime
from lms.pdf import Attached, render
dated = datetime(2026, 12, 14, tzinfo=UTC)
html = {page!r}
pdf = render(html, attachments=[Attached("facts.json", b"{{}}", "The facts", dated)])
print(hashlib.sha256(pdf).hexdigest())
"""


def test_the_same_page_is_the_same_bytes_in_every_process_and_time_zone():
    dated = datetime(2026, 12, 14, tzinfo=UTC)
    page = PAGE.format("The same")
    here = render(page, attachments=[Attached("facts.json", b"{}", "The facts", dated)])
    elsewhere = subprocess.run(
        [sys.executable, "-c", PRINT_HASH.format(page=page)],
        capture_output=True,
        check=True,
        text=True,
        env={"TZ": "Asia/Tokyo", "PATH": "", "PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": "77"},
    )
    assert elsewhere.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_an_attachment_can_be_taken_out_again():
    dated = datetime(2026, 12, 14, tzinfo=UTC)
    pdf = render(PAGE.format("One"), attachments=[Attached("facts.json", b'{"a": 1}', "The facts", dated)])
    assert PdfReader(BytesIO(pdf)).attachments["facts.json"] == [b'{"a": 1}']


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "../../pyproject.toml",
        "documents/../../settings.py",
        "data:image/svg+xml,<svg/>",
        "drawing:unknown",
    ],
)
def test_nothing_is_fetched_from_anywhere_else(address):
    with pytest.raises(ValueError, match="may not fetch"):
        render(PAGE.format(f'<img alt="x" src="{address}">'))


def test_a_drawing_that_was_handed_over_is_shown():
    shown = PAGE.format('<b style="background: url(drawing:circle)">x</b>')
    assert len(render(shown, drawings={"circle": CIRCLE})) > len(render(PAGE.format("<b>x</b>")))


def test_an_unknown_stylesheet_is_an_error_and_not_a_bare_page():
    with pytest.raises(FileNotFoundError):
        render(PAGE.format("One"), stylesheet="documents/missing.css")
