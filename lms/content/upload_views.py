"""The pages of what was sent: what is wrong with it, what it would change, publishing or withdrawing it."""

from dataclasses import dataclass

from flask import abort, current_app, flash, redirect, render_template, url_for

from lms import clock
from lms.content import material_schemas, operations, publications, uploads
from lms.content.building import Problem
from lms.content.checking import against_published
from lms.content.differences import groups, own, shared
from lms.content.models import Upload
from lms.content.news import News, law_news
from lms.content.next_versions import due_versions
from lms.content.reading_uploads import folder_of, report_of
from lms.content.views import Offered, found, offered_in, pages, today, words_of
from lms.content.weight import weighty_changes
from lms.db import begin_reading, begin_writing, db
from lms.refusal import Refusal
from lms.web import asking, authors, read_form, show_form
from lms.web.access import roles_of_asking


@pages.get("/material/uploads/<int:upload_id>")
@authors
def upload_shown(upload_id):
    return _upload_page(upload_id, show_form(material_schemas.Publish))


@dataclass(frozen=True)
class Judged:
    """An upload as things stand now: what is wrong, what to look at, what publishing would change, what it needs."""

    problems: list[Problem]
    warnings: list[Problem]
    offered: list[Offered]
    news: list[News]
    versions: dict[str, str]  # that its programmes need before it can be published, where nothing else is wrong
    is_new: bool


def judged(upload: Upload) -> Judged:
    problems = [Problem(**each) for each in upload.problems]
    warnings = [Problem(**each) for each in upload.warnings]
    if problems or upload.state != "waiting":
        return Judged(problems, warnings, [], [], {}, False)
    report = report_of(upload, current_app.config["CONTENT"], today())
    if report.folder is None:
        return Judged(report.problems, warnings, [], [], {}, False)
    now, material = against_published(report, upload.uploaded_at), report.folder.material
    before, last = operations.published_now(), publications.last_publication()
    offered = [offered_in(each, before.get(each.slug)) for each in material.programmes]
    return Judged(
        now.problems, [*now.warnings, *(each for each in warnings if each not in now.warnings)], offered,
        law_news(before, {each.slug: each for each in material.programmes}),
        due_versions(material, upload.uploaded_at),
        last is None or last.archive.digest != report.folder.sources.digest,
    )


def _upload_page(upload_id: int, form):
    upload = found(upload_id)
    now = judged(upload)
    return render_template(
        "content/upload.html", upload=upload, now=now, problems=now.problems, warnings=now.warnings, form=form,
        changed=[(each, own(each.changes)) for each in now.offered if each.changes or not each.before],
        same=[each for each in now.offered if each.before and not each.changes],
        common=groups(shared([change for each in now.offered if each.before for change in each.changes])),
        may_publish=bool(now.offered) and not now.problems and upload.state == "waiting",
        weighty=weighty_changes({each.programme.slug: each.before for each in now.offered if each.before},
                                tuple(each.programme for each in now.offered)),
        is_administrator="administrator" in roles_of_asking(), most=uploads.KEPT,
    )


@pages.get("/material/uploads/<int:upload_id>/changes/<programme>")
@authors
def changes(upload_id, programme):
    upload = found(upload_id)
    shown = next((each for each in judged(upload).offered if each.programme.slug == programme), None) or abort(404)
    return render_template("content/changes.html", offered=shown, groups=groups(shown.changes), words=words_of,
                           snapshot=None, upload=upload)


@pages.get("/material/uploads/<int:upload_id>/proof/<programme>/<module>")
@authors
def proof(upload_id, programme, module):
    """What trainees meet step by step and what only facilitators have, to be read in one go."""
    upload = found(upload_id)
    folder = folder_of(upload, current_app.config["CONTENT"]) if upload.archive and not upload.problems else None
    shown = next((each for each in folder.material.programmes if each.slug == programme), None) if folder else None
    if shown is None or shown.module(module) is None:
        abort(404)
    return render_template("content/proof.html", upload=upload, programme=shown, module=shown.module(module))


@pages.post("/material/uploads/<int:upload_id>/publication")
@authors
def publish(upload_id):
    form = read_form(material_schemas.Publish)
    if form.data is not None:
        try:
            done = publish_now(found(upload_id), form.data["note"])
            db.session.commit()
            said = ", ".join(f"{operations.programme_of(each).title} {each.version}" for each in done.snapshots)
            flash(f"Published: {said or 'the files beside the programmes'}. Runs that are planned keep their version. "
                  "Download it before you change anything else.", "done")
            return redirect(url_for("content.material"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    begin_reading()
    return _upload_page(upload_id, form), 422


def publish_now(upload: Upload, note: str) -> publications.Published:
    """Check it once more and publish it. Raises Refusal."""
    if upload.state != "waiting" or upload.archive is None:
        raise Refusal(f"{upload.ended_by} has {upload.state} it already.", code="state")
    report = report_of(upload, current_app.config["CONTENT"], today())
    if report.folder is None:
        raise Refusal("There are mistakes to put right first.", code="mistakes")
    begin_writing()
    upload = found(upload.id)
    return uploads.publish_upload(
        upload, report.folder, note=note, answers_for_certificates="administrator" in roles_of_asking(),
        actor=asking(), now=clock.now(),
    )


@pages.post("/material/uploads/<int:upload_id>/withdrawal")
@authors
def withdraw(upload_id):
    uploads.withdraw_upload(found(upload_id), actor=asking(), now=clock.now())
    db.session.commit()
    flash("It is withdrawn, and its files are forgotten. Nothing that is published has changed.", "done")
    return redirect(url_for("content.material"), 303)
