"""Every statement of law over all that was ever published: how it was worded when, and what each version taught."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from lms.content.law import Law
from lms.content.models import Snapshot
from lms.content.operations import programmes_of
from lms.content.shapes import Programme
from lms.db import db
from lms.network.rules import digest_of


@dataclass(frozen=True)
class Edition:
    """A programme as it was published once."""

    id: int  # of its snapshot
    slug: str
    version: str
    published_at: datetime
    programme: Programme

    @property
    def label(self) -> str:
        return f"{self.programme.title} {self.version}"


@dataclass(frozen=True)
class Wording:
    """A statement as it was said for a while, and the editions that said it so; `law` as it was checked last."""

    law: Law
    digest: str
    editions: tuple[Edition, ...]  # in the order in which they were published

    @property
    def since(self) -> datetime:
        return self.editions[0].published_at


@dataclass(frozen=True)
class Statement:
    """A statement of law that something says today."""

    slug: str
    now: Wording
    earlier: tuple[Wording, ...]  # the latest of them first

    @property
    def law(self) -> Law:
        return self.now.law

    @property
    def teach_it(self) -> frozenset[int]:
        """The snapshots that state it as it is."""
        return frozenset(edition.id for edition in self.now.editions)

    @property
    def teach_otherwise(self) -> frozenset[int]:
        return frozenset(edition.id for wording in self.earlier for edition in wording.editions)

    @property
    def all_that_teach_it(self) -> frozenset[int]:
        return self.teach_it | self.teach_otherwise

    def worded(self, digest: str) -> Wording | None:
        return next((each for each in (self.now, *self.earlier) if each.digest == digest), None)


@dataclass(frozen=True)
class Register:
    statements: dict[str, Statement]  # by slug; those that the latest versions state
    taught: dict[int, dict[str, str]]  # by snapshot: slug to digest
    editions: tuple[Edition, ...]  # all that were ever published, in their order

    @cached_property
    def latest(self) -> tuple[Edition, ...]:
        """The latest of each programme, by its title."""
        last = {edition.slug: edition for edition in self.editions}
        return tuple(sorted(last.values(), key=lambda each: each.programme.title))

    @cached_property
    def now(self) -> dict[str, str]:
        return {slug: statement.now.digest for slug, statement in self.statements.items()}


_ALL = select(Snapshot.id, Snapshot.programme_slug, Snapshot.version, Snapshot.digest, Snapshot.published_at).order_by(
    Snapshot.id)
_said: dict[str, dict[str, str]] = {}  # by the digest of a snapshot, which never changes: slug to digest


def register() -> Register:
    """The register as it is published; one statement, and one more for versions that this process hasn't read yet."""
    rows = db.session.execute(_ALL).all()
    programmes = programmes_of(row.digest for row in rows)
    editions = [Edition(row.id, row.programme_slug, row.version, row.published_at, programmes[row.digest])
                for row in rows]
    taught = {row.id: _taught(row.digest, programmes[row.digest]) for row in rows}
    latest = {edition.slug: edition for edition in editions}
    worded: dict[str, dict[str, list[Edition]]] = {}
    for edition in editions:
        for slug, digest in taught[edition.id].items():
            worded.setdefault(slug, {}).setdefault(digest, []).append(edition)
    said_by = {slug: edition for edition in sorted(latest.values(), key=lambda each: each.id)
               for slug in taught[edition.id]}
    statements = {slug: _statement(slug, taught[edition.id][slug], worded[slug]) for slug, edition in said_by.items()}
    return Register(statements, taught, tuple(editions))


def _taught(digest: str, programme: Programme) -> dict[str, str]:
    if digest not in _said:
        _said[digest] = {law.slug: digest_of(law) for law in programme.law}
    return _said[digest]


def _statement(slug: str, now: str, worded: dict[str, list[Edition]]) -> Statement:
    wordings = {
        digest: Wording(editions[-1].programme.statement(slug), digest, tuple(editions))
        for digest, editions in worded.items()
    }
    earlier = sorted((each for digest, each in wordings.items() if digest != now),
                     key=lambda each: each.editions[-1].id, reverse=True)
    return Statement(slug, wordings[now], tuple(earlier))
