"""For programs: an officer's sign-offs."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import clock
from lms.accreditation import api_schemas as shapes
from lms.accreditation import operations
from lms.accreditation.api import api
from lms.accreditation.files import CaseFile
from lms.accreditation.models import SignOff
from lms.accreditation.signing_off import found_to_sign
from lms.accreditation.waiting import waiting_for
from lms.db import db
from lms.web import asking, role
from lms.web.api import Listing, listed
from lms.web.paging import Slice, read_slice


def _waiting_shown(file: CaseFile) -> dict:
    appointed, alone = file.record.appointment, file.sole_marker == asking().id
    return {
        "run": file.run.ref, "place": file.run.place, "person_id": file.person.id, "name": file.person.name,
        "employer": file.work and file.work.employer, "workplace": file.work and file.work.workplace,
        "completed_on": clock.today(file.decision.decided_at),
        "appointment": appointed and f"{appointed.words} {appointed.by}.",
        "who_else_marks": operations.who_else_marks(file.run, asking(), clock.now()) if alone else "",
    }


def _signed_shown(signed: SignOff) -> dict:
    return {"person_id": signed.person_id, "name": signed.person.name, "signed_at": signed.signed_at}


@api.get("/sign-offs")
@role("officer")
@api.gives_list(shapes.WaitingShown)
def sign_offs():
    """Whom of your region you are asked to back; who waits longest first."""
    return listed(Slice(waiting_for(asking(), clock.now()), None), _waiting_shown)


@api.get("/sign-offs/signed")
@role("officer")
@api.asks(Listing)
@api.gives_list(shapes.SignedShown)
def signed(asked):
    """Whom you have signed off, the latest first."""
    given = select(SignOff).where(SignOff.officer_id == asking().id, SignOff.ended_at.is_(None))
    return listed(read_slice(
        given.options(joinedload(SignOff.person)), [SignOff.id], lambda row: (row.id,), descending=True,
        of=f"sign-offs of {asking().id}", after=asked["after"], most=asked["limit"],
    ), _signed_shown)


@api.post("/sign-offs/<ref>/<int:person_id>")
@role("officer")
@api.gives(201, shapes.SignedShown)
def sign(ref, person_id):
    """Sign somebody off: you will support this rep."""
    file = found_to_sign(ref, person_id)
    given = operations.sign_off(file.person, file.run, officer=asking(), now=clock.now())
    db.session.commit()
    return {"person_id": file.person.id, "name": file.person.name, "signed_at": given.signed_at}
