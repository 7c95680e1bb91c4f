"""The administrator imports members: upload, see what would change, confirm, watch it being written."""

from datetime import date

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for

from lms import audit, clock, jobs
from lms.clock import say_day_year
from lms.db import begin_reading, begin_writing, db
from lms.record import addresses, imports, kept, lookups, rejects, schemas
from lms.record import jobs as at_work
from lms.record.look_alikes import find_look_alikes
from lms.record.members_file.columns import SAID
from lms.record.members_file.reading import WrongFile
from lms.record.models import AddressChange, MembersFile
from lms.record.rules import is_many_leaving
from lms.refusal import Refusal
from lms.web import administrators, asking, read_form, show_form
from lms.web.access import roles_of_asking
from lms.web.exports import file_of

pages = Blueprint("record", __name__)
SHOWN = 200
SHORT = 2_000  # lines that are checked while one waits, in a union of no more than MANY
MANY = 100_000
UNDER_WAY = ("checking", "writing")


@pages.url_value_preprocessor
def allow_a_long_list(endpoint, _values) -> None:
    """A members' list may be larger than any other form; it goes to disk as it comes, and from nobody else."""
    if endpoint == "record.upload" and "administrator" in roles_of_asking():
        request.max_content_length = kept.LARGEST


def found(file_id: int) -> MembersFile:
    return db.session.get(MembersFile, file_id) or abort(404)


@pages.get("/members/import")
@administrators
def new_import():
    return _upload_page(show_form(schemas.Upload))


@pages.post("/members/import")
@administrators
def upload():
    form = read_form(schemas.Upload)
    if form.data is not None:
        try:
            file = take_in(form.data["file"])
            return redirect(url_for("record.import_check", file_id=file.id), 303)
        except WrongFile as wrong:
            form.refuse(Refusal(wrong.sentence, field="file"))
    return _upload_page(form), 422


def take_in(sent) -> MembersFile:
    """Receive a list and have it checked: at once if it is short, else by a job. Commits; raises WrongFile."""
    begin_reading()
    received = kept.receive(sent.stream, sent.filename or "")
    short = received.about <= SHORT and lookups.count_members(MANY) <= MANY
    begin_writing()
    file = imports.start_import(received, by_job=not short, actor=asking(), now=clock.now())
    db.session.commit()
    if short:
        at_work.check_here(file.id)
    return file


def _upload_page(form):
    after = request.args.get("after")
    part = lookups.page_of_files(after)
    return render_template(
        "record/import.html", form=form, files=part.rows, first=not after, after=part.after, columns=SAID,
        addresses=lookups.address_changes_waiting(), url=lambda **more: url_for(".new_import", **more),
    )


@pages.get("/members/import/<int:file_id>")
@administrators
def import_check(file_id: int):
    return _check_page(found(file_id), show_form(schemas.Confirm))


def _check_page(file: MembersFile, form):
    counts = lookups.row_counts(file)
    job = jobs.status(file.job_id) if file.state in UNDER_WAY and file.job_id else None
    return render_template(
        "record/check.html", file=file, form=form, counts=counts, said=SAID, shown=SHOWN, job=job,
        rows=lookups.first_rows(file, SHOWN) if file.state in ("checked", "writing", "done") else {},
        many_leaving=is_many_leaving(counts["missing"], file.rows_total), in_words=_in_words,
        addresses=lookups.address_changes_waiting(),
    )


def _in_words(column: str, text: str | None) -> str:
    """A value of the list as it is said: days aren't kept in words."""
    return say_day_year(date.fromisoformat(text)) if text and column == "link_since" else text or ""


@pages.get("/members/import/<int:file_id>/progress")
@administrators
def progress(file_id: int):
    file = found(file_id)
    if file.state == "checking":
        return jsonify(state=file.state, written=file.rows_read, of=file.rows_total)
    return jsonify(state=file.state, written=file.rows_written, of=file.rows_to_write)


@pages.post("/members/import/<int:file_id>/confirmation")
@administrators
def confirm(file_id: int):
    file, form = found(file_id), read_form(schemas.Confirm)
    try:
        if form.data is None:
            raise Refusal("Type the number in figures.", field="leaving")
        imports.confirm_import(file, **form.data, actor=asking(), now=clock.now())
        db.session.commit()
        return redirect(url_for("record.import_check", file_id=file_id), 303)
    except Refusal as refusal:
        begin_reading()
        return _check_page(found(file_id), form.refuse(refusal)), 422


@pages.post("/members/import/<int:file_id>/discarding")
@administrators
def discard(file_id: int):
    imports.discard_import(found(file_id), actor=asking(), now=clock.now())
    db.session.commit()
    flash("The file is discarded. Nothing of it was written.", "done")
    return redirect(url_for("record.new_import"), 303)


@pages.post("/members/import/<int:file_id>/rejects.<any(csv, xlsx):kind>")
@administrators
def rejects_file(file_id: int, kind: str):
    file = found(file_id)
    rows = lookups.row_counts(file)["reject"]
    audit.record("downloaded the rejected lines", asking(), file, clock.now(), kind=kind, rows=rows)
    db.session.commit()
    return file_of(kind, f"rejected-lines-{file.id}", rejects.columns(file), rejects.parts(file))


@pages.get("/members/addresses")
@administrators
def address_changes():
    after = request.args.get("after")
    part = lookups.page_of_address_changes(after)
    return render_template(
        "record/addresses.html", changes=part.rows, first=not after, after=part.after,
        url=lambda **more: url_for(".address_changes", **more),
    )


@pages.post("/members/addresses/<int:change_id>")
@administrators
def decide_address(change_id: int):
    change, form = db.session.get(AddressChange, change_id) or abort(404), read_form(schemas.Decide)
    if form.data is None:
        raise Refusal("Choose whether she gets the new address or keeps the old one.")
    if form.data["decision"] == "taken":
        addresses.take_change(change, actor=asking(), now=clock.now())
        said = f"{change.person.name} signs in with {change.email} now. The old address has been told."
    else:
        addresses.keep_old(change, actor=asking(), now=clock.now())
        said = f"{change.person.name} keeps her address."
    db.session.commit()
    flash(said, "done")
    return redirect(url_for("record.address_changes"), 303)


@pages.get("/members/look-alikes")
@administrators
def look_alikes():
    groups, count = find_look_alikes(SHOWN)
    return render_template("record/look_alikes.html", groups=groups, count=count)
