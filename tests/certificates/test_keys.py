"""The seal's key: made once, kept private, never mistaken for another."""

import stat
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from lms import create_app
from lms.certificates.keys import open_seal
from lms.settings import WrongSetting

NOW = datetime(2026, 12, 14, 9, 30, tzinfo=UTC)


def seal_in(folder, **files):
    return open_seal(folder / "keys", "Health Managers Together", NOW, **files)


def pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def test_the_first_run_makes_a_private_key_and_the_next_one_finds_it(tmp_path):
    first, second = seal_in(tmp_path), seal_in(tmp_path)
    assert first.certificate == second.certificate
    assert first.roots == second.roots == (first.certificates[-1],)
    made = list(tmp_path.rglob("*"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_file()} == {0o600}
    assert not [path for path in made if path.name.startswith(".")]


def _fingerprint(folder):
    return seal_in(folder).certificate.serial_number


def test_processes_that_start_at_once_share_one_key(tmp_path):
    with ProcessPoolExecutor(6, mp_context=get_context("fork")) as pool:
        assert len(set(pool.map(_fingerprint, [tmp_path] * 12))) == 1


def test_no_key_of_the_root_is_kept(tmp_path):
    seal = seal_in(tmp_path)
    root = seal.certificates[-1]
    for path in tmp_path.rglob("key*.pem"):
        key = serialization.load_pem_private_key(path.read_bytes(), None)
        assert key.public_key() != root.public_key()
    seal.certificate.verify_directly_issued_by(root)


def test_the_operators_own_key_is_used_and_the_earlier_root_is_remembered(tmp_path):
    before = seal_in(tmp_path)
    elsewhere = seal_in(tmp_path / "elsewhere")
    own = {
        "key_file": tmp_path / "elsewhere/keys/signing/key.pem",
        "certificate_file": tmp_path / "elsewhere/keys/signing/certificate.pem",
    }
    after = seal_in(tmp_path, **own)
    assert after.certificate == elsewhere.certificate
    assert set(after.roots) == {before.certificates[-1], elsewhere.certificates[-1]}


def test_a_key_with_somebody_elses_certificate_is_refused(tmp_path):
    seal_in(tmp_path / "one"), seal_in(tmp_path / "other")
    with pytest.raises(WrongSetting, match="isn't that of LMS_SIGNING_KEY"):
        seal_in(
            tmp_path,
            key_file=tmp_path / "one/keys/signing/key.pem",
            certificate_file=tmp_path / "other/keys/signing/certificate.pem",
        )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not a key", "readable PEM file"),
        (pem(ed25519.Ed25519PrivateKey.generate()), "EC or RSA"),
        (
            ec.generate_private_key(ec.SECP256R1()).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.BestAvailableEncryption(b"passphrase"),
            ),
            "no passphrase",
        ),
    ],
)
def test_a_key_that_cannot_sign_is_refused_by_the_settings_name(tmp_path, content, sentence):
    seal_in(tmp_path)
    (tmp_path / "key.pem").write_bytes(content)
    with pytest.raises(WrongSetting, match=f"LMS_SIGNING_KEY.*{sentence}"):
        seal_in(
            tmp_path,
            key_file=tmp_path / "key.pem",
            certificate_file=tmp_path / "keys/signing/certificate.pem",
        )


def test_a_certificate_file_without_certificates_is_refused(tmp_path):
    seal_in(tmp_path)
    (tmp_path / "empty.pem").write_text("")
    with pytest.raises(WrongSetting, match=r"LMS_SIGNING_CERT.*at least one certificate"):
        seal_in(
            tmp_path,
            key_file=tmp_path / "keys/signing/key.pem",
            certificate_file=tmp_path / "empty.pem",
        )


def test_a_certificate_that_has_run_out_is_refused(tmp_path):
    seal_in(tmp_path)
    with pytest.raises(WrongSetting, match="is valid from"):
        open_seal(tmp_path / "keys", "Health Managers Together", NOW + timedelta(days=12_000))


def test_the_private_key_does_not_show_when_printed(tmp_path):
    assert "PrivateKey" not in repr(seal_in(tmp_path))


def test_a_wrong_key_stops_the_start(tmp_path):
    seal_in(tmp_path / "one"), seal_in(tmp_path / "other")
    wrong = {
        "DATA": tmp_path / "data",
        "SIGNING_KEY": tmp_path / "one/keys/signing/key.pem",
        "SIGNING_CERT": tmp_path / "other/keys/signing/certificate.pem",
    }
    with pytest.raises(WrongSetting, match="LMS_SIGNING_CERT can't be used"):
        create_app(wrong)
    right = wrong | {"SIGNING_CERT": tmp_path / "one/keys/signing/certificate.pem", "CLOCK": lambda: NOW}
    assert create_app(right)
