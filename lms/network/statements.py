"""A statement of law through all that was published: its wordings, what they mean, and who states it today."""

from collections.abc import Iterable, Mapping, Sequence
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


class Time(NamedTuple):
    """A time in which a statement meant the same; "" where no course stated it. Whoever read it then kept the key."""

    means: str
    key: str
    since: datetime


@dataclass(frozen=True)
class Statement:
    """A statement of law as it is said today; or, where it is dropped, as it was said last."""

    slug: str
    now: Wording
    earlier: tuple[Wording, ...]  # the latest of them first
    times: tuple[Time, ...]  # in their order; the last is today

    @property
    def law(self) -> Law:
        return self.now.law

    @property
    def means(self) -> str:
        """What it means today; "" where it is dropped."""
        return self.times[-1].means

    @property
    def to_read(self) -> str:
        """By this it is kept that somebody was told, or has read, what is so now."""
        return self.times[-1].key

    @property
    def since(self) -> datetime:
        """Since when it is so, in whatever words."""
        return self.times[-1].since

    @property
    def dropped_at(self) -> datetime | None:
        return None if self.means else self.since

    @property
    def keys_of_now(self) -> list[str]:
        """By which it is kept that somebody read what is so now, or read the same when it was so before."""
        return [each.key for each in self.times if each.means == self.means]

    @property
    def keys_of_else(self) -> list[str]:
        return [each.key for each in self.times if each.means != self.means]

    @property
    def wordings(self) -> tuple[Wording, ...]:
        return (self.now, *self.earlier)

    @property
    def teach_it(self) -> frozenset[int]:
        """The snapshots that state what is so now."""
        return self._editions_of(each for each in self.wordings if each.means == self.means)

    @property
    def teach_otherwise(self) -> frozenset[int]:
        return self._editions_of(each for each in self.wordings if each.means != self.means)

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


def times_of(said: Sequence[Said], means: Mapping[str, str], editions: Iterable[Edition]) -> tuple[Time, ...]:
    """How long it meant what: at each moment, what the latest edition says of those that are their programme's latest.

    The first time in which it means something has that for its key; where it means it again, it is to be read again.
    """
    stated = {each.edition.id: means[each.digest] for each in said}
    latest: dict[str, str] = {}  # by programme, the one that was published last at the end
    times: list[Time] = []
    for edition in editions:
        latest.pop(edition.slug, None)
        if edition.id in stated:
            latest[edition.slug] = stated[edition.id]
        now = next(reversed(latest.values()), "")
        if (times or now) and (not times or times[-1].means != now):
            again = not now or any(each.means == now for each in times)
            key = f"{now[:40] or 'dropped'} by {edition.id}" if again else now
            times.append(Time(now, key, edition.published_at))
    return tuple(times)
