"""One-time links: mailed, never logged, kept as a hash; each works once and until it runs out."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update

from lms.db import db
from lms.people.lookups import account_of
from lms.people.models import OneTimeLink, Person

# What each is for, and how long it lasts. "setup" is the first administrator's.
LASTS = {
    "first": timedelta(minutes=60),
    "reset": timedelta(minutes=60),
    "address": timedelta(hours=24),
    "invite": timedelta(days=7),
    "setup": timedelta(days=7),
}


def make_link(person: Person, purpose: str, email: str, *, now: datetime) -> str:
    """A new link's token; the ones that she had for the same purpose stop working."""
    retire_links(person, purpose, now=now)
    token = secrets.token_urlsafe(32)
    db.session.add(
        OneTimeLink(
            person_id=person.id, purpose=purpose, token_hash=_hashed(token), email=email.casefold(),
            created_at=now, expires_at=now + LASTS[purpose],
        )
    )
    db.session.flush()
    return token


def find_link(token: str, now: datetime, *, lock: bool = False) -> OneTimeLink | None:
    """The link, if it still works and its address is still hers."""
    found = select(OneTimeLink).where(
        OneTimeLink.token_hash == _hashed(token), OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now
    )
    link = db.session.scalar(found.with_for_update() if lock else found)
    return link if link is not None and _still_hers(link) else None


def spend(link: OneTimeLink, *, now: datetime) -> None:
    """It has done its work; the others that would let her in stop too."""
    link.used_at = now
    retire_links(db.session.get_one(Person, link.person_id), *LASTS, now=now)


def retire_links(person: Person, *purposes: str, now: datetime) -> None:
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.person_id == person.id, OneTimeLink.purpose.in_(purposes), OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
        )
        .values(expires_at=now)
    )


def _still_hers(link: OneTimeLink) -> bool:
    """A mail that went to an address which is no longer hers opens nothing."""
    if link.purpose in ("address", "setup"):
        return True
    person = db.session.get_one(Person, link.person_id)
    account = account_of(person)
    return link.email == (account.email if account else person.email)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
