"""Publishing a folder: its programmes as snapshots, and the files themselves, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import contains_eager

from lms import audit
from lms.content import archives, operations
from lms.content.building import Problem
from lms.content.differences import Change, differences
from lms.content.models import Publication, Snapshot
from lms.content.news import News, law_news
from lms.content.reading import Mistakes, read
from lms.content.shapes import Material
from lms.content.sources import Sources, TooMuch, gather
from lms.db import db

ONE_AT_A_TIME = 2026112204  # the name of the lock on PostgreSQL


@dataclass(frozen=True)
class Folder:
    """Course material that has been read and has no mistake, and the very files that it was read from."""

    material: Material
    sources: Sources


@dataclass(frozen=True)
class Published:
    """What came of publishing: the new snapshots, what differs in each, what reps are told, the publication.

    Without a publication, all was as it is.
    """

    snapshots: list[Snapshot]
    changes: dict[str, list[Change]] = field(default_factory=dict)
    news: list[News] = field(default_factory=list)
    publication: Publication | None = None


def take(folder: Path) -> Folder:
    """The material of a folder, with its files; slow, and without the database. Raises Mistakes."""
    if not folder.is_dir():
        read(folder)  # raises, with the sentence
    with _said(folder):
        sources = gather(folder)
    with sources.laid_out() as copy:
        return Folder(read(copy), sources)


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    try:
        yield
    except TooMuch as problem:
        raise Mistakes([Problem(str(folder), "folder", str(problem))]) from None
    except OSError as problem:
        raise Mistakes([Problem(str(problem.filename), "file", f"can't be opened ({problem.strerror})")]) from None


def publish_folder(folder: Folder, *, note: str = "", actor, now: datetime) -> Published:
    """Publish what has changed in it, and keep its files. All of it, or nothing: raises Refusal."""
    one_at_a_time()
    before = operations.published_now()
    snapshots = operations.publish(folder.material, actor=actor, now=now)
    changes = {}
    for snapshot in snapshots:
        after = next(each for each in folder.material.programmes if each.slug == snapshot.programme_slug)
        changes[after.slug] = differences(before.get(after.slug), after)
    news = law_news(before, {each.slug: each for each in folder.material.programmes}) if snapshots else []
    return Published(snapshots, changes, news, _keep(folder, snapshots, note, actor, now))


def _keep(folder: Folder, snapshots: list[Snapshot], note: str, actor, now: datetime) -> Publication | None:
    last = last_publication()
    if last and not snapshots and last.archive.digest == folder.sources.digest:
        return None
    publication = Publication(
        archive=archives.keep(folder.sources), note=note[:300], published_at=now, published_by=actor.audit_label[:120],
        versions={programme.slug: programme.version for programme in folder.material.programmes},
        changed=[snapshot.programme_slug for snapshot in snapshots],
    )
    db.session.add(publication)
    db.session.flush()
    audit.record("kept what was published", actor, publication, now, digest=publication.archive.digest, note=note)
    return publication


def one_at_a_time() -> None:
    """Whoever publishes or withdraws waits for whoever else does; on SQLite nobody writes beside us."""
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": ONE_AT_A_TIME})


def last_publication() -> Publication | None:
    """The folder that was published last, with its archive but not the bytes of it."""
    return db.session.scalar(
        select(Publication).join(Publication.archive).options(contains_eager(Publication.archive))
        .order_by(Publication.id.desc()).limit(1)
    )


def is_behind(material: Material) -> str:
    """How this folder is older than what stands published, as a sentence; "" where it isn't.

    So is a server's folder once somebody has published in the browser: it must not bring the old back.
    """
    there = {programme.slug: programme for programme in material.programmes}
    last = last_publication()
    known = dict(last.versions if last else {})
    known |= {each.programme_slug: each.version for each in operations.programmes() if each.programme_slug in there}
    for slug, version in known.items():
        if slug not in there:
            return f"It has no programme “{slug}”, and {slug} {version} is published."
        if operations.numbers(there[slug].version) < operations.numbers(version):
            return f"It has {slug} {there[slug].version}, and {slug} {version} is published."
    return ""
