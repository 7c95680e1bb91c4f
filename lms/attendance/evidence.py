"""What the registers prove about many persons, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from lms.attendance.models import MakeUp, RegisterSignature, Tap
from lms.clock import today
from lms.content.models import Snapshot
from lms.db import among, db, several
from lms.runs.models import Run, Session, SessionModule


class SessionEvidence(NamedTuple):
    """How somebody sat one session of one run."""

    run_id: int
    ref: str
    programme_slug: str
    major: int
    published_at: datetime  # the material that its run was held with
    on: date
    session_id: int
    day: int
    part: str
    signed: bool
    state: str | None
    minutes_missed: int
    made_up: str | None  # the task
    recorded_by_id: int | None


@dataclass(frozen=True)
class Sat:
    """All that the registers say about some persons; `of` picks what belongs to one programme."""

    seats: dict[int, list[SessionEvidence]]  # by person

    def of(self, person_id: int, programme_slug: str, major: int) -> list[SessionEvidence]:
        """On all runs of a programme's major version: a session of one is the same session on another."""
        return [seat for seat in self.seats.get(person_id, ())
                if (seat.programme_slug, seat.major) == (programme_slug, major)]

    def elsewhere(self, person_id: int, run_id: int, programme_slug: str, major: int) -> list[SessionEvidence]:
        """On every other run, but for those of another major version of the same programme: its evidence is its own.

        Whether a new major version takes what another programme's run taught is for `Majors.take` to say.
        """
        return [seat for seat in self.seats.get(person_id, ()) if seat.run_id != run_id
                and (seat.programme_slug != programme_slug or seat.major == major)]


_SITTING = (
    Session.id.label("session_id"), Session.day, Session.part.label("part_of_day"), Session.starts_at,
    Run.id.label("run_id"), Run.ref, Run.programme_slug, Snapshot.version, Snapshot.published_at,
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
    rows = db.session.execute(REGISTERS, {"ids": list(person_ids)}).all()
    for row in sorted(rows, key=lambda row: row.id):
        lines.setdefault((row.person_id, row.session_id), {})[row.part] = row  # the latest tap counts
    seats: dict[int, list[SessionEvidence]] = {}
    sessions: dict[int, tuple] = {}
    for person_id, session_id in sorted(lines):
        line = lines[person_id, session_id]
        tap, made_up = line.get("tap"), line.get("made_up")
        if session_id not in sessions:
            sessions[session_id] = _session(tap or made_up)
        seats.setdefault(person_id, []).append(SessionEvidence(*sessions[session_id], *_seat(tap, made_up)))
    return Sat(seats)


_TAUGHT = (
    select(Session.run_id, Session.id, SessionModule.module_slug)
    .join(SessionModule, SessionModule.session_id == Session.id).where(among(Session.run_id)).order_by(Session.id)
)


def taught_on(run_ids: Iterable[int]) -> dict[int, dict[str, list[int]]]:
    """By run and module, the sessions that taught it; no statement where there are no runs."""
    taught: dict[int, dict[str, list[int]]] = {run_id: {} for run_id in run_ids}
    for run_id, session_id, module in db.session.execute(_TAUGHT, {"ids": list(taught)}) if taught else ():
        taught[run_id].setdefault(module, []).append(session_id)
    return taught


def evidence_of(person_ids: Iterable[int], programme_slug: str, major: int) -> dict[int, list[SessionEvidence]]:
    """What the registers prove of each person, over all runs of this major version."""
    ids = list(person_ids)
    sat = sat_by(ids)
    return {person_id: sat.of(person_id, programme_slug, major) for person_id in ids}


def _session(row) -> tuple:
    """What SessionEvidence says of the session: the same for everybody who was to sit it."""
    return (row.run_id, row.ref, row.programme_slug, int(row.version.partition(".")[0]), row.published_at,
            today(row.starts_at), row.session_id, row.day, row.part_of_day, row.signature_id is not None)


def _seat(tap, made_up) -> tuple:
    """What it says of her."""
    task = made_up.task if made_up else None
    return (tap.state, tap.minutes_missed, task, tap.recorded_by_id) if tap else (None, 0, task, None)

