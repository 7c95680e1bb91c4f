"""A course that isn't published, as a trainee would have it: for the eyes of authors, on a trainee's own pages.

Its reference, such as PREVIEW-12-reps, names an upload and a programme of it. Whoever may see unpublished
material finds a place on it there, which is in no table; nothing that is sent to its pages is kept.
"""

import re

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from lms.bookings.models import Booking
from lms.content.models import Upload
from lms.content.operations import unpublished
from lms.content.reading_uploads import folder_of
from lms.content.shapes import Programme
from lms.content.uploads import find_upload
from lms.db import db
from lms.people.models import Person, UnionRole
from lms.runs.models import Run

REF = re.compile(r"PREVIEW-(\d{1,9})-([a-z0-9-]+)", re.IGNORECASE)
SEES = ("administrator", "author")


def reference(upload: Upload, programme: Programme) -> str:
    return f"PREVIEW-{upload.id}-{programme.slug}"


def is_preview(ref: str) -> bool:
    """Whether it has the form of such a reference; no run's has, for they begin with six letters at most."""
    return REF.fullmatch(ref) is not None


def preview_on(ref: str, person: Person) -> Booking | None:
    """A place on it for an author or an administrator, and for nobody else."""
    upload_id, slug = REF.fullmatch(ref).groups()
    sees = select(UnionRole.id).where(
        UnionRole.person_id == person.id, UnionRole.role.in_(SEES), UnionRole.ended_at.is_(None))
    if not db.session.scalar(sees.limit(1)):
        return None
    person_id, upload = person.id, find_upload(int(upload_id))
    if upload is None or upload.state != "waiting" or upload.problems:
        return None
    folder = folder_of(upload, current_app.config["CONTENT"])
    programmes = folder.material.programmes if folder else ()
    programme = next((each for each in programmes if each.slug == slug.lower()), None)
    return _place_on(upload, programme, person_id) if programme else None


def _place_on(upload: Upload, programme: Programme, person_id: int) -> Booking:
    run = Run(
        id=0, ref=reference(upload, programme), programme_slug=programme.slug, snapshot_id=0, place="Preview",
        state="confirmed", venue="", joining_notes="", mode="open" if programme.kind == "open" else "in person",
    )
    snapshot = unpublished(programme, upload.uploaded_at)
    for name, value in (("snapshot", snapshot), ("sessions", []), ("facilitators", []), ("deadlines", [])):
        set_committed_value(run, name, value)
    booking = Booking(id=0, run_id=0, person_id=person_id, state="confirmed")
    set_committed_value(booking, "run", run)
    set_committed_value(booking, "person", db.session.get(Person, person_id))
    return booking
