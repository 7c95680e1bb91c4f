"""The seal on the file: a certification signature that allows no change, and the check of one.

A PAdES signature in an invisible field. The drawn signatures on the page are
decoration; this is what a forger cannot make.
"""

import asyncio
import hashlib
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import cms
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lms.certificates.keys import Seal

FIELD = "Seal"
SEALED_MARK = b"/ETSI.CAdES.detached"
# What the container holds beside certificates and signature: attributes, names, lengths.
CONTAINER_OVERHEAD = 1200


class _LoadedKeySigner(Signer):
    """Signs with a key that was parsed once; pyHanko's own signer parses it again for each file."""

    def __init__(self, seal: Seal):
        store = SimpleCertificateStore()
        store.register_multiple(as_asn1(issuer) for issuer in seal.certificates[1:])
        super().__init__(signing_cert=as_asn1(seal.certificate), cert_registry=store, embed_roots=False)
        self._key = seal.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        digest = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}[digest_algorithm]()
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(digest, deterministic_signing=True))
        return self._key.sign(data, padding.PKCS1v15(), digest)


class _RepeatableWriter(IncrementalPdfFileWriter):
    """Names the sealed file after what it holds, not at random: the same page sealed again is the same file."""

    @classmethod
    def _handle_id(cls, prev):
        identifiers = super()._handle_id(prev)
        prev.stream.seek(0)
        identifiers[1] = generic.ByteStringObject(hashlib.sha256(prev.stream.read()).digest()[:16])
        return identifiers


def as_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    """The certificate in the form that pyHanko works with."""
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def sign(pdf: bytes, seal: Seal, *, issuer: str, at: datetime) -> bytes:
    """The same PDF, sealed at this moment: same page, key and moment give the same bytes."""
    if not seal.certificate.not_valid_before_utc <= at <= seal.certificate.not_valid_after_utc:
        raise ValueError(f"the signing certificate is not valid on {at:%d %B %Y}")
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=FIELD,
            name=issuer,
            reason=f"Issued by {issuer}",
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
        ),
        _LoadedKeySigner(seal),
        new_field_spec=SigFieldSpec(
            FIELD,
            invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
            readable_field_name=f"Electronic seal of {issuer}",
        ),
    )
    return _done(_sealed(signer, _RepeatableWriter(BytesIO(pdf)), _container_size(seal), at))


async def _sealed(signer: PdfSigner, writer: IncrementalPdfFileWriter, reserved: int, at: datetime) -> bytes:
    # PdfSigner.sign_pdf would do the same, but takes the time from the clock.
    session = signer.init_signing_session(writer)
    session.system_time = at
    document = session.prepare_tbs_document(None, reserved)
    prepared, output = document.digest_tbs_document()
    await document.perform_signature(prepared.document_digest, PdfCMSSignedAttributes(signing_time=at))
    return output.getvalue()


def _done(work: Coroutine):
    """The result of a coroutine, run beside the caller, who may be inside an event loop of its own."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


def _container_size(seal: Seal) -> int:
    """How many hexadecimal digits to leave for the signature; asking pyHanko would sign twice."""
    certificates = sum(len(c.public_bytes(serialization.Encoding.DER)) for c in seal.certificates)
    return 2 * (certificates + seal.key.key_size // 4 + CONTAINER_OVERHEAD)


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
    status = _done(
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
