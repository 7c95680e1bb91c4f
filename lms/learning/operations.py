"""A trainee says that she has read a page, and the house remembers where she was."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms.db import db
from lms.learning.models import PageRead, Place
from lms.people.models import Person

FURTHEST = 9999  # no page has as many paragraphs


def mark_read(
    person: Person, module_slug: str, page_slug: str, *, since: datetime | None = None, now: datetime,
) -> bool:
    """True if it is new; said again, it changes nothing, unless it was read before `since`, in another version."""
    same = PageRead.person_id == person.id, PageRead.module_slug == module_slug, PageRead.page_slug == page_slug
    before = db.session.scalar(select(PageRead.read_at).where(*same))
    if before is not None:
        if since is None or before >= since:
            return False
        again = update(PageRead).where(*same, PageRead.read_at < since).values(read_at=now)
        return db.session.execute(again.execution_options(synchronize_session=False)).rowcount == 1
    try:
        with db.session.begin_nested():
            db.session.add(PageRead(person_id=person.id, module_slug=module_slug, page_slug=page_slug, read_at=now))
            db.session.flush()
    except IntegrityError:
        return False
    return True


def keep_place(
    person: Person, programme_slug: str, module_slug: str, page_slug: str, *, down: int = 0, now: datetime,
) -> None:
    """She is on this page now, at this paragraph; the latest that was said counts."""
    at = {"module_slug": module_slug, "page_slug": page_slug, "down": min(max(down, 0), FURTHEST), "seen_at": now}
    hers = Place.person_id == person.id, Place.programme_slug == programme_slug
    moved = update(Place).where(*hers).values(at).execution_options(synchronize_session=False)
    if db.session.execute(moved).rowcount:
        return
    try:
        with db.session.begin_nested():
            db.session.add(Place(person_id=person.id, programme_slug=programme_slug, **at))
            db.session.flush()
    except IntegrityError:
        db.session.execute(moved)
