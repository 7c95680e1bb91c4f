"""Giving programmes of an upload the versions that they need: a line in each of their files."""

from flask import current_app, flash, redirect, url_for

from lms import clock
from lms.content import uploads
from lms.content.building import Problem
from lms.content.checking import Report, check_sources
from lms.content.models import Upload
from lms.content.next_versions import due_versions, with_versions
from lms.content.reading_uploads import folder_of, remember
from lms.content.views import found, pages, today
from lms.db import begin_reading, begin_writing, db
from lms.refusal import Refusal
from lms.web import asking, authors


@pages.post("/material/uploads/<int:upload_id>/versions")
@authors
def give_versions(upload_id):
    """The same files with the next versions, as an upload of its own; this one is withdrawn."""
    try:
        kept = with_next_versions(found(upload_id))
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        flash(refusal.sentence, "warn")
        return redirect(url_for(".upload_shown", upload_id=upload_id), 303)
    flash("The new versions stand in what was sent. In your own folder the old ones still stand.", "done")
    return redirect(url_for(".upload_shown", upload_id=kept.id), 303)


def with_next_versions(upload: Upload) -> Upload:
    """Check the files with the next versions and keep them. Raises Refusal where no version is due."""
    if upload.state != "waiting" or upload.archive is None:
        raise Refusal(f"{upload.ended_by} has {upload.state} it already.", code="state")
    upload_id, name, left_aside, warned = upload.id, upload.name, upload.left_aside, upload.warnings
    sent_at = upload.uploaded_at
    folder = None if upload.problems else folder_of(upload, current_app.config["CONTENT"])
    versions = due_versions(folder.material, sent_at) if folder else {}
    if not versions:
        raise Refusal("No new version is due by itself here. Look at what is to be put right.", code="versions")
    begin_reading()
    sources = with_versions(folder.sources, versions)
    report = check_sources(sources, today())
    if report.folder:
        remember(report.folder)
    of_the_union = [each for each in map(_problem, warned) if each not in report.warnings]
    begin_writing()
    uploads.withdraw_upload(found(upload_id), actor=asking(), now=clock.now())
    return uploads.keep_upload(
        name, sources, Report(report.problems, [*report.warnings, *of_the_union], report.folder), left_aside,
        actor=asking(), now=clock.now(),
    )


def _problem(each: dict) -> Problem:
    return Problem(**each)
