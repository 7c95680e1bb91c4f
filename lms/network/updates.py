"""What a rep knew and is so no more: hers to read, and when those are told who have not been told yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.clock import at_london, today
from lms.db import db
from lms.network.knowledge import knowledge_of
from lms.network.models import LawRound
from lms.network.register import register
from lms.network.rules import AT, Known
from lms.network.statements import Statement, Wording
from lms.people.models import Person


@dataclass(frozen=True)
class Update:
    """A statement that means something else now than when she learned it, or read it last."""

    statement: Statement
    known: Known

    @property
    def slug(self) -> str:
        return self.statement.slug

    @property
    def read_at(self) -> datetime | None:
        """When she read what is so now."""
        return self.known.read_now

    @property
    def now(self) -> Wording:
        """As it is said; where it is dropped, as it was said last."""
        return self.statement.now

    @property
    def learned(self) -> Wording:
        """As she knew it; where she read that it was dropped, as it is said now."""
        return self.statement.meant(self.known.means) or self.now

    @property
    def dropped(self) -> bool:
        return self.statement.dropped_at is not None

    @property
    def again(self) -> bool:
        """It is stated again, after she read that it was dropped."""
        return not self.known.means

    @property
    def digest(self) -> str:
        """By this it is kept that she has read it."""
        return self.statement.to_read


def updates_of(person: Person, now: datetime) -> list[Update]:
    """What has changed of the law that she knew as a rep: what is unread first, then the latest change."""
    known = register()
    found = [Update(known.statement(slug), each)
             for slug, each in knowledge_of([person.id], known, now)[person.id].otherwise.items()]
    return sorted(found, key=lambda each: (
        each.read_at is not None, -each.statement.since.timestamp(), each.now.law.title))


def update_of(person: Person, slug: str, now: datetime) -> Update | None:
    return next((each for each in updates_of(person, now) if each.slug == slug), None)


def told_next(now: datetime) -> datetime:
    """When those are written to who have not been told yet: once a morning, for all that has changed by then."""
    day = today(now)
    looked = now >= at_london(day, AT) or db.session.get(LawRound, day) is not None
    return at_london(day + timedelta(days=looked), AT)
