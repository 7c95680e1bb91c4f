"""For programs: a whole list of members, sent, checked, confirmed and written; and addresses to decide about."""

from flask import abort, request
from marshmallow import fields, validate
from sqlalchemy import select

from lms import clock
from lms.db import db
from lms.record import addresses, imports, kept, lookups, schemas
from lms.record.api import api
from lms.record.members_file.reading import WrongFile
from lms.record.models import AddressChange, MembersFile, MembersRow
from lms.record.views import found, take_in
from lms.refusal import Refusal
from lms.web import administrators, asking
from lms.web.access import roles_of_asking
from lms.web.api import Listing, listed, read
from lms.web.paging import read_slice


class LinesAsked(Listing):
    """Which lines."""

    action = fields.String(load_default="reject", validate=validate.OneOf(
        schemas.LINE_ACTIONS, error="Give add, change, reject or missing"))


@api.url_value_preprocessor
def allow_a_long_list(endpoint, _values) -> None:
    if endpoint == "record_api.send_list" and "administrator" in roles_of_asking():
        request.max_content_length = kept.LARGEST


def shown(file: MembersFile) -> dict:
    """A list as ImportShown has it."""
    names = ("id", "name", "state", "problem", "uploaded_at", "uploaded_by", "left_aside")
    return lookups.row_counts(file) | {name: getattr(file, name) for name in names} | {
        "lines": file.rows_total, "lines_checked": file.rows_read, "lines_to_write": file.rows_to_write,
        "lines_written": file.rows_written,
    }


@api.get("/members/imports")
@administrators
@api.asks(Listing)
@api.gives_list(schemas.ImportShown)
def lists(asked):
    """The lists that were sent, the newest first."""
    return listed(read_slice(
        select(MembersFile), [MembersFile.id], lambda file: (file.id,), of="imports", after=asked["after"],
        most=asked["limit"], descending=True,
    ), shown)


@api.post("/members/imports")
@administrators
@api.takes_file(schemas.Upload)
@api.gives(201, schemas.ImportShown)
def send_list():
    """Send a list of members as CSV, up to 300 MB; it is checked, and nothing is written before you confirm it.

    A long one is checked by a job: ask for it again until its state is no longer `checking`.
    """
    try:
        return shown(take_in(read()["file"]))
    except WrongFile as wrong:
        raise Refusal(wrong.sentence, field="file", code="wrong file") from None


@api.get("/members/imports/<int:file_id>")
@administrators
@api.gives(200, schemas.ImportShown)
def sent_list(file_id):
    """What the check of a list found, and how far it is written."""
    return shown(found(file_id))


@api.get("/members/imports/<int:file_id>/lines")
@administrators
@api.asks(LinesAsked)
@api.gives_list(schemas.ImportLineShown)
def lines(asked, file_id):
    """The lines of a list that change something, or can't be written and why."""
    file, action = found(file_id), asked["action"]
    return listed(read_slice(
        select(MembersRow).where(MembersRow.file_id == file.id, MembersRow.action == action), [MembersRow.id],
        lambda row: (row.id,), of=f"lines:{file.id}:{action}", after=asked["after"], most=asked["limit"],
    ))


@api.post("/members/imports/<int:file_id>/confirmation")
@administrators
@api.takes(schemas.Confirm)
@api.gives(202, schemas.ImportShown)
def confirm_list(file_id):
    """Have a checked list written, by a job; with `complete`, whoever isn't in it becomes left."""
    file = found(file_id)
    imports.confirm_import(file, **read(), actor=asking(), now=clock.now())
    db.session.commit()
    return shown(file)


@api.post("/members/imports/<int:file_id>/discarding")
@administrators
@api.gives(200, schemas.ImportShown)
def discard_list(file_id):
    """Forget a list that isn't to be written."""
    file = found(file_id)
    imports.discard_import(file, actor=asking(), now=clock.now())
    db.session.commit()
    return shown(file)


def _change_shown(change: AddressChange) -> dict:
    names = ("id", "person_id", "email", "found_at", "decision")
    return {"name": change.person.name} | {name: getattr(change, name) for name in names}


@api.get("/members/addresses")
@administrators
@api.asks(Listing)
@api.gives_list(schemas.AddressChangeShown)
def address_changes(asked):
    """Addresses that a list gives for members who sign in with another; those that wait for a decision."""
    return listed(read_slice(
        select(AddressChange).where(AddressChange.decision.is_(None)), [AddressChange.id],
        lambda change: (change.id,), of="addresses", after=asked["after"], most=asked["limit"],
    ), _change_shown)


@api.post("/members/addresses/<int:change_id>/decision")
@administrators
@api.takes(schemas.Decide)
@api.gives(200, schemas.AddressChangeShown)
def decide_address(change_id):
    """Take a new address over, or keep the old one."""
    change = db.session.get(AddressChange, change_id) or abort(404)
    act = addresses.take_change if read()["decision"] == "taken" else addresses.keep_old
    act(change, actor=asking(), now=clock.now())
    db.session.commit()
    return _change_shown(change)
