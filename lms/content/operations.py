"""Publishing the material, and reading what was published."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from flask import current_app
from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from lms import audit
from lms.content.building import as_written, build, plain
from lms.content.differences import differences, in_short
from lms.content.models import Snapshot
from lms.content.reading import read_union
from lms.content.shapes import Material, Programme, Union
from lms.db import db
from lms.refusal import Refusal


def publish(material: Material, *, actor, now: datetime) -> list[Snapshot]:
    """Store a snapshot of each programme that has changed; unchanged ones are left. All of them, or none.

    Raises Refusal where material was changed under a version that is published already, or an older one.
    """
    published = []
    for programme in material.programmes:
        digest = digest_of(programme)
        newest = latest(programme.slug)
        if newest and newest.digest == digest:
            continue
        check_version(programme)
        snapshot = Snapshot(
            programme_slug=programme.slug, version=programme.version, digest=digest, body=plain(programme),
            published_at=now, published_by=actor.audit_label[:120],
        )
        try:
            with db.session.begin_nested():
                db.session.add(snapshot)
        except IntegrityError:
            raise Refusal(f"Somebody else has just published {programme.title}. Publish again to see.") from None
        audit.record("published a programme", actor, snapshot, now, digest=digest)
        published.append(snapshot)
    return published


def digest_of(programme: Programme) -> str:
    """The hash of what its author wrote: a new version of ours, which draws pages otherwise, leaves it the same."""
    written = json.dumps(as_written(programme), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def check_version(programme: Programme) -> None:
    """Raises Refusal where this version can't be published: it was, with other material, or a later one was."""
    earlier = list(db.session.scalars(select(Snapshot).where(Snapshot.programme_slug == programme.slug)))
    remedy = f"Give it a new version in programmes/{programme.slug}.yaml."
    newest = max((each.version for each in earlier), key=numbers, default="0.0")
    if numbers(programme.version) < numbers(newest):
        raise Refusal(
            f"{programme.title} has version {programme.version}, and {newest} is published already. {remedy}",
            code="older version",
        )
    same = next((each for each in earlier if each.version == programme.version), None)
    if same:
        changed = in_short(differences(programme_of(same), programme)) or "in what only programs see"
        raise Refusal(
            f"{programme.title} has changed ({changed}), and version {programme.version} is published already. "
            f"{remedy}", code="same version",
        )


def numbers(version: str) -> tuple[int, ...]:
    """A version to compare: 1.10 comes after 1.9."""
    return tuple(int(number) for number in version.split("."))


def latest(programme_slug: str) -> Snapshot | None:
    """The snapshot that was published last."""
    return db.session.scalar(
        select(Snapshot).where(Snapshot.programme_slug == programme_slug).order_by(Snapshot.id.desc()).limit(1)
    )


def published(programme_slug: str, version: str) -> Snapshot | None:
    """The snapshot of one version."""
    return db.session.scalar(
        select(Snapshot).where(Snapshot.programme_slug == programme_slug, Snapshot.version == version)
    )


def newest() -> Select:
    """The latest snapshot of each programme, as a statement."""
    last = select(func.max(Snapshot.id)).group_by(Snapshot.programme_slug)
    return select(Snapshot).where(Snapshot.id.in_(last))


def programmes() -> list[Snapshot]:
    """The latest snapshot of each programme, by slug."""
    return list(db.session.scalars(newest().order_by(Snapshot.programme_slug)))


def published_now() -> dict[str, Programme]:
    """The latest version of each programme, by slug."""
    return {each.programme_slug: programme_of(each) for each in programmes()}


_kept: dict[str, Programme] = {}


def programme_of(snapshot: Snapshot) -> Programme:
    """The programme as it was published; rebuilt once a process for each snapshot."""
    if snapshot.unpublished is not None:
        return snapshot.unpublished
    if snapshot.digest not in _kept:
        _kept[snapshot.digest] = build(Programme, snapshot.body, snapshot.digest, [])
    return _kept[snapshot.digest]


def unpublished(programme: Programme, at: datetime) -> Snapshot:
    """A snapshot of it that is in no table: to look at before it is published. `at` is when it was sent."""
    snapshot = Snapshot(id=0, programme_slug=programme.slug, version=programme.version, published_at=at,
                        published_by="", digest=f"not published {digest_of(programme)[:50]}")
    snapshot.unpublished = programme
    return snapshot


def shown_as(snapshot: Snapshot, programme: Programme, *, before: str | None) -> None:
    """From now on `programme_of(snapshot)` is this one, and what had the digest `before` is forgotten.

    For previews of a folder, where the same snapshot is drawn anew.
    """
    _kept.pop(before, None)
    _kept[snapshot.digest] = programme


def programmes_of(digests: Iterable[str]) -> dict[str, Programme]:
    """The programmes that were published under these digests; one statement for all that this process hasn't built."""
    wanted = set(digests)
    if missing := wanted - set(_kept):
        for snapshot in db.session.scalars(
            select(Snapshot).where(Snapshot.digest.in_(missing)).options(undefer(Snapshot.body))
        ):
            programme_of(snapshot)
    return {digest: _kept[digest] for digest in wanted}


def union() -> Union:
    """The union as union.yaml states it now; read once a process."""
    return _union(Path(current_app.config["CONTENT"]))


@lru_cache(maxsize=8)
def _union(folder: Path) -> Union:
    return read_union(folder)


def forget_union() -> None:
    """union.yaml is read again the next time."""
    _union.cache_clear()
