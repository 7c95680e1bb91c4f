"""The register of a whole run as a file: each name on each session."""

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import audit, clock
from lms.attendance.lookups import latest_taps, signatures_of
from lms.attendance.models import MakeUp
from lms.attendance.views import pages
from lms.bookings.lookups import trainees_of
from lms.db import db
from lms.runs.lookups import run_for_staff
from lms.runs.models import Run
from lms.web import asking, role
from lms.web.access import roles_of_asking
from lms.web.exports import file_of
from lms.workplaces.lookups import employments_of

COLUMNS = ("Day", "Session", "Begins", "Name", "Employer", "State", "Minutes missed", "Saved", "Made up by",
           "Accepted by", "Signed by", "Signed")


@pages.post("/runs/<ref>/register.<any(csv, xlsx):kind>")
@role("administrator", "facilitator")
def registers_file(ref: str, kind: str):
    run = run_for_staff(ref, asking(), roles_of_asking(), clock.now())
    if run is None or run.mode == "open":
        abort(404)
    rows = _rows(run)
    audit.record("downloaded the register", asking(), run, clock.now(), kind=kind, rows=len(rows))
    db.session.commit()
    return file_of(kind, f"{run.ref}-register", COLUMNS, [rows])


def _rows(run: Run) -> list[tuple]:
    """By session, then by name; a number of queries that grows with neither."""
    trainees, sessions = trainees_of(run), [session.id for session in run.sessions]
    taps, signatures = latest_taps(sessions), signatures_of(sessions)
    accepted = select(MakeUp).where(MakeUp.session_id.in_(sessions)).options(joinedload(MakeUp.accepted_by))
    made = {(each.session_id, each.person_id): each for each in db.session.scalars(accepted)}
    work = employments_of([booking.person_id for booking in trainees])
    rows = []
    for session in run.sessions:
        signed = signatures.get(session.id)
        for booking in trainees:
            here, at = (session.id, booking.person_id), work.get(booking.person_id)
            tap, instead = taps.get(here), made.get(here)
            rows.append((
                session.day, session.title, session.starts_at, booking.person.name, at and at.workplace.employer.name,
                tap.state.capitalize() if tap else "Not marked yet",
                tap.minutes_missed if tap and tap.state in ("late", "left early") else None, tap and tap.recorded_at,
                instead and instead.task, instead and instead.accepted_by.name,
                signed and signed.signed_by, signed and signed.signed_at,
            ))
    return rows
