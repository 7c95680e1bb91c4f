"""The outbox: each mail that the site wrote and whether it went, the newest first. For administrators."""

from collections.abc import Iterator

from flask import abort, render_template, request, url_for
from sqlalchemy import func, select

from lms import audit, clock, mail
from lms.db import db
from lms.demo_mark import is_demo
from lms.mail import OutgoingMail
from lms.people.views import pages
from lms.web import administrators, asking
from lms.web.exports import file_of
from lms.web.paging import Slice, read_slice, read_through

COLUMNS = ("Subject", "To", "Written", "State")
STATES = {"sent": ("met", "Sent"), "failed": ("gone", "Not sent"), "kept": ("waiting", "Kept here")}
WAITS = ("waiting", "Waiting")
# What a mail says is for whoever it was written to: neither page nor file holds it.
LISTED = select(OutgoingMail.id, OutgoingMail.subject, OutgoingMail.to_label, OutgoingMail.to_address,
                OutgoingMail.created_at, OutgoingMail.state)
ORDER = (OutgoingMail.created_at, OutgoingMail.id)


@pages.get("/outbox")
@administrators
def outbox():
    after = request.args.get("after")
    part = page_of_outbox(after)
    return render_template(
        "people/outbox.html", mails=part.rows, states=STATES, waits=WAITS, first=not after, after=part.after,
        url=lambda **more: url_for("people.outbox", **more),
    )


def page_of_outbox(after: str | None, most: int = 50) -> Slice:
    """The mails after the cursor, the newest first, without what they say."""
    return read_slice(LISTED, ORDER, _key, of="outbox", after=after, most=most, descending=True)


@pages.post("/outbox.<any(csv, xlsx):kind>")
@administrators
def outbox_file(kind: str):
    rows = db.session.scalar(select(func.count(OutgoingMail.id)))
    audit.record("downloaded the outbox", asking(), asking(), clock.now(), kind=kind, rows=rows)
    db.session.commit()
    return file_of(kind, "outbox", COLUMNS, _cells())


def _cells() -> Iterator[list[tuple]]:
    for mails in read_through(LISTED, ORDER, _key, descending=True):
        yield [(each.subject, each.to_label or each.to_address, each.created_at, STATES.get(each.state, WAITS)[1])
               for each in mails]


def _key(row) -> tuple:
    return row.created_at, row.id


@pages.get("/outbox/<int:mail_id>")
@administrators
def outgoing(mail_id: int):
    letter = db.session.get(mail.OutgoingMail, mail_id) or abort(404)
    return render_template("people/outgoing.html", mail=letter, readable=is_demo() and letter.text)
