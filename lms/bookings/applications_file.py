"""Who has applied for a run and how it went, as a file."""

from datetime import datetime

from lms import audit, clock
from lms.bookings import lookups
from lms.bookings.deciding import found_run
from lms.bookings.views import pages
from lms.db import db
from lms.people.lookups import status_on
from lms.record.lookups import link_members_on
from lms.runs.models import Run
from lms.web import administrators, asking
from lms.web.exports import file_of
from lms.workplaces.lookups import employments_of

COLUMNS = ("Name", "Number", "Employer", "Workplace", "Applied", "State", "Since", "By", "Reason", "Membership",
           "Link member since", "Why she would like to come", "What she needs")
STATES = {
    "provisional": "To approve", "offered": "Place offered", "waiting": "Waiting list", "confirmed": "Confirmed",
    "refused": "Refused", "expired": "Got no place in time", "passed": "Did not take the place",
    "withdrawn": "Withdrew", "cancelled": "Lost the place: cancelled", "transferred": "Moved to another run",
}
MEMBERSHIP = {"current": "Member", "arrears": "In arrears", "suspended": "Suspended", "expelled": "Expelled",
              "left": "Has left", "none": "Not a member"}


@pages.post("/runs/<ref>/applications.<any(csv, xlsx):kind>")
@administrators
def applications_file(ref: str, kind: str):
    run, now = found_run(ref), clock.now()
    rows = _rows(run, now)
    audit.record("downloaded the applications", asking(), run, now, kind=kind, rows=len(rows))
    db.session.commit()
    return file_of(kind, f"{run.ref}-applications", COLUMNS, [rows])


def _rows(run: Run, now: datetime) -> list[tuple]:
    """In the order of application, those that ended too."""
    found = lookups.applications_of(run)
    ids, day = [booking.person_id for booking in found], clock.today(now)
    work, statuses, linked = employments_of(ids), status_on(ids, day), link_members_on(ids, day)
    rows = []
    for booking in found:
        at, link = work.get(booking.person_id), linked.get(booking.person_id)
        last = booking.changes[-1] if booking.changes else None
        rows.append((
            booking.person.name, booking.person.membership_number, at and at.workplace.employer.name,
            at and at.workplace.name, booking.applied_at, STATES[booking.state], last and last.at, last and last.by,
            last and last.reason, MEMBERSHIP[statuses[booking.person_id]], link and link.since, booking.statement,
            booking.needs,
        ))
    return rows
