"""What stands between a trainee and her accreditation, as she sees it; and finishing an open course."""

from flask import abort, flash, redirect, render_template, url_for

from lms import clock
from lms.accreditation import operations
from lms.accreditation.kinds import a_kind
from lms.accreditation.lookups import CaseFile, case_file_of
from lms.accreditation.views import pages
from lms.bookings.lookups import booking_on
from lms.content.operations import programme_of
from lms.db import db
from lms.runs.loading import load_timetables
from lms.web import asking, signed_in


def her_file(ref: str) -> CaseFile:
    """The case file of whoever asks, on a run that she has a place on."""
    booking = booking_on(ref, asking()) or abort(404)
    load_timetables([booking.run])
    return case_file_of(asking(), booking.run, clock.now(), booked=booking.state == "confirmed") or abort(404)


@pages.get("/my-course/<ref>/accreditation")
@signed_in
def my_conditions(ref: str):
    file = her_file(ref)
    return render_template("accreditation/my_conditions.html", file=file, run=file.run,
                           programme=programme_of(file.run.snapshot), kind=a_kind(file.rep_kind or file.refreshes))



@pages.post("/my-course/<ref>/finish")
@signed_in
def finish(ref: str):
    booking = booking_on(ref, asking()) or abort(404)
    title = programme_of(booking.run.snapshot).title
    operations.finish_course(asking(), booking.run, now=clock.now())
    db.session.commit()
    flash(f"You have finished “{title}”. Well done. It is on your record.", "done")
    return redirect(url_for("desk.home"), 303)
