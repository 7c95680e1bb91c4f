"""Publishing the material, and reading what was published."""

import hashlib
import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from flask import current_app
from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError

from lms import audit
from lms.content.building import as_written, build, plain
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
        written = json.dumps(as_written(programme), sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(written.encode()).hexdigest()
        if db.session.scalar(select(Snapshot.id).where(Snapshot.digest == digest)):
            continue
        _check_version(programme)
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


def _check_version(programme: Programme) -> None:
    earlier = list(db.session.scalars(select(Snapshot).where(Snapshot.programme_slug == programme.slug)))
    same = next((each for each in earlier if each.version == programme.version), None)
    remedy = f"Give it a new version in programmes/{programme.slug}.yaml."
    if same:
        changed = ", ".join(_changed(programme_of(same), programme))
        raise Refusal(
            f"{programme.title} has changed ({changed}), and version {programme.version} is published already. {remedy}"
        )
    newest = max((each.version for each in earlier), key=_numbers, default="0.0")
    if _numbers(programme.version) < _numbers(newest):
        raise Refusal(f"{programme.title} has version {programme.version}, and {newest} is published already. {remedy}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _changed(before: Programme, after: Programme) -> list[str]:
    """In words, what differs."""
    names = [name for name in vars(after) if name != "modules" and getattr(before, name) != getattr(after, name)]
    old = {module.slug: module for module in before.modules}
    titles = [f"the module “{module.title}”" for module in after.modules if old.get(module.slug) != module]
    return [*titles, *(name.replace("_", " ") for name in names)] or ["its modules"]


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


_kept: dict[str, Programme] = {}


def programme_of(snapshot: Snapshot) -> Programme:
    """The programme as it was published; rebuilt once a process for each snapshot."""
    if snapshot.digest not in _kept:
        _kept[snapshot.digest] = build(Programme, snapshot.body, snapshot.digest, [])
    return _kept[snapshot.digest]


def union() -> Union:
    """The union as union.yaml states it now; read once a process."""
    return _union(Path(current_app.config["CONTENT"]))


@lru_cache(maxsize=8)
def _union(folder: Path) -> Union:
    return read_union(folder)
