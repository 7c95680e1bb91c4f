"""The files that were published or sent, kept once however often that was."""

from sqlalchemy import exists, or_, select
from sqlalchemy.exc import IntegrityError

from lms.content.models import Archive, Publication, Upload
from lms.content.sources import Sources, unpacked
from lms.db import db


def keep(sources: Sources) -> Archive:
    """The archive with these files; one that is there already is taken."""
    found = _with(sources.digest)
    if found:
        return found
    made = Archive(
        digest=sources.digest, files=len(sources.files), size=sources.size, packed=sources.packed(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
            db.session.flush()
    except IntegrityError:  # somebody else keeps the same at this moment
        return _with(sources.digest)
    return made


def _with(digest: str) -> Archive | None:
    return db.session.scalar(select(Archive).where(Archive.digest == digest))


def sources_of(archive: Archive) -> Sources:
    return unpacked(archive.packed)


def forget_if_unused(archive_id: int) -> None:
    """Remove an archive that no publication and no upload stands on any more."""
    used = db.session.scalar(select(or_(
        exists().where(Publication.archive_id == archive_id), exists().where(Upload.archive_id == archive_id),
    )))
    if not used:
        db.session.delete(db.session.get_one(Archive, archive_id))
        db.session.flush()
