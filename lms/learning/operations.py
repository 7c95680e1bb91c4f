"""A trainee says that she has read a page."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.db import db
from lms.learning.models import PageRead
from lms.people.models import Person


def mark_read(person: Person, module_slug: str, page_slug: str, *, now: datetime) -> bool:
    """True if it is new; said again, it changes nothing."""
    same = PageRead.person_id == person.id, PageRead.module_slug == module_slug, PageRead.page_slug == page_slug
    if db.session.scalar(select(PageRead.id).where(*same)):
        return False
    try:
        with db.session.begin_nested():
            db.session.add(PageRead(person_id=person.id, module_slug=module_slug, page_slug=page_slug, read_at=now))
            db.session.flush()
    except IntegrityError:
        return False
    return True
