"""Every statement of law over all that was ever published: how it was worded when, and what each version taught."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from lms.content.law import Law
from lms.content.models import Snapshot
from lms.content.operations import programmes_of
from lms.content.shapes import Programme
from lms.db import db
from lms.network.rules import digest_of
from lms.network.statements import Edition, Said, Statement, Wording, meanings, times_of


@dataclass(frozen=True)
class Register:
    statements: dict[str, Statement]  # by slug; those that the latest versions state
    dropped: dict[str, Statement]  # by slug; those that none of them states any more, under any name
    taught: dict[int, dict[str, str]]  # by snapshot: slug to what the statement meant there
    editions: tuple[Edition, ...]  # all that were ever published, in their order

    @cached_property
    def latest(self) -> tuple[Edition, ...]:
        """The latest of each programme, by its title."""
        last = {edition.slug: edition for edition in self.editions}
        return tuple(sorted(last.values(), key=lambda each: each.programme.title))

    @cached_property
    def now(self) -> dict[str, str]:
        """By slug, what it means today; "" where it is dropped."""
        return {slug: statement.means for slug, statement in (self.dropped | self.statements).items()}

    def statement(self, slug: str) -> Statement | None:
        return self.statements.get(slug) or self.dropped.get(slug)


_ALL = select(Snapshot.id, Snapshot.programme_slug, Snapshot.version, Snapshot.digest, Snapshot.published_at).order_by(
    Snapshot.id)
# By the digest of a snapshot, which never changes: slug to the digest of the wording, and the statement.
_known: dict[str, dict[str, tuple[str, Law]]] = {}
_built: dict[tuple, Register] = {}  # of the snapshots as they were found last


def register() -> Register:
    """The register as it is published; one statement, and one more for versions that this process hasn't read yet."""
    rows = tuple(db.session.execute(_ALL))
    found = _built.get(rows)
    if found is None:
        found = _build(rows)
        _built.clear()  # what was published since takes the place of what it was before
        _built[rows] = found
    return found


def _build(rows: tuple) -> Register:
    programmes = programmes_of(row.digest for row in rows)
    editions = [Edition(row.id, row.programme_slug, row.version, row.published_at, programmes[row.digest])
                for row in rows]
    said: dict[str, list[Said]] = {}
    for row, edition in zip(rows, editions, strict=True):
        for slug, (digest, law) in _said_in(row.digest, edition.programme).items():
            said.setdefault(slug, []).append(Said(edition, digest, law))
    found = {slug: _statement(slug, of_it, editions) for slug, of_it in said.items()}
    statements = {slug: each for slug, each in found.items() if each.means}
    said_today = {wording.digest for each in statements.values() for wording in each.wordings
                  if wording.means == each.means}
    # What goes on under another name, in the same words, is not dropped.
    dropped = {slug: each for slug, each in found.items() if not each.means and each.now.digest not in said_today}
    taught: dict[int, dict[str, str]] = {edition.id: {} for edition in editions}
    for slug, each in found.items():
        for wording in each.wordings:
            for edition in wording.editions:
                taught[edition.id][slug] = wording.means
    return Register(statements, dropped, taught, tuple(editions))


def _said_in(digest: str, programme: Programme) -> dict[str, tuple[str, Law]]:
    if digest not in _known:
        _known[digest] = {law.slug: (digest_of(law), law) for law in programme.law}
    return _known[digest]


def _statement(slug: str, said: list[Said], editions: list[Edition]) -> Statement:
    means = meanings(said)
    times = times_of(said, means, editions)
    worded: dict[str, list[Said]] = {}
    for each in said:
        worded.setdefault(each.digest, []).append(each)
    wordings = sorted(
        (Wording(of_it[-1].law, digest, means[digest], tuple(each.edition for each in of_it))
         for digest, of_it in worded.items()), key=lambda each: each.editions[-1].id, reverse=True,
    )
    now = next(each for each in wordings if each.means == (times[-1].means or each.means))
    return Statement(slug, now, tuple(each for each in wordings if each is not now), times)
