"""Reading registers: one session's, and what it all proves about many persons."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.attendance.evidence import Sat, SessionEvidence, evidence_of, sat_by, taught_on
from lms.attendance.lines import RegisterLine, marked_on, register_of, signatures_of
from lms.attendance.models import Tap
from lms.db import db

__all__ = ["RegisterLine", "Sat", "SessionEvidence", "evidence_of", "latest_taps", "marked_on", "register_of", "sat_by",
           "signatures_of", "taught_on"]


def latest_taps(session_ids: Iterable[int]) -> dict[tuple[int, int], Tap]:
    """By session and person, the tap that counts: the latest."""
    of_these = select(func.max(Tap.id)).where(Tap.session_id.in_(list(session_ids)))
    newest = of_these.group_by(Tap.session_id, Tap.person_id)
    rows = db.session.scalars(select(Tap).where(Tap.id.in_(newest)).options(joinedload(Tap.recorded_by)))
    return {(tap.session_id, tap.person_id): tap for tap in rows}
