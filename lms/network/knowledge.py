"""What reps know of the law: the courses on which they sat or that accredited them, and what they have read since."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import case, exists, select
from sqlalchemy.orm import aliased

from lms.accreditation.models import Accreditation
from lms.attendance.models import MakeUp, Tap
from lms.clock import today
from lms.db import among, db, several
from lms.network.models import LawNotice, LawReading
from lms.network.register import Register
from lms.network.resting import LEARNED
from lms.network.rules import Course, Known, Reading, known_otherwise
from lms.runs.models import Run, Session

_later = aliased(Tap)
_LATEST_TAP = ~exists().where(
    _later.session_id == Tap.session_id, _later.person_id == Tap.person_id, _later.id > Tap.id)
# How a run taught somebody: a row with who it was, and until when she sat there. On an open course there is nothing
# to sit: who holds its accreditation has read it.
WAYS = tuple((of, statement.join(Run, Run.id == on), until) for of, statement, on, until in (
    (Accreditation, select(Accreditation.person_id).where(LEARNED), Accreditation.run_id,
     case((Run.mode == "open", Accreditation.accredited_at))),
    (Tap, select(Tap.person_id).join(Session, Session.id == Tap.session_id).where(
        Tap.state.in_(("present", "late", "left early")), _LATEST_TAP), Session.run_id, Session.ends_at),
    (MakeUp, select(MakeUp.person_id).join(Session, Session.id == MakeUp.session_id), Session.run_id,
     MakeUp.accepted_at),
))
_KNOWLEDGE = several(
    **{of.__tablename__: part.add_columns(Run.snapshot_id, until.label("sat_until")).where(among(of.person_id))
       for of, part, until in WAYS},
    reading=select(LawReading.person_id, LawReading.statement, LawReading.digest, LawReading.read_at).where(
        among(LawReading.person_id)),
    told=select(LawNotice.person_id, LawNotice.statement, LawNotice.digest).where(among(LawNotice.person_id)),
)


@dataclass
class Knowledge:
    """Of one rep: by slug, what means something else now than she knew; and of what she was told, by slug and key."""

    otherwise: dict[str, Known] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)


def knowledge_of(person_ids: Iterable[int], known: Register, now: datetime) -> dict[int, Knowledge]:
    """By person; one statement. Nothing of who is no rep any more."""
    ids = list(person_ids)
    rows: dict[int, list] = {person_id: [] for person_id in ids}
    for row in db.session.execute(_KNOWLEDGE, {"ids": ids, "today": today(now)}):
        rows[row.person_id].append(row)
    return {person_id: _of_one(hers, known) for person_id, hers in rows.items()}


def _of_one(rows: list, known: Register) -> Knowledge:
    if not any(row.part == Accreditation.__tablename__ for row in rows):
        return Knowledge()
    # What accredited her comes first: it is what she is shown as learned.
    courses = [Course(known.taught[row.snapshot_id], row.sat_until)
               for row in sorted(rows, key=lambda row: row.part) if row.snapshot_id is not None]
    readings: dict[str, list[Reading]] = {}
    for row in rows:
        statement = known.statement(row.statement) if row.part == "reading" else None
        means = statement and next((each.means for each in statement.times if each.key == row.digest), None)
        if means is not None:
            readings.setdefault(row.statement, []).append(Reading(means, row.read_at))
    return Knowledge(known_otherwise(courses, readings, known.now),
                     {(row.statement, row.digest) for row in rows if row.part == "told"})
