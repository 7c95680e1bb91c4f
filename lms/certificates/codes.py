"""The code printed on a certificate: made at random, forgiving to type, kept from whoever reads the database.

Sixteen characters of Crockford's base 32 (no I, L, O or U): fifteen at random,
75 bits, and one that checks them. The database holds no code in the clear: a
keyed hash finds the row, and the row holds the code encrypted.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: its powers of x are the weights
_NONCE_BYTES = 12


def _times_x(value: int) -> int:
    """The product with x in the field of 32 elements."""
    value <<= 1
    return value ^ _FIELD_POLYNOMIAL if value & 0b100000 else value


def _remainder(characters: str) -> int:
    """Zero for a whole code exactly when its check character is right.

    Each place has a weight of its own, so that one wrong character, or two that
    changed places, cannot cancel out.
    """
    remainder = 0
    for character in characters:
        remainder = _times_x(remainder) ^ _VALUE[character]
    return remainder


def checked(body: str) -> str:
    """The code whose first fifteen characters these are."""
    return body + ALPHABET[_times_x(_remainder(body))]


def new_code() -> str:
    """A fresh code, without separators."""
    return checked("".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1)))


def normalise(typed: str) -> str | None:
    """The code that somebody typed, or None where no certificate of ours could carry it.

    Capitals, spaces and dashes do not matter; O is read as 0, I and L as 1.
    """
    characters = "".join(
        character for character in typed.upper() if character.isalnum()
    ).translate(_MISREAD)
    if len(characters) != LENGTH or not _VALUE.keys() >= set(characters):
        return None
    return characters if _remainder(characters) == 0 else None


def printed(code: str) -> str:
    """The code as it stands on the paper: four groups of four letters and figures."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


@dataclass(frozen=True)
class CodeKeys:
    """The two keys that keep codes: one to find a row by, one to read its code back."""

    lookup_key: bytes = field(repr=False)
    sealing_key: bytes = field(repr=False)

    @classmethod
    def from_secret(cls, secret: str | bytes) -> "CodeKeys":
        """Derive both from the application's secret; another secret finds none of the old rows."""
        secret = secret.encode() if isinstance(secret, str) else secret
        if not secret:
            raise ValueError("codes need a secret that is not empty")
        return cls(
            _derived(secret, b"certificate code: look-up"),
            _derived(secret, b"certificate code: sealing"),
        )

    def lookup(self, code: str) -> str:
        """What the row is found by: 64 hexadecimal digits, the same each time."""
        return hmac.new(self.lookup_key, code.encode(), hashlib.sha256).hexdigest()

    def seal(self, code: str, number: str) -> bytes:
        """The code encrypted for the row of the certificate with this number, and for no other."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.sealing_key).encrypt(nonce, code.encode(), number.encode())

    def unseal(self, sealed: bytes, number: str) -> str:
        """The code again; ValueError where key, row or bytes are not those it was sealed with."""
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return AESGCM(self.sealing_key).decrypt(nonce, ciphertext, number.encode()).decode()
        except (InvalidTag, ValueError) as problem:
            raise ValueError(f"the code of {number} cannot be read with this secret") from problem


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return hmac.new(secret, purpose, hashlib.sha256).digest()
