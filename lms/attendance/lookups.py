"""Reading registers: one session's, and what it all proves about many persons."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.attendance.models import MakeUp, RegisterSignature, Tap
from lms.bookings.lookups import trainees_of
from lms.content.models import Snapshot
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run, Session
from lms.workplaces.lookups import employments_of


@dataclass(frozen=True)
class RegisterLine:
    """A name on the register, with the tap that counts and the task that was accepted."""

    person: Person
    employer: str
    tap: Tap | None
    make_up: MakeUp | None


@dataclass(frozen=True)
class SessionEvidence:
    """How somebody sat one session of one run, of any run of the programme's major version."""

    run_id: int
    ref: str
    session_id: int
    day: int
    part: str
    modules: tuple[str, ...]
    minutes: int
    state: str | None
    minutes_missed: int
    made_up: str | None  # the task
    recorded_by_id: int | None
    signed: bool


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


def evidence_of(person_ids: Iterable[int], programme_slug: str, major: int) -> dict[int, list[SessionEvidence]]:
    """What the registers prove of each person, over all runs of this major version; in four queries."""
    ids = list(person_ids)
    version = Snapshot.version.like(f"{major}.%")
    of_programme = select(Session.id).join(Session.run).join(Run.snapshot).where(
        Run.programme_slug == programme_slug, version
    )
    newest = select(func.max(Tap.id)).where(Tap.person_id.in_(ids), Tap.session_id.in_(of_programme))
    taps = db.session.scalars(select(Tap).where(Tap.id.in_(newest.group_by(Tap.session_id, Tap.person_id)))).all()
    made = db.session.scalars(
        select(MakeUp).where(MakeUp.person_id.in_(ids), MakeUp.session_id.in_(of_programme))
    ).all()
    wanted = {row.session_id for row in [*taps, *made]}
    sessions = {
        session.id: session for session in db.session.scalars(
            select(Session).where(Session.id.in_(wanted)).options(joinedload(Session.run), selectinload(Session.covers))
        )
    }
    signed = set(db.session.scalars(
        select(RegisterSignature.session_id).where(RegisterSignature.session_id.in_(wanted))
    ))
    by_line: dict[tuple[int, int], dict] = {}
    for tap in taps:
        by_line.setdefault((tap.person_id, tap.session_id), {})["tap"] = tap
    for one in made:
        by_line.setdefault((one.person_id, one.session_id), {})["made"] = one
    found: dict[int, list[SessionEvidence]] = {person_id: [] for person_id in ids}
    for (person_id, session_id), rows in sorted(by_line.items()):
        session, is_signed = sessions[session_id], session_id in signed
        found[person_id].append(_evidence(session, rows.get("tap"), rows.get("made"), is_signed))
    return found


def _evidence(session: Session, tap: Tap | None, made: MakeUp | None, signed: bool) -> SessionEvidence:
    return SessionEvidence(
        run_id=session.run_id, ref=session.run.ref, session_id=session.id, day=session.day, part=session.part,
        modules=tuple(each.module_slug for each in session.covers), minutes=session.minutes,
        state=tap.state if tap else None, minutes_missed=tap.minutes_missed if tap else 0,
        made_up=made.task if made else None, recorded_by_id=tap.recorded_by_id if tap else None, signed=signed,
    )
