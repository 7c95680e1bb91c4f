"""The seal on a file: it holds for the file as it was issued, and for no other."""

import re
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from lms.certificates.keys import Seal, open_seal
from lms.certificates.signing import SEALED_MARK, sign
from lms.certificates.verdicts import check
from lms.pdf import render

NOW = datetime(2026, 12, 14, 9, 30, tzinfo=UTC)
ISSUER = "Health Managers Together"


@pytest.fixture(scope="module")
def seal(tmp_path_factory):
    return open_seal(tmp_path_factory.mktemp("seal"), ISSUER, NOW)


@pytest.fixture(scope="module")
def page():
    return render('<html lang="en-GB"><title>Proof</title><body><h1>Proof</h1></body></html>')


@pytest.fixture(scope="module")
def sealed(page, seal):
    return sign(page, seal, issuer=ISSUER, at=NOW)


def container(sealed):
    """Where the signature stands: the digits between the angle brackets."""
    return re.search(rb"/Contents <([0-9A-F]+)>", sealed).span(1)


def test_a_sealed_file_is_genuine(sealed, seal):
    verdict = check(sealed, seal.roots)
    assert verdict.genuine and not verdict.changed and not verdict.unknown_signer
    assert verdict.sealed_at == NOW


def test_the_same_page_sealed_again_is_the_same_file(page, sealed, seal):
    assert PdfReader(BytesIO(sealed)).xmp_metadata.xmp_modify_date == NOW.replace(tzinfo=None)
    time.sleep(1.1)  # the clock goes on, and the file doesn't
    assert sign(page, seal, issuer=ISSUER, at=NOW) == sealed
    assert sign(page, seal, issuer=ISSUER, at=NOW + timedelta(minutes=1)) != sealed


def test_it_is_a_certification_signature_that_allows_no_change(sealed):
    reader = PdfReader(BytesIO(sealed))
    signature = reader.root_object["/Perms"]["/DocMDP"].get_object()
    assert signature["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature["/Reference"][0]["/TransformParams"]["/P"] == 1
    field = reader.root_object["/AcroForm"]["/Fields"][0].get_object()
    assert field["/TU"] == f"Electronic seal of {ISSUER}"


def test_no_byte_can_be_changed_without_being_noticed(sealed, seal):
    first, last = container(sealed)
    dice = Random(3)
    places = {*dice.sample(range(len(sealed)), 60), *range(first, last, 23), first - 1, last, len(sealed) - 1}
    for place in places:
        other = sealed[place] ^ dice.choice([1, 2, 32])
        assert not check(sealed[:place] + bytes([other]) + sealed[place + 1 :], seal.roots).genuine, place


def test_nothing_hides_in_the_space_left_over_for_the_signature(sealed, seal):
    _, last = container(sealed)
    for secret in (b"1", b"DEADBEEF", b"a"):
        hidden = sealed[: last - len(secret)] + secret + sealed[last:]
        verdict = check(hidden, seal.roots)
        assert verdict.changed and not verdict.genuine


@pytest.mark.parametrize("addition", [b"\n", b" ", b"%%EOF\n", b"\0" * 10])
def test_nothing_can_be_appended(sealed, seal, addition):
    assert check(sealed + addition, seal.roots).changed


def test_a_note_on_top_of_the_page_is_noticed(sealed, seal):
    writer = PdfWriter(BytesIO(sealed), incremental=True)
    note = FreeText(text="Grade: excellent", rect=(50, 50, 300, 80))
    writer.add_annotation(0, note)
    noted = BytesIO()
    writer.write(noted)
    assert noted.getvalue().startswith(sealed)
    assert check(noted.getvalue(), seal.roots).changed


def test_a_second_seal_on_top_is_noticed(sealed, seal, tmp_path):
    forged = sealed.replace(b"/Perms", b"/Parms")
    assert check(forged, seal.roots).changed


def test_another_root_is_an_unknown_signer(page, seal, tmp_path):
    stranger = open_seal(tmp_path, ISSUER, NOW)
    verdict = check(sign(page, stranger, issuer=ISSUER, at=NOW), seal.roots)
    assert verdict.unknown_signer and not verdict.genuine
    assert check(sign(page, stranger, issuer=ISSUER, at=NOW), [*seal.roots, *stranger.roots]).genuine


def test_a_file_without_a_seal_and_any_other_bytes_are_told_apart_from_ours(page, seal):
    for other in (page, b"", b"hello", b"%PDF-1.7", b"\xff" * 2000, page[:700]):
        verdict = check(other, seal.roots)
        assert not verdict.genuine and not verdict.changed and not verdict.unknown_signer
        assert verdict.reason


def test_a_sealed_file_cut_short_is_called_changed(sealed, seal):
    assert SEALED_MARK in sealed
    assert check(sealed[:-40], seal.roots).changed


def test_a_seal_outlives_the_certificate_it_was_set_with(page, seal):
    """It is judged as of the day it was set, so that a shorter certificate ends no earlier document."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Bought certificate")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2021, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(True, False, False, False, False, False, False, False, False), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    bought = Seal(key, (certificate,), (certificate,))
    old = sign(page, bought, issuer=ISSUER, at=datetime(2020, 6, 1, tzinfo=UTC))
    assert check(old, bought.roots).genuine
    with pytest.raises(ValueError, match="not valid on 14 December 2026"):
        sign(page, bought, issuer=ISSUER, at=NOW)
