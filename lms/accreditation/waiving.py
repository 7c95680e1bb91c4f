"""Waiving the basic course for somebody before she applies: what she learnt elsewhere lets her in."""

from flask import abort, flash, redirect, url_for

from lms import clock
from lms.accreditation import operations
from lms.accreditation.schemas import ReasonSchema
from lms.accreditation.views import pages
from lms.db import db
from lms.people.lookups import find_person
from lms.refusal import Refusal
from lms.web import administrators, asking, read_form


@pages.post("/people/<int:person_id>/waiver")
@administrators
def waive(person_id: int):
    person, form = find_person(person_id) or abort(404), read_form(ReasonSchema)
    if form.data is None:
        raise Refusal("Say in a sentence why it is waived. It stands in her record.")
    operations.waive_link_membership(person, reason=form.data["reason"], actor=asking(), now=clock.now())
    db.session.commit()
    flash("The basic course is waived. She can apply now, and your reason stands in the record.", "done")
    return redirect(url_for("desk.person", person_id=person_id), 303)
