"""One run as its facilitator and the administrator see it."""

from flask import abort, render_template, request, url_for

from lms import clock
from lms.accreditation.lookups import case_files_for
from lms.bookings.listing import is_short, state_of
from lms.bookings.lookups import places_of
from lms.bookings.on_run import who_is_on
from lms.content.operations import programme_of
from lms.desk.run_figures import figures_of
from lms.desk.views import pages
from lms.runs.lookups import (
    facilitators_of,
    has_begun,
    has_ended,
    leads,
    plan_of,
    run_days,
    run_for_staff,
)
from lms.runs.rules import missing
from lms.web import asking, role
from lms.web.access import roles_of_asking


@pages.get("/runs/<ref>")
@role("administrator", "facilitator")
def run(ref: str):
    now, roles = clock.now(), roles_of_asking()
    shown = run_for_staff(ref, asking(), roles, now) or abort(404)
    after, words = request.args.get("after"), request.args.get("q", "").strip()
    programme, places = programme_of(shown.snapshot), places_of([shown.id])[shown.id]
    page = who_is_on(shown, words, after)
    files = case_files_for([(trainee.person, shown) for trainee in page.rows], now)
    return render_template(
        "desk/run.html", run=shown, programme=programme, days=run_days(shown), places=places, now=now,
        state=state_of(shown, places, now), short=is_short(shown, places, now),
        trainees=list(zip(page.rows, files, strict=True)), words=words, first=not after, after=page.after,
        url=lambda **more: url_for(".run", ref=shown.ref, q=words or None, **more),
        facilitators=facilitators_of(shown, now), begun=has_begun(shown, now), ended=has_ended(shown, now),
        administrator="administrator" in roles,
        leads=leads(shown, asking(), now), missing=missing(plan_of(shown, now)) if shown.state == "draft" else [],
        figures=figures_of(shown, asking(), clock.today(now)),
        titles={module.slug: module.title for module in programme.modules},
    )
