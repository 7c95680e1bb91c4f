"""The check of a file: whether we sealed it, and whether it is the same to the last byte."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import cms
from asn1crypto import x509 as asn1
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from lms.certificates.signing import SEALED_MARK, as_asn1, done

# What it finds is in the verdict: a forged file is no error of ours, and writes no traceback.
for name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(name).setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Verdict:
    """What the check of a file found; of the first three at most one is true."""

    genuine: bool = False
    changed: bool = False
    unknown_signer: bool = False
    reason: str = ""
    sealed_at: datetime | None = None


NOT_SEALED = Verdict(reason="We find no seal in this file. It is not one of our certificates as we issued it.")
CHANGED = Verdict(
    changed=True,
    reason="This is not the file that was sealed: something in it was changed afterwards.",
)
UNKNOWN = Verdict(
    unknown_signer=True,
    reason="This file is sealed, but not by us. We can't say who sealed it.",
)


def check(pdf: bytes, roots: Iterable[x509.Certificate]) -> Verdict:
    """Whether this is a file that we sealed, whole and unchanged; says so of any bytes at all."""
    try:
        # strict=False reads what is damaged too, so that damage is called a change.
        signatures = PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures
        if not signatures:
            return NOT_SEALED
        return _judged(pdf, signatures, [as_asn1(root) for root in roots])
    except Exception:
        # The file is a stranger's: a parser may fail on it in any way, and each of them means no.
        return CHANGED if SEALED_MARK in pdf else NOT_SEALED


def _judged(pdf: bytes, signatures: list[EmbeddedPdfSignature], roots: list[asn1.Certificate]) -> Verdict:
    signature = signatures[0]
    sealed_at = signature.self_reported_timestamp
    status = done(
        async_validate_pdf_signature(
            signature,
            # A seal is judged as of the day it was set: the document outlives the signing certificate.
            ValidationContext(trust_roots=roots, moment=sealed_at, allow_fetching=False),
            key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}),
        )
    )
    if not (status.intact and status.valid):
        return CHANGED
    if not status.trusted:
        return UNKNOWN
    whole = (
        len(signatures) == 1
        and signature.docmdp_level == MDPPerm.NO_CHANGES
        and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        and status.bottom_line
        and _container(signature, list(status.validation_path)) == _space_for_container(pdf, signature)
    )
    if not whole:
        return CHANGED
    return Verdict(genuine=True, reason="This file is ours, and nothing in it was changed.", sealed_at=sealed_at)


def _space_for_container(pdf: bytes, signature: EmbeddedPdfSignature) -> bytes:
    """The only part of the file that no signature can cover: where the signature itself stands."""
    _, before, after, _ = signature.byte_range
    return pdf[before:after]


def _container(signature: EmbeddedPdfSignature, path: list[asn1.Certificate]) -> bytes:
    """That part as we would have written it, from what was found valid: nothing hides in the rest."""
    found = signature.signer_info
    signer = path[-1]
    rebuilt = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": {
                "version": "v1",
                "digest_algorithms": [found["digest_algorithm"]],
                "encap_content_info": {"content_type": "data"},
                "certificates": [cms.CertificateChoices("certificate", each) for each in path[1:] or path],
                "signer_infos": [
                    {
                        "version": "v1",
                        "sid": {
                            "issuer_and_serial_number": {
                                "issuer": signer.issuer,
                                "serial_number": signer.serial_number,
                            }
                        },
                        "digest_algorithm": found["digest_algorithm"],
                        "signature_algorithm": found["signature_algorithm"],
                        "signed_attrs": found["signed_attrs"],
                        "signature": found["signature"],
                    }
                ],
            },
        }
    )
    length = signature.byte_range[2] - signature.byte_range[1] - len("<>")
    return b"<" + rebuilt.dump().hex().upper().encode().ljust(length, b"0") + b">"
