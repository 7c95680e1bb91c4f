"""Reading registers: one session's, and what it all proves about many persons."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.attendance.evidence import Sat, SessionEvidence, evidence_of, sat_by
from lms.attendance.models import MakeUp, RegisterSignature, Tap
from lms.bookings.lookups import trainees_of
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Session
from lms.workplaces.lookups import employments_of

__all__ = ["RegisterLine", "Sat", "SessionEvidence", "evidence_of", "latest_taps", "register_of", "sat_by",
           "signatures_of"]


@dataclass(frozen=True)
class RegisterLine:
    """A name on the register, with the tap that counts and the task that was accepted."""

    person: Person
    employer: str
    tap: Tap | None
    make_up: MakeUp | None


def latest_taps(session_ids: Iterable[int]) -> dict[tuple[int, int], Tap]:
    """By session and person, the tap that counts: the latest."""
    of_these = select(func.max(Tap.id)).where(Tap.session_id.in_(list(session_ids)))
    newest = of_these.group_by(Tap.session_id, Tap.person_id)
    rows = db.session.scalars(select(Tap).where(Tap.id.in_(newest)).options(joinedload(Tap.recorded_by)))
    return {(tap.session_id, tap.person_id): tap for tap in rows}


def register_of(session: Session) -> list[RegisterLine]:
    """Everybody with a confirmed place, by name."""
    trainees = trainees_of(session.run)
    taps = latest_taps([session.id])
    accepted = select(MakeUp).where(MakeUp.session_id == session.id).options(joinedload(MakeUp.accepted_by))
    made = {made.person_id: made for made in db.session.scalars(accepted)}
    work = employments_of([booking.person_id for booking in trainees])
    return [
        RegisterLine(
            booking.person, work[booking.person_id].workplace.employer.name if booking.person_id in work else "",
            taps.get((session.id, booking.person_id)), made.get(booking.person_id),
        )
        for booking in trainees
    ]


def signatures_of(session_ids: Iterable[int]) -> dict[int, RegisterSignature]:
    rows = db.session.scalars(
        select(RegisterSignature).where(RegisterSignature.session_id.in_(list(session_ids)))
        .options(joinedload(RegisterSignature.signed_by))
    )
    return {row.session_id: row for row in rows}
