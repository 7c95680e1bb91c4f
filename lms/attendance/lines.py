"""The lines of one register, and who has signed which: in one statement each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from lms.attendance.models import MakeUp, RegisterSignature, Tap
from lms.bookings.models import Booking
from lms.db import among, db
from lms.people.models import Person
from lms.runs.models import Run, Session
from lms.workplaces.models import Employer, Employment, Workplace


@dataclass(frozen=True)
class Somebody:
    id: int
    name: str


@dataclass(frozen=True)
class Tapped:
    """The tap that counts."""

    state: str
    minutes_missed: int
    recorded_at: datetime


@dataclass(frozen=True)
class Accepted:
    """A task in place of the session, and who accepted it."""

    task: str
    accepted_by: str


@dataclass(frozen=True)
class RegisterLine:
    """A name on the register, with the tap that counts and the task that was accepted."""

    person: Somebody
    employer: str
    tap: Tapped | None
    make_up: Accepted | None


@dataclass(frozen=True)
class Signed:
    signed_by: str
    signed_at: datetime


_ACCEPTER = aliased(Person)
_session = bindparam("session")
_LAST = (
    select(func.max(Tap.id)).where(Tap.session_id == _session, Tap.person_id == Booking.person_id)
    .correlate(Booking).scalar_subquery()
)
_LINES = (
    select(
        Person.id, Person.name, Employer.name.label("employer"), Tap.state, Tap.minutes_missed, Tap.recorded_at,
        MakeUp.task, _ACCEPTER.name.label("accepted_by"),
    )
    .select_from(Booking).join(Person, Person.id == Booking.person_id)
    .outerjoin(Employment, and_(Employment.person_id == Person.id, Employment.until.is_(None)))
    .outerjoin(Workplace, Workplace.id == Employment.workplace_id)
    .outerjoin(Employer, Employer.id == Workplace.employer_id).outerjoin(Tap, Tap.id == _LAST)
    .outerjoin(MakeUp, and_(MakeUp.session_id == _session, MakeUp.person_id == Person.id))
    .outerjoin(_ACCEPTER, _ACCEPTER.id == MakeUp.accepted_by_id)
    .where(Booking.run_id == bindparam("run"), Booking.state == "confirmed").order_by(Person.folded_name, Person.id)
)
_SIGNED = (
    select(RegisterSignature.session_id, Person.name, RegisterSignature.signed_at)
    .join(Person, Person.id == RegisterSignature.signed_by_id).where(among(RegisterSignature.session_id))
)
_MARKED = (
    select(Tap.session_id, func.count(Tap.person_id.distinct())).where(among(Tap.session_id))
    .join(Session, Session.id == Tap.session_id)
    .join(Booking, and_(Booking.run_id == Session.run_id, Booking.person_id == Tap.person_id,
                        Booking.state == "confirmed"))
    .group_by(Tap.session_id)
)
_TRAINEES = select(func.count()).where(Booking.run_id == bindparam("run"), Booking.state == "confirmed")


def register_of(session: Session) -> list[RegisterLine]:
    """Everybody with a confirmed place, by name."""
    rows = db.session.execute(_LINES, {"session": session.id, "run": session.run_id})
    return [
        RegisterLine(
            Somebody(row.id, row.name), row.employer or "",
            Tapped(row.state, row.minutes_missed, row.recorded_at) if row.state else None,
            Accepted(row.task, row.accepted_by) if row.task is not None else None,
        )
        for row in rows
    ]


def signatures_of(session_ids: Iterable[int]) -> dict[int, Signed]:
    """By session, who signed its register."""
    rows = db.session.execute(_SIGNED, {"ids": list(session_ids)})
    return {session_id: Signed(name, at) for session_id, name, at in rows}


def marked_on(run: Run) -> tuple[int, dict[int, int]]:
    """How many trainees the run has, and by session how many of them are marked."""
    marked = dict(db.session.execute(_MARKED, {"ids": [session.id for session in run.sessions]}).all())
    trainees = db.session.scalar(_TRAINEES, {"run": run.id})
    return trainees, {session.id: marked.get(session.id, 0) for session in run.sessions}
