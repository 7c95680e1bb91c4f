"""The case files of a run, and one person's: what stands in the way first, then what is met."""

from flask import Blueprint, abort, render_template, request, url_for

from lms import clock
from lms.accreditation.lookups import CaseFile, case_file_of, page_of_case_files
from lms.accreditation.operations import who_else_marks
from lms.accreditation.renewing import renewed_until
from lms.accreditation.schemas import AppointmentSchema, HoldSchema, ReasonSchema
from lms.content.operations import programme_of
from lms.people.lookups import find_person
from lms.runs.lookups import run_days, run_for_staff
from lms.runs.models import Run
from lms.web import Form, asking, role, show_form
from lms.web.access import roles_of_asking
from lms.workplaces.lookups import employers_to_choose

pages = Blueprint("accreditation", __name__)


def run_of_staff(ref: str) -> Run:
    """The run, found through whoever asks: an administrator any, a facilitator hers."""
    return run_for_staff(ref, asking(), roles_of_asking(), clock.now()) or abort(404)


def found_file(ref: str, person_id: int) -> CaseFile:
    person = find_person(person_id)
    file = person and case_file_of(person, run_of_staff(ref), clock.now())
    return file or abort(404)


@pages.get("/runs/<ref>/case-files")
@role("administrator", "facilitator")
def case_files(ref: str):
    run, after, words = run_of_staff(ref), request.args.get("after"), request.args.get("q", "").strip()
    page = page_of_case_files(run, clock.now(), words, after)
    return render_template(
        "accreditation/case_files.html", run=run, files=page.rows, days=run_days(run),
        programme=programme_of(run.snapshot), words=words, first=not after, after=page.after,
        url=lambda **more: url_for(".case_files", ref=run.ref, q=words or None, **more),
    )


@pages.get("/runs/<ref>/case-files/<int:person_id>")
@role("administrator", "facilitator")
def case_file(ref: str, person_id: int):
    return show_file(found_file(ref, person_id))


def show_file(file: CaseFile, form: Form | None = None, act: str = ""):
    """The case-file page; `form` is one that was refused, to be shown again with what was typed."""
    forms = {
        "appointment": show_form(AppointmentSchema, _begun(file)), "hold": show_form(HoldSchema, {"kind": "query"}),
        **{name: show_form(ReasonSchema) for name in ("waiver", "ending_appointment", "ending")},
        **{f"closing-{hold.id}": show_form(ReasonSchema) for hold in file.holds},
    }
    if form is not None:
        forms[act] = form
    forms["appointment"].choose("employer", employers_to_choose())
    programme = programme_of(file.run.snapshot)
    answer = render_template(
        "accreditation/case_file.html", file=file, run=file.run, forms=forms, refused=act, programme=programme,
        standing=file.standing,
        renewed_until=renewed_until(file.run, file.record, file.decision) if file.may_be_renewed else None,
        administrator="administrator" in roles_of_asking(), worked_out=clock.now(), own=file.person.id == asking().id,
        who_else=who_else_marks(file.run, file.region_officer.person, clock.now()) if file.region_officer else "",
    )
    return (answer, 422) if form is not None else answer


def _begun(file: CaseFile) -> dict:
    return {"employer": file.work.employer_id if file.work else None}


from lms.accreditation import acts, case_files_file, own, signing_off, waiving  # noqa: E402, F401  (their views hang on `pages`)
