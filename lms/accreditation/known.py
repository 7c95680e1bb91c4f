"""Reading what is written about many persons, in one statement."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import aliased

from lms.accreditation.models import Accreditation, Appointment, CompletionDecision, Hold, SignOff
from lms.accreditation.rows import Appointed, Decided, Given, Held, Known, Officer, Open, Signed, Somebody, Work
from lms.content.models import Snapshot
from lms.db import UTCDateTime, among, db, several
from lms.people.models import MembershipStatus, Person
from lms.record.models import Fact
from lms.runs.models import Run
from lms.workplaces.models import Employer, Employment, Region, RegionOfficer, Workplace

_OFFICER = aliased(Person)
_STATUS = select(
    MembershipStatus.person_id, MembershipStatus.id, MembershipStatus.status.label("kind"), MembershipStatus.since,
).where(among(MembershipStatus.person_id))
_WORK = (
    select(
        Employment.person_id, Employment.id, Employment.since, Employment.until, Employment.job_title,
        Workplace.name.label("workplace"), Workplace.employer_id, Employer.name.label("employer"), Workplace.region_id,
        Region.name.label("region"), Region.jurisdiction, RegionOfficer.person_id.label("officer_id"),
        _OFFICER.name.label("officer"), RegionOfficer.phone,
    )
    .join(Workplace, Workplace.id == Employment.workplace_id).join(Employer, Employer.id == Workplace.employer_id)
    .join(Region, Region.id == Workplace.region_id)
    .outerjoin(RegionOfficer, (RegionOfficer.region_id == Region.id) & RegionOfficer.until.is_(None))
    .outerjoin(_OFFICER, _OFFICER.id == RegionOfficer.person_id).where(among(Employment.person_id))
)
_FACT = select(
    Fact.person_id, Fact.id, Fact.kind, Fact.subject, Fact.since, Fact.until, Fact.ended_on,
    Fact.basis.label("words"), Fact.author.label("by"),
).where(among(Fact.person_id), Fact.kind.in_(("link member", "waiver", "module recognised")))
_DECISION = (
    select(
        CompletionDecision.person_id, CompletionDecision.id, CompletionDecision.programme_slug.label("kind"),
        CompletionDecision.run_id, CompletionDecision.decided_at.label("at"),
        CompletionDecision.decided_by_id.label("by_id"), Person.name.label("by"), CompletionDecision.rule_version,
        Snapshot.version,
    )
    .join(Run, Run.id == CompletionDecision.run_id).join(Snapshot, Snapshot.id == Run.snapshot_id)
    .outerjoin(Person, Person.id == CompletionDecision.decided_by_id)
    .where(among(CompletionDecision.person_id), CompletionDecision.ended_at.is_(None))
)
_APPOINTMENT = (
    select(
        Appointment.person_id, Appointment.id, Appointment.rep_kind.label("kind"), Appointment.employer_id,
        Employer.name.label("employer"), Appointment.constituency, Appointment.how, Appointment.authority,
        Appointment.appointed_on.label("since"), Appointment.recorded_by_id.label("by_id"), Appointment.ended_at,
    )
    .join(Employer, Employer.id == Appointment.employer_id).where(among(Appointment.person_id))
)
_SIGN_OFF = (
    select(
        SignOff.person_id, SignOff.id, SignOff.rep_kind.label("kind"), SignOff.region_id,
        SignOff.officer_id.label("by_id"), Person.name.label("by"), SignOff.signed_at.label("at"),
    )
    .join(Person, Person.id == SignOff.officer_id).where(among(SignOff.person_id), SignOff.ended_at.is_(None))
)
_ACCREDITATION = (
    select(
        Accreditation.person_id, Accreditation.id, Accreditation.rep_kind.label("kind"), Accreditation.run_id, Run.ref,
        Accreditation.appointment_id, Accreditation.companion, Accreditation.valid_from.label("since"),
        Accreditation.valid_to.label("until"), Accreditation.rule_version, Accreditation.accredited_at.label("at"),
        Accreditation.ended_at, Accreditation.ended_reason.label("words"), Accreditation.renewed_by_id,
    )
    .outerjoin(Run, Run.id == Accreditation.run_id).where(among(Accreditation.person_id))
)
_now = bindparam("now", type_=UTCDateTime())
_HOLD = select(Hold.person_id, Hold.id, Hold.kind, Hold.reason.label("words")).where(
    among(Hold.person_id), Hold.opened_at <= _now, or_(Hold.closed_at.is_(None), Hold.closed_at > _now),
)
_STANDING = {"accreditation": _ACCREDITATION, "appointment": _APPOINTMENT, "hold": _HOLD, "status": _STATUS,
             "work": _WORK}
FOR_STANDING = several(**_STANDING)
FOR_THE_RULE = several(**_STANDING, fact=_FACT, decision=_DECISION, sign_off=_SIGN_OFF)


def known_of(person_ids: Iterable[int], now: datetime, statement=FOR_THE_RULE) -> dict[int, Known]:
    """All that is written about each person, in one statement."""
    ids = list(person_ids)
    found = {person_id: Known() for person_id in ids}
    rows = db.session.execute(statement, {"ids": ids, "now": now}).all()
    for row in sorted(rows, key=lambda row: row.id):
        _READ[row.part](found[row.person_id], row)
    return found


def _read_status(known: Known, row) -> None:
    known.statuses.append((row.since, row.id, row.kind))


def _read_work(known: Known, row) -> None:
    known.works.append(Work(row.employer_id, row.employer, row.workplace, row.region_id, row.region, row.jurisdiction,
                            row.job_title, row.since, row.until))
    if row.officer_id is not None:
        known.officers[row.region_id] = Officer(row.region_id, Somebody(row.officer_id, row.officer), row.phone)


def _read_fact(known: Known, row) -> None:
    known.facts.append(Held(row.kind, row.subject, row.since, row.until, row.ended_on, row.words, row.by))


def _read_decision(known: Known, row) -> None:
    major = int(row.version.partition(".")[0])
    known.decisions.append(Decided(row.id, row.kind, major, row.run_id, row.at, row.by_id, row.by, row.rule_version))


def _read_appointment(known: Known, row) -> None:
    known.appointments.append(Appointed(
        row.id, row.person_id, row.kind, row.employer_id, row.employer, row.constituency, row.how, row.authority,
        row.since, row.by_id, row.ended_at,
    ))


def _read_sign_off(known: Known, row) -> None:
    known.sign_offs[row.kind] = Signed(row.id, row.kind, row.region_id, row.by_id, row.by, row.at)


def _read_accreditation(known: Known, row) -> None:
    known.accreditations.append(Given(
        row.id, row.kind, row.run_id, row.ref, row.appointment_id, row.companion, row.since, row.until,
        row.rule_version, row.at, row.ended_at, row.words, row.renewed_by_id,
    ))


def _read_hold(known: Known, row) -> None:
    known.holds.append(Open(row.id, row.kind, row.words))


_READ = {
    "status": _read_status, "work": _read_work, "fact": _read_fact, "decision": _read_decision,
    "appointment": _read_appointment, "sign_off": _read_sign_off, "accreditation": _read_accreditation,
    "hold": _read_hold,
}
