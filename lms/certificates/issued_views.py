"""All certificates that were issued, the newest first: page by page, and as a file."""

from collections.abc import Iterator

from flask import render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, load_only

from lms import audit, clock
from lms.certificates import lookups, rules
from lms.certificates.models import Certificate
from lms.certificates.views import pages
from lms.db import db
from lms.runs.models import Run
from lms.web import administrators, asking
from lms.web.exports import file_of
from lms.web.paging import count_up_to, read_slice, read_through, say_count

COLUMNS = ("Name", "Number", "Title", "Run", "Issued", "Today")
STATES = {"current": "Current", "not current": "Not in force", "expired": "Expired", "withdrawn": "Withdrawn",
          "superseded": "Replaced"}
ORDER = (Certificate.id,)  # they are numbered as they are issued
LISTED = select(Certificate).options(
    load_only(Certificate.number, Certificate.kind, Certificate.name, Certificate.title, Certificate.issued_on,
              Certificate.valid_until, Certificate.person_id),
    joinedload(Certificate.end), joinedload(Certificate.accreditation),
    joinedload(Certificate.run).load_only(Run.ref),
)


@pages.get("/certificates")
@administrators
def issued():
    after = request.args.get("after")
    part = read_slice(LISTED, ORDER, key, of="certificates", after=after, descending=True)
    whole = after or part.after
    return render_template(
        "certificates/issued.html", certificates=part.rows, states=states_of(part.rows), first=not after,
        after=part.after, count=say_count(count_up_to(select(Certificate.id))) if whole else len(part.rows),
        url=lambda **more: url_for(".issued", **more), columns=COLUMNS,
    )


@pages.post("/certificates.<any(csv, xlsx):kind>")
@administrators
def issued_file(kind: str):
    rows = db.session.scalar(select(func.count(Certificate.id)))
    audit.record("downloaded the list of certificates", asking(), asking(), clock.now(), kind=kind, rows=rows)
    db.session.commit()
    return file_of(kind, "certificates", COLUMNS, _cells())


def _cells() -> Iterator[list[tuple]]:
    for certificates in read_through(LISTED, ORDER, key, descending=True):
        states = states_of(certificates)
        yield [(each.name, each.number, each.title, each.run and each.run.ref, each.issued_on, STATES[states[each.id]])
               for each in certificates]


def key(certificate: Certificate) -> tuple:
    return (certificate.id,)


def states_of(certificates: list[Certificate]) -> dict[int, str]:
    """By id, how each stands today."""
    now = clock.now()
    held = lookups.held_by(certificates, now)
    return {number: rules.status(each, clock.today(now)) for number, each in held.items()}
