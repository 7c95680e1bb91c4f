"""For programs: what stands in the way of an accreditation, for oneself, one's run, one's region, and the union."""

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import clock
from lms.accreditation import api_schemas as shapes
from lms.accreditation import operations
from lms.accreditation.case_files_file import state_said
from lms.accreditation.files import CaseFile
from lms.accreditation.lookups import open_holds, page_of_case_files, standings_of
from lms.accreditation.models import Accreditation
from lms.accreditation.own import her_file
from lms.accreditation.standing import Standing
from lms.accreditation.views import found_file, run_of_staff
from lms.bookings.lookups import booking_on
from lms.content.operations import programme_of, union
from lms.db import db
from lms.people.lookups import find_person
from lms.web import administrators, asking, role, signed_in
from lms.web.access import roles_of_asking
from lms.web.api import Door, Listing, listed
from lms.web.paging import read_slice

api = Door("Accreditation", __name__, "Case files, completion, appointments, sign-offs, accreditations, standing.")


@api.get("/my-course/<ref>/accreditation")
@signed_in
@api.gives(200, shapes.OwnConditionsShown, tagged=True)
def my_conditions(ref):
    """What stands between you and your accreditation, what is missing first."""
    file = her_file(ref)
    return {
        "run": file.run.ref, "met": len(file.met), "of": len(file.conditions),
        "accredited_until": file.accreditation and file.accreditation.valid_to,
        "conditions": file.in_the_way + file.met,
    }


@api.post("/my-course/<ref>/finish")
@signed_in
@api.gives(201, shapes.FinishedShown)
def finish(ref):
    """Finish an open course, once you have read it all."""
    booking = booking_on(ref, asking()) or abort(404)
    decision = operations.finish_course(asking(), booking.run, now=clock.now())
    db.session.commit()
    return {"run": booking.run.ref, "programme": programme_of(booking.run.snapshot).title,
            "finished_at": decision.decided_at}


def _in_short(file: CaseFile) -> dict:
    return {
        "person_id": file.person.id, "name": file.person.name, "state": state_said(file),
        "standing": file.standing.state, "met": len(file.met), "of": len(file.conditions),
        "in_the_way": [line.title for line in file.in_the_way], "may_be_decided": file.may_be_decided,
        "may_be_accredited": file.may_be_accredited, "may_be_renewed": file.may_be_renewed,
    }


@api.get("/runs/<ref>/case-files")
@role("administrator", "facilitator")
@api.asks(Listing)
@api.gives_list(shapes.FileInShortShown)
def case_files(asked, ref):
    """Everybody on a run by name: how far each is, and what stands in the way."""
    page = page_of_case_files(run_of_staff(ref), clock.now(), after=asked["after"], most=asked["limit"])
    return listed(page, _in_short)


def standing_shown(rep_kind: str, standing: Standing) -> dict:
    """A standing as StandingShown has it."""
    given, kinds = standing.accreditation, {kind.slug: kind.plain for kind in union().rep_kinds}
    return {
        "rep_kind": rep_kind, "title": kinds.get(rep_kind, rep_kind), "state": standing.state, "words": standing.words,
        "valid_from": given and given.valid_from, "valid_to": given and given.valid_to, "run": given and given.run_ref,
        "rule_version": given and given.rule_version,
    }


def file_shown(file: CaseFile) -> dict:
    """A case file as CaseFileShown has it, for whoever asks."""
    knows_all, marked_alone = "administrator" in roles_of_asking(), file.may_be_signed_off and _marked_alone(file)
    own = file.person.id == asking().id
    return {
        "run": file.run.ref, "person_id": file.person.id, "name": file.person.name, "known_as": file.person.known_as,
        "membership_number": file.person.membership_number if knows_all else None,
        "job_title": file.work and file.work.job_title, "employer": file.work and file.work.employer,
        "rule": file.standard.version, "conditions": file.in_the_way + file.met,
        "standing": standing_shown(file.rep_kind or file.refreshes or "", file.standing),
        "is_accredited": file.accreditation is not None, "is_decided": file.decision is not None,
        "is_appointed": file.appointment is not None,
        "ended_reason": file.ended.ended_reason if file.ended and knows_all else None, "officer": file.record.officer,
        "who_else_marks": operations.who_else_marks(file.run, file.region_officer.person, clock.now())
        if marked_alone else "",
        "holds": file.holds if knows_all and not own else [],
    } | {name: getattr(file, name)
         for name in ("may_be_decided", "may_be_appointed", "may_be_signed_off", "may_be_accredited", "may_be_renewed")}


def _marked_alone(file: CaseFile) -> bool:
    return file.region_officer is not None and file.sole_marker == file.region_officer.person_id


@api.get("/runs/<ref>/case-files/<int:person_id>")
@role("administrator", "facilitator")
@api.gives(200, shapes.CaseFileShown, tagged=True)
def case_file(ref, person_id):
    """One person's case file: each condition with its evidence, and what may be done now."""
    return file_shown(found_file(ref, person_id))


@api.get("/people/<int:person_id>/standing")
@administrators
@api.gives(200, shapes.PersonsStandingShown, tagged=True)
def standing(person_id):
    """Whether somebody is a rep today, by kind; nothing of it has to be switched when a day comes."""
    person, now = find_person(person_id) or abort(404), clock.now()
    return {
        "person_id": person.id, "name": person.name, "holds": open_holds([person.id], now).get(person.id, []),
        "standings": [standing_shown(kind, each) for (_, kind), each in standings_of([person.id], now).items()],
    }


@api.get("/accreditations")
@administrators
@api.asks(shapes.AccreditationsAsked)
@api.gives_list(shapes.AccreditationShown)
def accreditations(asked):
    """Every accreditation that was ever given, the earliest first, and how it stands today."""
    wanted = select(Accreditation).options(joinedload(Accreditation.person), joinedload(Accreditation.run))
    if asked["person"]:
        wanted = wanted.where(Accreditation.person_id.in_(asked["person"]))
    part = read_slice(
        wanted, [Accreditation.id], lambda row: (row.id,), after=asked["after"], most=asked["limit"],
        of=f"accreditations:{','.join(map(str, asked['person']))}",
    )
    standings = standings_of({row.person_id for row in part.rows}, clock.now())
    return listed(part, lambda row: _accreditation_shown(row, standings.get((row.person_id, row.rep_kind))))


def _accreditation_shown(row: Accreditation, latest: Standing | None) -> dict:
    """An earlier one of the same kind has ended: there is only one at a time."""
    is_latest = latest is not None and latest.accreditation is not None and latest.accreditation.id == row.id
    names = ("id", "person_id", "rep_kind", "valid_from", "valid_to", "rule_version", "accredited_at", "ended_at",
             "ended_reason")
    return {name: getattr(row, name) for name in names} | {
        "name": row.person.name, "membership_number": row.person.membership_number, "run": row.run and row.run.ref,
        "standing": latest.state if is_latest else "ended",
    }


from lms.accreditation import acts_api, signing_off_api  # noqa: E402, F401  (their views hang on `api`)
