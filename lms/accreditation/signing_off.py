"""The officer's page: whom in the region she is asked to back."""

from flask import abort, flash, redirect, render_template, url_for

from lms import clock
from lms.accreditation import operations
from lms.accreditation.lookups import CaseFile, case_file_of
from lms.accreditation.views import pages
from lms.accreditation.waiting import signed_by, waiting_for
from lms.db import db
from lms.people.lookups import find_person
from lms.runs.lookups import run_by_ref
from lms.web import asking, role


@pages.get("/sign-offs")
@role("officer")
def sign_offs():
    now = clock.now()
    return render_template("accreditation/sign_offs.html", files=waiting_for(asking(), now), signed=signed_by(asking()),
                           who_else=lambda file: operations.who_else_marks(file.run, asking(), now))


def found_to_sign(ref: str, person_id: int) -> CaseFile:
    """The case file of somebody whose region's officer is asking."""
    person, run = find_person(person_id), run_by_ref(ref)
    file = case_file_of(person, run, clock.now()) if person and run else None
    if file is None or file.region_officer is None or file.region_officer.person_id != asking().id:
        abort(404)
    return file


@pages.post("/sign-offs/<ref>/<int:person_id>")
@role("officer")
def sign(ref: str, person_id: int):
    file = found_to_sign(ref, person_id)
    operations.sign_off(file.person, file.run, officer=asking(), now=clock.now())
    db.session.commit()
    flash(f"You have signed off {file.person.name}. The administrator can accredit her now.", "done")
    return redirect(url_for("accreditation.sign_offs"), 303)
