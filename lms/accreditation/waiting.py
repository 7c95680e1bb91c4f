"""Who waits for an officer's sign-off, and what she signed off."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accreditation.files import CaseFile
from lms.accreditation.lookups import case_files_for
from lms.accreditation.models import Accreditation, CompletionDecision, SignOff
from lms.clock import today
from lms.db import among, db
from lms.people.models import Person
from lms.runs.loading import load_timetables
from lms.runs.models import Run
from lms.workplaces.lookups import regions_looked_after_by
from lms.workplaces.models import Employment, Region, Workplace

_ACCREDITED = exists().where(
    Accreditation.person_id == CompletionDecision.person_id, Accreditation.run_id == CompletionDecision.run_id,
    Accreditation.ended_at.is_(None),
)
_COMPLETED = (
    select(Person, Run).select_from(CompletionDecision)
    .join(Person, Person.id == CompletionDecision.person_id).join(Run, Run.id == CompletionDecision.run_id)
    .join(Run.snapshot).options(contains_eager(Run.snapshot))
    .join(Employment, (Employment.person_id == Person.id) & Employment.until.is_(None)).join(Workplace)
    .where(CompletionDecision.ended_at.is_(None), Run.mode != "open", among(Workplace.region_id, "regions"),
           ~_ACCREDITED)
    .order_by(CompletionDecision.decided_at, CompletionDecision.id)
)


def waiting_for(officer: Person, now: datetime, regions: Iterable[Region] | None = None) -> list[CaseFile]:
    """Those of the officer's regions who have completed the course and aren't signed off; who waits longest first.

    `regions` are hers, where the page has them already.
    """
    hers = regions_looked_after_by(officer, today(now)) if regions is None else regions
    seats = [tuple(seat) for seat in db.session.execute(_COMPLETED, {"regions": [region.id for region in hers]})]
    load_timetables({run for _, run in seats})
    return [
        file for file in case_files_for(seats, now)
        if file.may_be_signed_off and file.region_officer and file.region_officer.person_id == officer.id
        and file.person.id != officer.id
    ]


def signed_by(officer: Person) -> list[SignOff]:
    """What this officer signed off, the latest first."""
    return list(db.session.scalars(
        select(SignOff).where(SignOff.officer_id == officer.id, SignOff.ended_at.is_(None))
        .options(joinedload(SignOff.person)).order_by(SignOff.signed_at.desc(), SignOff.id.desc()).limit(20)
    ))
