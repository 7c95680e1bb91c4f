"""Keeping a note while it is typed; what another page kept meanwhile is never written over."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms.clock import say_day_time
from lms.db import db
from lms.learning.models import Note
from lms.learning.rules import LONGEST
from lms.people.models import Person
from lms.refusal import Refusal


def keep_note(
    person: Person, module_slug: str, kind: str, about: str, text: str, revision: int, *, now: datetime,
) -> Note:
    """Keep what she has typed; `revision` is the one that her page began with. Sent twice, it is kept once.

    Raises Refusal with the code "elsewhere" where another page has kept something else since.
    """
    if len(text) > LONGEST:
        raise Refusal("This is longer than 20,000 letters. Shorten it, and it will be kept.", field="text", code="long")
    hers = (Note.person_id == person.id, Note.module_slug == module_slug, Note.kind == kind, Note.about == about)
    kept = _added(person, module_slug, kind, about, text, now) if revision == 0 else db.session.execute(
        update(Note).where(*hers, Note.revision == revision, Note.text != text)
        .values(text=text, revision=Note.revision + 1, saved_at=now).execution_options(synchronize_session=False)
    ).rowcount == 1
    note = db.session.scalar(select(Note).where(*hers).execution_options(populate_existing=True))
    if note is None:
        raise Refusal("This page can’t be kept as it stands. Copy your note, reload the page and paste it.")
    if not kept and note.text != text:
        raise Refusal(
            f"Something else was kept from another page or device, {say_day_time(note.saved_at)}.", field="text",
            code="elsewhere",
        )
    return note


def _added(person: Person, module_slug: str, kind: str, about: str, text: str, now: datetime) -> bool:
    about_what = {"module_slug": module_slug, "kind": kind, "about": about}
    new = Note(person_id=person.id, **about_what, text=text, revision=1, saved_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(new)
            db.session.flush()
    except IntegrityError:
        return False
    return True
