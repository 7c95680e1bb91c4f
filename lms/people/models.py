"""Persons, what their membership was on which day, their accounts, roles and one-time links."""

import unicodedata
from datetime import date, datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import UTCDateTime, db

STATUSES = ("current", "arrears", "suspended", "expelled", "left", "none")


def folded(words: str) -> str:
    """Lower case without accents, for search and comparison: "Rhiannon Prŷs" is "rhiannon prys"."""
    if words.isascii():
        return " ".join(words.lower().split())
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())


class Person(db.Model):
    """Somebody the union knows; a guest has no membership number and the status "none"."""

    __table_args__ = (
        CheckConstraint(f"membership_status IN {STATUSES}", name="membership_status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_number: Mapped[str | None] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    known_as: Mapped[str] = mapped_column(String(60))
    folded_name: Mapped[str] = mapped_column(String(120), index=True)
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    membership_status: Mapped[str] = mapped_column(String(12), default="none")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    account: Mapped["Account | None"] = relationship(back_populates="person")

    @property
    def audit_label(self) -> str:
        return self.name


class SearchWord(db.Model):
    """A word by which somebody is found: of her own, or of her work. Worked out again whenever these change.

    It has no foreign key: a member has about nine of them, and they come in millions.
    """

    __table_args__ = (Index("ix_search_word_word", "word", "person_id"), {"sqlite_with_rowid": False})

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(4), primary_key=True)  # "own" or "work"
    # Compared byte by byte on either engine, so that the words that begin alike lie side by side.
    word: Mapped[str] = mapped_column(
        String(60).with_variant(String(60, collation="C"), "postgresql"), primary_key=True
    )


class MembershipStatus(db.Model):
    """The membership as it stood from a day on; never overwritten, the latest of a day counts."""

    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        Index("ix_membership_status_person_since", "person_id", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str] = mapped_column(String(12))
    since: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    source: Mapped[str] = mapped_column(String(120))


class Account(UserMixin, db.Model):
    """How a person signs in. A new `stamp` signs her out everywhere."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # case-folded
    password_hash: Mapped[str | None] = mapped_column(String(200))
    stamp: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship(back_populates="account", lazy="joined")

    def get_id(self) -> str:
        """What the session keeps; it stops fitting when the stamp changes."""
        return f"{self.id}:{self.stamp}"

    @property
    def audit_label(self) -> str:
        return self.person.name


class UnionRole(db.Model):
    """A role that reaches the whole union: "administrator", "author"."""

    __table_args__ = (
        Index("uq_union_role_held", "person_id", "role", unique=True,
              sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(20))
    granted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    granted_by: Mapped[str] = mapped_column(String(120))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class OneTimeLink(db.Model):
    """A link that was mailed: only its hash is kept, it works once and until it expires."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(12))  # "first", "invite", "reset", "address"
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Token(db.Model):
    """What a person's program shows instead of a password: only its hash is kept, and it runs out."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    read_only: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_used_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    def is_live(self, now: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now
