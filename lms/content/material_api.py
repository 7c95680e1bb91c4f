"""For programs: sending course material, what its check found, publishing it, and what was published last."""

from flask import Response, abort
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from lms import clock
from lms.content import material_schemas as schemas
from lms.content import publications, uploads
from lms.content.api import api
from lms.content.models import Publication, Upload
from lms.content.upload_views import judged, publish_now
from lms.content.version_views import with_next_versions
from lms.content.views import found, take_in
from lms.content.zips import WrongZip
from lms.db import db
from lms.refusal import Refusal
from lms.web import asking, authors
from lms.web.api import Listing, listed, read
from lms.web.paging import read_slice


def shown(upload: Upload) -> dict:
    """An upload as UploadShown has it."""
    names = ("id", "name", "state", "uploaded_at", "uploaded_by", "left_aside")
    said = {name: getattr(upload, name) for name in names}
    now = judged(upload)
    return said | {
        "problems": now.problems, "warnings": now.warnings,
        "programmes": [{
            "programme": each.programme.slug, "version": each.programme.version,
            "before": each.before and each.before.version, "changes": list(map(str, each.changes)),
        } for each in now.offered],
    }


def _publication_shown(publication: Publication) -> dict:
    return {"digest": publication.archive.digest} | {
        name: getattr(publication, name)
        for name in ("id", "published_at", "published_by", "note", "versions", "changed")
    }


@api.get("/material/publications")
@authors
@api.asks(Listing)
@api.gives_list(schemas.PublicationShown)
def published_folders(asked):
    """The folders that were published, the newest first."""
    return listed(read_slice(
        select(Publication).join(Publication.archive).options(contains_eager(Publication.archive)), [Publication.id],
        lambda publication: (publication.id,), of="publications", after=asked["after"], most=asked["limit"],
        descending=True,
    ), _publication_shown)


@api.get("/material/published")
@authors
@api.gives_file("application/zip", description="The files that were published last, as a zip.")
def published():
    """The files that were published last, as a zip."""
    last = publications.last_publication() or abort(404)
    return Response(last.archive.packed, mimetype="application/zip")


@api.post("/material/uploads")
@authors
@api.takes_file(schemas.SendMaterial)
@api.gives(201, schemas.UploadShown)
def send():
    """Send a folder of course material as a zip, up to 20 MB; it is checked, and nothing is published.

    With mistakes it is kept with all of them, so that you can read them again; it can't be published then.
    """
    try:
        return shown(take_in(read()["file"]))
    except WrongZip as wrong:
        raise Refusal(wrong.sentence, field="file", code="wrong file") from None


@api.get("/material/uploads/<int:upload_id>")
@authors
@api.gives(200, schemas.UploadShown)
def sent(upload_id):
    """What the check of an upload found, and what publishing it would change."""
    return shown(found(upload_id))


@api.post("/material/uploads/<int:upload_id>/publication")
@authors
@api.takes(schemas.Publish)
@api.gives(200, schemas.UploadShown)
def publish_sent(upload_id):
    """Publish an upload that has no mistake. Runs that are planned keep their version."""
    publish_now(found(upload_id), read()["note"])
    db.session.commit()
    return shown(found(upload_id))


@api.post("/material/uploads/<int:upload_id>/versions")
@authors
@api.gives(201, schemas.UploadShown)
def give_versions(upload_id):
    """Give its programmes the versions that they need: the same files as an upload of its own; this is withdrawn."""
    kept = with_next_versions(found(upload_id))
    db.session.commit()
    return shown(found(kept.id))


@api.post("/material/uploads/<int:upload_id>/withdrawal")
@authors
@api.gives(200, schemas.UploadShown)
def withdraw_sent(upload_id):
    """Withdraw an upload; its files are forgotten."""
    upload = found(upload_id)
    uploads.withdraw_upload(upload, actor=asking(), now=clock.now())
    db.session.commit()
    return shown(upload)
