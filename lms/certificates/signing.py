"""The seal on the file: a certification signature that allows no change.

A PAdES signature in an invisible field. The drawn signatures on the page are
decoration; this is what a forger cannot make.
"""

import asyncio
import hashlib
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.metadata.model import DocumentMetadata
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
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


class _Dated(DocumentMetadata):
    """Metadata that were changed at the moment of sealing, where pyHanko would ask the clock."""

    def __setattr__(self, name, value):
        super().__setattr__(name, self.at if (name, value) == ("last_modified", "now") else value)


class _RepeatableWriter(IncrementalPdfFileWriter):
    """Names the sealed file after what it holds, not at random: the same page sealed again is the same file."""

    def __init__(self, stream: BytesIO, at: datetime):
        super().__init__(stream)
        dated = _Dated.__new__(_Dated)
        vars(dated).update(vars(self._meta), at=at)
        self._meta = dated

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
    return done(_sealed(signer, _RepeatableWriter(BytesIO(pdf), at), _container_size(seal), at))


async def _sealed(signer: PdfSigner, writer: IncrementalPdfFileWriter, reserved: int, at: datetime) -> bytes:
    # PdfSigner.sign_pdf would do the same, but takes the time from the clock.
    session = signer.init_signing_session(writer)
    session.system_time = at
    document = session.prepare_tbs_document(None, reserved)
    prepared, output = document.digest_tbs_document()
    await document.perform_signature(prepared.document_digest, PdfCMSSignedAttributes(signing_time=at))
    return output.getvalue()


def done(work: Coroutine):
    """The result of a coroutine, run beside the caller, who may be inside an event loop of its own."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


def _container_size(seal: Seal) -> int:
    """How many hexadecimal digits to leave for the signature; asking pyHanko would sign twice."""
    certificates = sum(len(c.public_bytes(serialization.Encoding.DER)) for c in seal.certificates)
    return 2 * (certificates + seal.key.key_size // 4 + CONTAINER_OVERHEAD)
