"""The runs, and one run as its facilitator and the administrator see it."""

from flask import abort, render_template

from lms import clock
from lms.accreditation.lookups import case_files_of
from lms.attendance.lookups import latest_taps, signatures_of
from lms.bookings.listing import is_short, state_of
from lms.bookings.lookups import places_of, trainees_of
from lms.casework.lookups import piles_on
from lms.certificates.lookups import certificates_of_run
from lms.content.operations import programme_of
from lms.desk.views import pages
from lms.feedback.lookups import form_of, is_closed
from lms.runs.lookups import (
    all_runs,
    facilitates,
    facilitators_of,
    has_begun,
    has_ended,
    plan_of,
    run_days,
    run_for_staff,
)
from lms.runs.rules import missing
from lms.web import administrators, asking, role
from lms.web.access import roles_of_asking
from lms.workplaces.lookups import employments_of


@pages.get("/runs")
@administrators
def runs():
    now, shown = clock.now(), all_runs()
    places = places_of([run.id for run in shown])
    return render_template(
        "desk/runs.html", runs=shown, places=places, title_of=lambda run: programme_of(run.snapshot).title,
        states={run.id: state_of(run, places[run.id], now) for run in shown},
        days={run.id: run_days(run, short=True) for run in shown},
    )


@pages.get("/runs/<ref>")
@role("administrator", "facilitator")
def run(ref: str):
    now, roles = clock.now(), roles_of_asking()
    shown = run_for_staff(ref, asking(), roles, now) or abort(404)
    places = places_of([shown.id])[shown.id]
    trainees = trainees_of(shown)
    ids = [booking.person_id for booking in trainees]
    taps = latest_taps([session.id for session in shown.sessions])
    form = form_of(shown)
    return render_template(
        "desk/run.html", run=shown, programme=programme_of(shown.snapshot), days=run_days(shown), places=places,
        now=now, state=state_of(shown, places, now), short=is_short(shown, places, now), trainees=trainees,
        work=employments_of(ids), facilitators=facilitators_of(shown, now), begun=has_begun(shown, now),
        ended=has_ended(shown, now), administrator="administrator" in roles,
        leads=facilitates(shown, asking(), now), missing=missing(plan_of(shown, now)) if shown.state == "draft" else [],
        files={file.person.id: file for file in case_files_of(shown, now)},
        signed=signatures_of([session.id for session in shown.sessions]),
        marked={session.id: sum((session.id, person_id) in taps for person_id in ids) for session in shown.sessions},
        piles=piles_on([shown], asking()), feedback=form, feedback_closed=form is not None and is_closed(form, now),
        certificates=certificates_of_run(shown),
        titles={module.slug: module.title for module in programme_of(shown.snapshot).modules},
    )
