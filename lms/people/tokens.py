"""Tokens: what a person's programs show instead of a password. Only their hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select

from lms import audit
from lms.clock import today
from lms.db import begin_reading, begin_writing, db
from lms.people.models import Account, Person, Token
from lms.refusal import Refusal

LASTS = {7: "A week", 90: "Three months", 365: "A year"}
MOST = 20
PREFIX = "tolpuddle_"
GONE = ("left", "expelled")


def make_token(
    account: Account, name: str, *, lasts: timedelta, read_only: bool, actor, now: datetime
) -> tuple[Token, str]:
    """A token with her rights, or only her right to read; its text can't be had again."""
    live = [token for token in tokens_of(account.person) if token.is_live(now)]
    name = " ".join(name.split())
    if any(token.name.casefold() == name.casefold() for token in live):
        raise Refusal("You have a token of that name. Give each its own, so that you know which to end.",
                      field="name", code="name taken")
    if len(live) >= MOST:
        raise Refusal(f"You have {MOST} tokens. End one that you don't need first.", field="name", code="too many")
    text = PREFIX + secrets.token_urlsafe(32)
    token = Token(
        person_id=account.person_id, name=name, token_hash=_hashed(text), read_only=read_only,
        created_at=now, expires_at=now + lasts,
    )
    db.session.add(token)
    db.session.flush()
    audit.record("made a token", actor, account.person, now, name=name, read_only=read_only)
    return token, text


def end_token(token: Token, *, actor, now: datetime) -> None:
    if not token.is_live(now):
        raise Refusal("That token doesn't work any more.", code="ended already")
    token.revoked_at = now
    audit.record("ended a token", actor, token.person, now, name=token.name)


def tokens_of(person: Person) -> list[Token]:
    """The newest first."""
    return list(db.session.scalars(
        select(Token).where(Token.person_id == person.id).order_by(Token.created_at.desc(), Token.id.desc())
    ))


def token_of(person: Person, token_id: int) -> Token | None:
    return db.session.scalar(select(Token).where(Token.id == token_id, Token.person_id == person.id))


def live_token(text: str, now: datetime) -> Token | None:
    """The token with this text, with its person, if it counts: not ended, not run out, its person still there."""
    token = db.session.scalar(
        select(Token).join(Account, Account.person_id == Token.person_id).where(Token.token_hash == _hashed(text))
    )
    if token is None or not token.is_live(now) or token.person.membership_status in GONE:
        return None
    return token


def note_use(token: Token, now: datetime) -> None:
    """Write down that it was used today; once a day, in a short transaction of its own."""
    if token.last_used_on == today(now):
        return
    begin_writing()
    db.session.get_one(Token, token.id).last_used_on = today(now)
    db.session.commit()
    begin_reading()


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
