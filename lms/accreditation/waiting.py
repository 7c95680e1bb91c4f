"""Who waits for whom: sign-offs by officer, and what an administrator can do today."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accreditation.files import CaseFile
from lms.accreditation.lookups import case_files_of
from lms.accreditation.models import Accreditation, CompletionDecision, SignOff
from lms.clock import today
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run
from lms.workplaces.lookups import regions_looked_after_by


def waiting_for(officer: Person, now: datetime) -> list[CaseFile]:
    """Those of the officer's regions who have completed the course and aren't signed off."""
    regions = {region.id for region in regions_looked_after_by(officer, today(now))}
    return [
        file for run in _runs_with_open_ends() for file in case_files_of(run, now)
        if file.may_be_signed_off and file.region_officer and file.region_officer.region_id in regions
    ]


def signed_by(officer: Person) -> list[SignOff]:
    """What this officer signed off, the latest first."""
    return list(db.session.scalars(
        select(SignOff).where(SignOff.officer_id == officer.id, SignOff.ended_at.is_(None))
        .options(joinedload(SignOff.person)).order_by(SignOff.signed_at.desc()).limit(20)
    ))


def _runs_with_open_ends() -> list[Run]:
    """The dated runs on which somebody has completed and isn't accredited."""
    accredited = select(Accreditation.id).where(
        Accreditation.person_id == CompletionDecision.person_id, Accreditation.run_id == CompletionDecision.run_id,
    )
    return list(db.session.scalars(
        select(Run).where(Run.mode != "open", Run.id.in_(
            select(CompletionDecision.run_id).where(CompletionDecision.ended_at.is_(None), ~accredited.exists())
        )).order_by(Run.id)
    ))
