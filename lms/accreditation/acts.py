"""The acts on a case file: completion, appointment, hold, waiver, accreditation and its end."""

from flask import abort, flash, redirect, url_for

from lms import clock
from lms.accreditation import operations
from lms.accreditation.files import CaseFile
from lms.accreditation.models import Accreditation, Appointment, Hold
from lms.accreditation.renewal import renew
from lms.accreditation.schemas import AppointmentSchema, HoldSchema, ReasonSchema
from lms.accreditation.views import found_file, pages, show_file
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.refusal import Refusal
from lms.web import administrators, asking, read_form, role
from lms.workplaces.lookups import find_employer


def appoint(file: CaseFile, typed: dict) -> Appointment:
    """Record the appointment that was typed, to the kind of rep that the run's programme is for."""
    employer = find_employer(typed["employer"])
    if employer is None:
        raise Refusal("Choose an employer that we know.", field="employer", code="no such employer")
    return operations.record_appointment(
        file.person, rep_kind=programme_of(file.run.snapshot).rep_kind, **typed | {"employer": employer},
        actor=asking(), now=clock.now(),
    )


def found_appointment(file: CaseFile) -> Appointment:
    return db.session.get_one(Appointment, file.appointment.id) if file.appointment else abort(404)


def found_hold(file: CaseFile, hold_id: int) -> Hold:
    return db.session.get_one(Hold, hold_id) if hold_id in {each.id for each in file.holds} else abort(404)


def found_accreditation(file: CaseFile) -> Accreditation:
    return db.session.get_one(Accreditation, file.accreditation.id) if file.accreditation else abort(404)


@pages.post("/runs/<ref>/case-files/<int:person_id>/completion")
@role("administrator", "facilitator")
def completion(ref: str, person_id: int):
    file = found_file(ref, person_id)
    operations.decide_completion(file.person, file.run, actor=asking(), now=clock.now())
    return _done(file, f"{file.person.name} has completed the course. It is on record.")


@pages.post("/runs/<ref>/case-files/<int:person_id>/appointment")
@administrators
def appointment(ref: str, person_id: int):
    def act(file: CaseFile, data: dict) -> str:
        appoint(file, data)
        return f"The appointment of {file.person.name} is on record."

    return _act(ref, person_id, AppointmentSchema, "appointment", act)


@pages.post("/runs/<ref>/case-files/<int:person_id>/appointment/ending")
@administrators
def ending_appointment(ref: str, person_id: int):
    def act(file: CaseFile, data: dict) -> str:
        operations.end_appointment(found_appointment(file), reason=data["reason"], actor=asking(), now=clock.now())
        return "The appointment has ended. It stays on record."

    return _act(ref, person_id, ReasonSchema, "ending_appointment", act)


@pages.post("/runs/<ref>/case-files/<int:person_id>/hold")
@administrators
def hold(ref: str, person_id: int):
    def act(file: CaseFile, data: dict) -> str:
        operations.open_hold(file.person, **data, actor=asking(), now=clock.now())
        return "It is open. Nothing is accredited until you close it."

    return _act(ref, person_id, HoldSchema, "hold", act)


@pages.post("/runs/<ref>/case-files/<int:person_id>/hold/<int:hold_id>/closing")
@administrators
def closing(ref: str, person_id: int, hold_id: int):
    def act(file: CaseFile, data: dict) -> str:
        operations.close_hold(found_hold(file, hold_id), reason=data["reason"], actor=asking(), now=clock.now())
        return "Closed. Its reason stays on record."

    return _act(ref, person_id, ReasonSchema, f"closing-{hold_id}", act)


@pages.post("/runs/<ref>/case-files/<int:person_id>/waiver")
@administrators
def waiver(ref: str, person_id: int):
    def act(file: CaseFile, data: dict) -> str:
        operations.waive_link_membership(file.person, reason=data["reason"], actor=asking(), now=clock.now())
        return "The basic course is waived. Your reason stands in the record."

    return _act(ref, person_id, ReasonSchema, "waiver", act)


@pages.post("/runs/<ref>/case-files/<int:person_id>/accreditation")
@administrators
def accreditation(ref: str, person_id: int):
    file = found_file(ref, person_id)
    given = operations.accredit(file.person, file.run, actor=asking(), now=clock.now())
    return _done(file, f"{file.person.name} is an accredited rep from today until "
                       f"{clock.say_day_year(given.valid_to)}. The certificate comes with those of the run.")


@pages.post("/runs/<ref>/case-files/<int:person_id>/renewal")
@administrators
def renewal(ref: str, person_id: int):
    file = found_file(ref, person_id)
    given = renew(file.person, file.run, actor=asking(), now=clock.now())
    return _done(file, f"{file.person.name}’s accreditation is renewed until {clock.say_day_year(given.valid_to)}. "
                       "The certificate comes with those of the run.")


@pages.post("/runs/<ref>/case-files/<int:person_id>/ending")
@administrators
def ending(ref: str, person_id: int):
    def act(file: CaseFile, data: dict) -> str:
        operations.end_accreditation(found_accreditation(file), reason=data["reason"], actor=asking(), now=clock.now())
        return "The accreditation ended today. What was issued before stays on record."

    return _act(ref, person_id, ReasonSchema, "ending", act)


def _act(ref: str, person_id: int, schema, name: str, act):
    file = found_file(ref, person_id)
    form = read_form(schema)
    if form.data is None:
        return show_file(file, form, name)
    try:
        said = act(file, dict(form.data))
    except Refusal as refusal:
        begin_reading()
        return show_file(found_file(ref, person_id), form.refuse(refusal), name)
    return _done(file, said)


def _done(file: CaseFile, said: str):
    target = url_for("accreditation.case_file", ref=file.run.ref, person_id=file.person.id)
    db.session.commit()
    flash(said, "done")
    return redirect(target, 303)
