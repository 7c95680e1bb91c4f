"""A statement of law through all that was published: its wordings, what they mean, and who states it today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from lms.content.law import Law
from lms.content.shapes import Programme


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
    """A statement as it was said for a while, and the editions that said it so; `law` as it was checked last.

    `means` is shared by wordings of which one only puts right the words of the other: the digest of their first.
    """

    law: Law
    digest: str
    means: str
    editions: tuple[Edition, ...]  # in the order in which they were published

    @property
    def since(self) -> datetime:
        return self.editions[0].published_at


@dataclass(frozen=True)
class Statement:
    """A statement of law as it is said today; or, with `dropped_at`, as it was said last before all left it out."""

    slug: str
    now: Wording
    earlier: tuple[Wording, ...]  # the latest of them first
    dropped_at: datetime | None = None

    @property
    def law(self) -> Law:
        return self.now.law

    @property
    def to_read(self) -> str:
        """By this it is kept that somebody was told, or has read, what is so now."""
        return f"dropped after {self.now.editions[-1].id}" if self.dropped_at else self.now.means

    @property
    def since(self) -> datetime:
        """When what is so now was first published, in whatever words."""
        if self.dropped_at:
            return self.dropped_at
        return min(each.since for each in self.wordings if each.means == self.now.means)

    @property
    def wordings(self) -> tuple[Wording, ...]:
        return (self.now, *self.earlier)

    @property
    def teach_it(self) -> frozenset[int]:
        """The snapshots that state what is so now."""
        return self._editions_of(each for each in self.wordings if each.means == self.to_read)

    @property
    def teach_otherwise(self) -> frozenset[int]:
        return self._editions_of(each for each in self.wordings if each.means != self.to_read)

    @property
    def all_that_teach_it(self) -> frozenset[int]:
        return self._editions_of(self.wordings)

    def _editions_of(self, wordings: Iterable[Wording]) -> frozenset[int]:
        return frozenset(edition.id for wording in wordings for edition in wording.editions)

    def meant(self, means: str) -> Wording | None:
        """The wording in which this was said last."""
        found = [each for each in self.wordings if each.means == means]
        return max(found, key=lambda each: each.editions[-1].id, default=None)


class Said(NamedTuple):
    """An edition states a statement so."""

    edition: Edition
    digest: str
    law: Law


def meanings(said: Sequence[Said]) -> dict[str, str]:
    """By digest of a wording, what it means: itself, or what the wording meant whose words it only puts right.

    `said` is of one statement, in the order in which it was published. A correction is one against every wording
    that some programme's latest edition had then; in doubt it is a change.
    """
    found: dict[str, str] = {}
    latest: dict[str, Said] = {}  # by programme
    for each in said:
        if each.digest not in found:
            meant = {found[other.digest] for other in latest.values()}
            corrects = len(meant) == 1 and all(each.law.corrects(other.law) for other in latest.values())
            found[each.digest] = meant.pop() if corrects else each.digest
        latest[each.edition.slug] = each
    return found
