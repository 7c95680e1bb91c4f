"""Who waits for an officer's sign-off, and what she signed off."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accreditation.files import CaseFile
from lms.accreditation.lookups import case_files_for
from lms.accreditation.models import Accreditation, CompletionDecision, SignOff
from lms.clock import today
from lms.db import db
from lms.people.models import Person
from lms.runs.lookups import WHOLE
from lms.runs.models import Run
from lms.workplaces.lookups import regions_looked_after_by
from lms.workplaces.models import Employment, Workplace


def waiting_for(officer: Person, now: datetime) -> list[CaseFile]:
    """Those of the officer's regions who have completed the course and aren't signed off; who waits longest first."""
    regions = [region.id for region in regions_looked_after_by(officer, today(now))]
    if not regions:
        return []
    accredited = select(Accreditation.id).where(
        Accreditation.person_id == CompletionDecision.person_id, Accreditation.run_id == CompletionDecision.run_id,
        Accreditation.ended_at.is_(None),
    )
    seats = db.session.execute(
        select(Person, Run).select_from(CompletionDecision)
        .join(Person, Person.id == CompletionDecision.person_id).join(Run, Run.id == CompletionDecision.run_id)
        .join(Employment, (Employment.person_id == Person.id) & Employment.until.is_(None)).join(Workplace)
        .where(CompletionDecision.ended_at.is_(None), Run.mode != "open", Workplace.region_id.in_(regions),
               ~accredited.exists())
        .order_by(CompletionDecision.decided_at, CompletionDecision.id).options(*WHOLE)
    ).all()
    return [
        file for file in case_files_for([tuple(seat) for seat in seats], now)
        if file.may_be_signed_off and file.region_officer and file.region_officer.person_id == officer.id
        and file.person.id != officer.id
    ]


def signed_by(officer: Person) -> list[SignOff]:
    """What this officer signed off, the latest first."""
    return list(db.session.scalars(
        select(SignOff).where(SignOff.officer_id == officer.id, SignOff.ended_at.is_(None))
        .options(joinedload(SignOff.person)).order_by(SignOff.signed_at.desc(), SignOff.id.desc()).limit(20)
    ))
