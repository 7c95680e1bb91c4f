"""For programs: the acts on a case file. Each answers with the file as it is afterwards."""

from flask import abort

from lms import clock
from lms.accreditation import api_schemas as shapes
from lms.accreditation import operations, schemas
from lms.accreditation.acts import appoint, found_accreditation, found_appointment, found_hold
from lms.accreditation.api import api, file_shown
from lms.accreditation.renewal import renew
from lms.accreditation.views import found_file
from lms.db import db
from lms.people.lookups import find_person
from lms.web import administrators, asking, role
from lms.web.api import read


def _as_it_is(ref: str, person_id: int) -> dict:
    db.session.commit()
    return file_shown(found_file(ref, person_id))


@api.post("/runs/<ref>/case-files/<int:person_id>/completion")
@role("administrator", "facilitator")
@api.gives(200, shapes.CaseFileShown)
def completion(ref, person_id):
    """Find that somebody has completed the course."""
    file = found_file(ref, person_id)
    operations.decide_completion(file.person, file.run, actor=asking(), now=clock.now())
    return _as_it_is(ref, person_id)


@api.post("/runs/<ref>/case-files/<int:person_id>/appointment")
@administrators
@api.takes(schemas.AppointmentSchema)
@api.gives(200, shapes.CaseFileShown)
def appointment(ref, person_id):
    """Record that somebody was elected or appointed as a rep."""
    appoint(found_file(ref, person_id), read())
    return _as_it_is(ref, person_id)


@api.post("/runs/<ref>/case-files/<int:person_id>/appointment/ending")
@administrators
@api.takes(schemas.ReasonSchema)
@api.gives(200, shapes.CaseFileShown)
def ending_appointment(ref, person_id):
    """Record that an appointment has ended; an accreditation that rests on it is suspended by that."""
    held = found_appointment(found_file(ref, person_id))
    operations.end_appointment(held, reason=read()["reason"], actor=asking(), now=clock.now())
    return _as_it_is(ref, person_id)


@api.post("/runs/<ref>/case-files/<int:person_id>/hold")
@administrators
@api.takes(schemas.HoldSchema)
@api.gives(200, shapes.CaseFileShown)
def hold(ref, person_id):
    """Open a question or a suspension; nothing is accredited until it is closed."""
    file = found_file(ref, person_id)
    operations.open_hold(file.person, **read(), actor=asking(), now=clock.now())
    return _as_it_is(ref, person_id)


@api.post("/runs/<ref>/case-files/<int:person_id>/hold/<int:hold_id>/closing")
@administrators
@api.takes(schemas.ReasonSchema)
@api.gives(200, shapes.CaseFileShown)
def closing(ref, person_id, hold_id):
    """Close a question or a suspension; its reason stays on record."""
    opened = found_hold(found_file(ref, person_id), hold_id)
    operations.close_hold(opened, reason=read()["reason"], actor=asking(), now=clock.now())
    return _as_it_is(ref, person_id)


@api.post("/runs/<ref>/case-files/<int:person_id>/waiver")
@administrators
@api.takes(schemas.ReasonSchema)
@api.gives(200, shapes.CaseFileShown)
def waiver(ref, person_id):
    """Waive the basic course for somebody on a run."""
    file = found_file(ref, person_id)
    operations.waive_link_membership(file.person, reason=read()["reason"], actor=asking(), now=clock.now())
    return _as_it_is(ref, person_id)


@api.post("/runs/<ref>/case-files/<int:person_id>/accreditation")
@administrators
@api.gives(200, shapes.CaseFileShown)
def accreditation(ref, person_id):
    """Accredit somebody from today: every condition holds, and the evidence is kept as it stands."""
    file = found_file(ref, person_id)
    operations.accredit(file.person, file.run, actor=asking(), now=clock.now())
    return _as_it_is(ref, person_id)


@api.post("/runs/<ref>/case-files/<int:person_id>/renewal")
@administrators
@api.gives(200, shapes.CaseFileShown)
def renewal(ref, person_id):
    """Renew the accreditation of somebody who has completed this refresher: a new one takes its place today."""
    file = found_file(ref, person_id)
    renew(file.person, file.run, actor=asking(), now=clock.now())
    return _as_it_is(ref, person_id)


@api.post("/runs/<ref>/case-files/<int:person_id>/ending")
@administrators
@api.takes(schemas.ReasonSchema)
@api.gives(200, shapes.CaseFileShown)
def ending(ref, person_id):
    """End an accreditation today, and with it the appointment and the officer's sign-off; all stay on record."""
    given = found_accreditation(found_file(ref, person_id))
    operations.end_accreditation(given, reason=read()["reason"], actor=asking(), now=clock.now())
    return _as_it_is(ref, person_id)


@api.post("/people/<int:person_id>/waiver")
@administrators
@api.takes(schemas.ReasonSchema)
@api.gives(201, shapes.WaivedShown)
def waive(person_id):
    """Waive the basic course for somebody before she applies."""
    person = find_person(person_id) or abort(404)
    reason = read()["reason"]
    operations.waive_link_membership(person, reason=reason, actor=asking(), now=clock.now())
    db.session.commit()
    return {"person_id": person.id, "name": person.name, "reason": reason}
