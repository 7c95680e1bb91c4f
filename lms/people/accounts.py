"""How a person signs in: her account and its password. Hashing is slow: do it outside a writing transaction."""

import secrets
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from lms import audit
from lms.db import db
from lms.people.models import Account, Person
from lms.people.operations import set_email
from lms.people.rules import LONGEST, weakness
from lms.refusal import Refusal

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked where there is no account, so that the answer takes as long as where there is one.
_NOBODY = _hasher.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to this hash; as slow where there is no hash."""
    if len(password) > LONGEST:
        return False
    try:
        _hasher.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def good_password(password: str, person: Person, *words: str) -> str:
    """The hash of a password that isn't easily guessed; raises Refusal with what is wrong with it."""
    problem = weakness(password, person.name, person.email or "", *words)
    if problem:
        raise Refusal(problem, field="password", code="weak password")
    return hash_password(password)


def open_account(person: Person, email: str, *, password_hash: str | None = None, now: datetime) -> Account:
    """A way to sign in for her; without a password she sets one by a link."""
    account = Account(
        person_id=person.id, email=email.strip().casefold(), password_hash=password_hash, stamp=_stamp(), created_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(account)
            db.session.flush()
    except IntegrityError:
        raise Refusal(
            f"Somebody signs in with {email} already. Each person needs an address of her own.",
            field="email", code="address taken",
        ) from None
    set_committed_value(person, "account", account)
    audit.record("opened a sign-in", person, person, now)
    return account


def set_password(account: Account, password_hash: str, *, now: datetime) -> None:
    """Her new password; whoever is signed in to this account elsewhere is signed out."""
    account.password_hash, account.stamp = password_hash, _stamp()
    audit.record("set a password", account.person, account.person, now)


def sign_out_everywhere(account: Account, *, now: datetime) -> None:
    account.stamp = _stamp()
    audit.record("signed out everywhere", account.person, account.person, now)


def change_address(account: Account, email: str, *, actor, now: datetime) -> str:
    """She signs in with another address from now on, and is written to there; returns the old one."""
    before = account.email
    try:
        with db.session.begin_nested():
            account.email = email.strip().casefold()
            db.session.flush()
    except IntegrityError:
        raise Refusal(
            f"Somebody signs in with {email} already. Each person needs an address of her own.",
            field="email", code="address taken",
        ) from None
    set_email(account.person, account.email)
    audit.record("changed the sign-in address", actor, account.person, now)
    return before


def _stamp() -> str:
    return secrets.token_hex(16)
