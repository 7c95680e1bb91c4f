"""The key that certificates are sealed with: the operator's own, or one made on first run with a root of its own."""

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID, ObjectIdentifier

from lms.settings import WrongSetting

KEY_FILE, CERTIFICATE_FILE = "key.pem", "certificate.pem"
VALIDITY = timedelta(days=30 * 365)
# Clocks of two machines differ; a certificate that begins an hour ago is valid on both.
BACKDATED = timedelta(hours=1)
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336

SigningKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Seal:
    """A key, its certificate with those of its issuers, and every root that we ever sealed under."""

    key: SigningKey = field(repr=False)
    certificates: tuple[x509.Certificate, ...]
    roots: tuple[x509.Certificate, ...]

    @cached_property
    def certificate(self) -> x509.Certificate:
        return self.certificates[0]


def open_seal(
    folder: Path,
    issuer: str,
    now: datetime,
    key_file: Path | None = None,
    certificate_file: Path | None = None,
) -> Seal:
    """Load the seal, making one in `folder` where no files are given and none was made before.

    Safe against two processes that start at once. Raises WrongSetting for files that can't be used.
    """
    if key_file is None or certificate_file is None:
        own = folder / "signing"
        if not (own / KEY_FILE).exists():
            _make(folder, own, issuer, now)
        key_file, certificate_file = own / KEY_FILE, own / CERTIFICATE_FILE
    key, certificates = read_files(key_file, certificate_file, now)
    return Seal(key, certificates, _remembered_roots(folder / "roots", certificates[-1]))


def read_files(
    key_file: Path, certificate_file: Path, now: datetime
) -> tuple[SigningKey, tuple[x509.Certificate, ...]]:
    """A key and its certificates, if they belong together and hold now; else WrongSetting says what is wrong."""
    key = _read_key(key_file)
    certificates = _read_certificates(certificate_file)
    if certificates[0].public_key() != key.public_key():
        raise WrongSetting("LMS_SIGNING_CERT can't be used: its first certificate isn't that of LMS_SIGNING_KEY.")
    if not certificates[0].not_valid_before_utc <= now <= certificates[0].not_valid_after_utc:
        raise WrongSetting(
            "LMS_SIGNING_CERT can't be used: its certificate is valid from "
            f"{certificates[0].not_valid_before_utc:%d %B %Y} to {certificates[0].not_valid_after_utc:%d %B %Y}."
        )
    return key, certificates


def _read_key(path: Path) -> SigningKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, OSError) as problem:
        raise WrongSetting(
            "LMS_SIGNING_KEY can't be used: it must be a readable PEM file with a key and no passphrase."
        ) from problem
    if not isinstance(key, SigningKey):
        raise WrongSetting("LMS_SIGNING_KEY can't be used: the key must be of type EC or RSA.")
    return key


def _read_certificates(path: Path) -> tuple[x509.Certificate, ...]:
    try:
        return tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    except (ValueError, OSError) as problem:
        raise WrongSetting(
            "LMS_SIGNING_CERT can't be used: it must be a readable PEM file with at least one certificate."
        ) from problem


def _remembered_roots(folder: Path, newest: x509.Certificate) -> tuple[x509.Certificate, ...]:
    """All roots sealed under so far, so that a change of key leaves earlier certificates verifiable."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{newest.fingerprint(hashes.SHA256()).hex()[:32]}.pem"
    if not path.exists():
        _write_whole(path, newest.public_bytes(serialization.Encoding.PEM))
    return tuple(x509.load_pem_x509_certificate(file.read_bytes()) for file in sorted(folder.glob("*.pem")))


def _make(folder: Path, own: Path, issuer: str, now: datetime) -> None:
    """Write key and certificates beside the place, then move the whole folder there: all or nothing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".signing-", dir=folder))
    try:
        key, certificates = _new_chain(issuer, now)
        _write_whole(
            draft / KEY_FILE,
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
        )
        pem = b"".join(certificate.public_bytes(serialization.Encoding.PEM) for certificate in certificates)
        _write_whole(draft / CERTIFICATE_FILE, pem)
        try:
            os.rename(draft, own)
        except OSError:
            # Another process was first: its key is the one. Without it, the folder can't be written.
            if not (own / KEY_FILE).exists():
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_whole(path: Path, content: bytes) -> None:
    """A private file that is either there in full or not at all."""
    handle, draft = tempfile.mkstemp(prefix=".draft-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def _new_chain(issuer: str, now: datetime) -> tuple[SigningKey, list[x509.Certificate]]:
    """A key, its certificate, and the root that vouches for it and whose own key is then forgotten."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, name = (
        x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, issuer[:64]),
                x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            ]
        )
        for common_name in ("Root of our certificates", "Seal of our certificates")
    )
    root_identifier = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())

    def begun(subject: x509.Name, public_key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(root_name)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - BACKDATED)
            .not_valid_after(now + VALIDITY)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(root_identifier),
                critical=False,
            )
        )

    root = (
        begun(root_name, root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        begun(name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    return key, [certificate, root]


def _key_usage(**wanted: bool) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{usage: wanted.get(usage, False) for usage in every})
