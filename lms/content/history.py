"""The versions of a programme that were published, one after the other."""

from dataclasses import dataclass

from sqlalchemy import select

from lms.content.models import Publication, Snapshot
from lms.db import db


@dataclass(frozen=True)
class Version:
    """A version, and what its publisher said that it was for."""

    snapshot: Snapshot
    note: str


def versions_of(programme_slug: str) -> list[Version]:
    """The newest first."""
    found = db.session.scalars(
        select(Snapshot).where(Snapshot.programme_slug == programme_slug).order_by(Snapshot.id.desc())
    ).all()
    notes = {
        (slug, publication.versions.get(slug)): publication.note
        for publication in db.session.scalars(select(Publication).order_by(Publication.id))
        for slug in publication.changed
    }
    return [Version(each, notes.get((programme_slug, each.version), "")) for each in found]


def before(snapshot: Snapshot) -> Snapshot | None:
    """The version that was published before this one."""
    return db.session.scalar(
        select(Snapshot).where(Snapshot.programme_slug == snapshot.programme_slug, Snapshot.id < snapshot.id)
        .order_by(Snapshot.id.desc()).limit(1)
    )
