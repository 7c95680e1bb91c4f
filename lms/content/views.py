"""The author's pages: what is published, its versions, and sending material."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, current_app, redirect, render_template, url_for
from werkzeug.datastructures import FileStorage

from lms import clock
from lms.content import history, material_schemas, operations, publications, uploads
from lms.content.checking import check_sources
from lms.content.differences import Change, differences, groups
from lms.content.models import Upload
from lms.content.passages import side_by_side
from lms.content.reading_uploads import remember
from lms.content.shapes import Programme
from lms.content.zips import MOST_PACKED, WrongZip, read_zip
from lms.db import begin_reading, begin_writing, db
from lms.refusal import Refusal
from lms.web import asking, authors, read_form, show_form

pages = Blueprint("content", __name__)


@dataclass(frozen=True)
class Offered:
    """A programme of an upload beside what is published of it."""

    programme: Programme
    before: Programme | None
    changes: list[Change]

    @property
    def is_major(self) -> bool:
        return self.before is not None and self.programme.major > self.before.major


def found(upload_id: int) -> Upload:
    return uploads.find_upload(upload_id) or abort(404)


def today():
    return clock.today(clock.now())


@pages.get("/material")
@authors
def material():
    return _material_page(show_form(material_schemas.SendMaterial))


@pages.post("/material")
@authors
def upload():
    form = read_form(material_schemas.SendMaterial)
    if form.data is not None:
        try:
            sent = take_in(form.data["file"])
            return redirect(url_for("content.upload_shown", upload_id=sent.id), 303)
        except WrongZip as wrong:
            form.refuse(Refusal(wrong.sentence, field="file"))
    begin_reading()
    return _material_page(form), 422


def take_in(sent) -> Upload:
    """Unpack and check what was sent, and keep it with what was found. Commits; raises WrongZip."""
    begin_reading()
    if not isinstance(sent, FileStorage):
        raise WrongZip("That is no file. Choose the folder’s zip.")
    sources, left_aside = read_zip(sent.stream.read(MOST_PACKED + 1))
    sources, differs = uploads.under_the_union(sources, current_app.config["CONTENT"])
    report = check_sources(sources, today())
    report.warnings.extend(differs)
    if report.folder:
        remember(report.folder)
    begin_writing()
    kept = uploads.keep_upload(sent.filename or "", sources, report, left_aside, actor=asking(), now=clock.now())
    db.session.commit()
    return kept


def _material_page(form):
    last = publications.last_publication()
    return render_template(
        "content/material.html", form=form, last=last, uploads=uploads.last_uploads(),
        programmes=[(each, operations.programme_of(each)) for each in operations.programmes()],
    )


@pages.get("/material/published.zip")
@authors
def download():
    last = publications.last_publication() or abort(404)
    answer = Response(last.archive.packed, mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"material-{clock.today(last.published_at)}.zip")
    return answer


@pages.get("/material/programmes/<programme>")
@authors
def programme(programme):
    versions = history.versions_of(programme) or abort(404)
    return render_template("content/programme.html", versions=versions,
                           programme=operations.programme_of(versions[0].snapshot))


@pages.get("/material/programmes/<programme>/<version>")
@authors
def version(programme, version):
    """What changed with a version, word by word."""
    after = operations.published(programme, version) or abort(404)
    before = history.before(after)
    old = operations.programme_of(before) if before else None
    offered = offered_in(operations.programme_of(after), old)
    return render_template("content/changes.html", offered=offered, groups=groups(offered.changes), words=words_of,
                           snapshot=after, upload=None)


def offered_in(programme: Programme, before: Programme | None) -> Offered:
    return Offered(programme, before, differences(before, programme))


def words_of(change: Change):
    return side_by_side(change.before, change.after) if change.before or change.after else ""


from lms.content import upload_views as _uploads  # noqa: E402, F401  (its views hang on `pages`)
from lms.content import version_views as _versions  # noqa: E402, F401
