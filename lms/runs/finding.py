"""One run with all that its staff's pages show, in one statement."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from lms.db import db
from lms.people.models import Person
from lms.runs.models import Facilitator, Run, Session, SessionModule

# A line for each session, module and facilitator together: some twenty, where a statement for each costs more.
_WHOLE = (
    select(Run, Session, SessionModule, Facilitator).join(Run.snapshot)
    .outerjoin(Session, Session.run_id == Run.id).outerjoin(SessionModule, SessionModule.session_id == Session.id)
    .outerjoin(Facilitator, Facilitator.run_id == Run.id).outerjoin(Person, Person.id == Facilitator.person_id)
    .options(contains_eager(Run.snapshot), contains_eager(Facilitator.person))
    .order_by(Session.starts_at, Session.id, SessionModule.id, Facilitator.id)
)
_BY_REF = _WHOLE.where(Run.ref == bindparam("ref"))
_BY_ID = _WHOLE.where(Run.id == bindparam("run"))


def run_by_ref(ref: str) -> Run | None:
    """The run with its programme, its sessions and what they cover, and who leads it."""
    return _run(_BY_REF, {"ref": ref.upper()})


def whole_run(run_id: int) -> Run:
    """The same by its id."""
    return _run(_BY_ID, {"run": run_id})


def _run(statement, asked: dict) -> Run | None:
    rows = db.session.execute(statement, asked).all()
    if not rows:
        return None
    run, sessions, facilitators = rows[0][0], {}, {}
    for _, session, module, facilitator in rows:
        if session is not None:
            sessions.setdefault(session, {}).update({module: None} if module else {})
        if facilitator is not None:
            facilitators[facilitator] = None
    for session, covers in sessions.items():
        set_committed_value(session, "covers", list(covers))
        set_committed_value(session, "run", run)
    for facilitator in facilitators:
        set_committed_value(facilitator, "run", run)
    set_committed_value(run, "sessions", list(sessions))
    set_committed_value(run, "facilitators", list(facilitators))
    return run


def leads(run: Run, person: Person, now: datetime) -> bool:
    """Whether she is among the facilitators that the run was found with."""
    return any(each.person_id == person.id and (each.ended_at is None or each.ended_at > now)
               for each in run.facilitators)


def run_for_staff(ref: str, person: Person, roles: frozenset[str], now: datetime) -> Run | None:
    """The run as staff may see it: an administrator any, a facilitator hers."""
    run = run_by_ref(ref)
    if run is None or "administrator" in roles:
        return run
    return run if leads(run, person, now) else None
