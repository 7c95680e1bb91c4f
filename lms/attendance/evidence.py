"""What the registers prove about many persons, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from lms.attendance.models import MakeUp, RegisterSignature, Tap
from lms.content.models import Snapshot
from lms.db import among, db, several
from lms.runs.models import Run, Session


@dataclass(frozen=True)
class SessionEvidence:
    """How somebody sat one session of one run, of any run of the programme's major version."""

    run_id: int
    ref: str
    session_id: int
    day: int
    part: str
    state: str | None
    minutes_missed: int
    made_up: str | None  # the task
    recorded_by_id: int | None
    signed: bool


@dataclass(frozen=True)
class Sat:
    """All that the registers say about some persons; `of` picks what belongs to one programme."""

    seats: dict[tuple[int, str, int], list[SessionEvidence]]  # by person, programme and major version

    def of(self, person_id: int, programme_slug: str, major: int) -> list[SessionEvidence]:
        return self.seats.get((person_id, programme_slug, major), [])


_SITTING = (
    Session.id.label("session_id"), Session.day, Session.part.label("part_of_day"), Run.id.label("run_id"),
    Run.ref, Run.programme_slug, Snapshot.version,
    RegisterSignature.id.label("signature_id"),
)


def _of_sessions(statement, rows):
    return (
        statement.join(Session, Session.id == rows.session_id).join(Run, Run.id == Session.run_id)
        .join(Snapshot, Snapshot.id == Run.snapshot_id)
        .outerjoin(RegisterSignature, RegisterSignature.session_id == Session.id).where(among(rows.person_id))
    )


REGISTERS = several(
    tap=_of_sessions(
        select(Tap.id, Tap.person_id, Tap.state, Tap.minutes_missed, Tap.recorded_by_id, *_SITTING).select_from(Tap),
        Tap,
    ),
    made_up=_of_sessions(select(MakeUp.id, MakeUp.person_id, MakeUp.task, *_SITTING).select_from(MakeUp), MakeUp),
)


def sat_by(person_ids: Iterable[int]) -> Sat:
    """What the registers prove of each person, over all runs."""
    lines: dict[tuple[int, int], dict] = {}
    for row in sorted(db.session.execute(REGISTERS, {"ids": list(person_ids)}), key=lambda row: row.id):
        lines.setdefault((row.person_id, row.session_id), {})[row.part] = row  # the latest tap counts
    seats: dict[tuple[int, str, int], list[SessionEvidence]] = {}
    for (person_id, _), line in sorted(lines.items()):
        any_row = line.get("tap") or line["made_up"]
        major = int(any_row.version.partition(".")[0])
        seats.setdefault((person_id, any_row.programme_slug, major), []).append(_evidence(any_row, **line))
    return Sat(seats)


def evidence_of(person_ids: Iterable[int], programme_slug: str, major: int) -> dict[int, list[SessionEvidence]]:
    """What the registers prove of each person, over all runs of this major version."""
    ids = list(person_ids)
    sat = sat_by(ids)
    return {person_id: sat.of(person_id, programme_slug, major) for person_id in ids}


def _evidence(of, tap=None, made_up=None) -> SessionEvidence:
    return SessionEvidence(
        run_id=of.run_id, ref=of.ref, session_id=of.session_id, day=of.day, part=of.part_of_day,
        state=tap.state if tap else None, minutes_missed=tap.minutes_missed if tap else 0,
        made_up=made_up.task if made_up else None,
        recorded_by_id=tap.recorded_by_id if tap else None, signed=of.signature_id is not None,
    )

