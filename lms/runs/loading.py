"""What hangs on runs, brought in one statement each for as many runs as a page shows."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from lms.db import among, db
from lms.people.models import Person
from lms.runs.models import Facilitator, Run, Session, SessionModule

_SESSIONS = select(Session).where(among(Session.run_id)).order_by(Session.starts_at, Session.id)
_WITH_MODULES = (
    select(Session, SessionModule).outerjoin(SessionModule, SessionModule.session_id == Session.id)
    .where(among(Session.run_id)).order_by(Session.starts_at, Session.id, SessionModule.id)
)
_LEADERS = select(Person.name, Person.folded_name).join(Facilitator, Facilitator.person_id == Person.id).where(
    Facilitator.run_id == bindparam("run"),
    Facilitator.ended_at.is_(None) | (Facilitator.ended_at > bindparam("now")),
)


def leaders_of(run: Run, now: datetime) -> list[str]:
    """The names of those who lead it now, in order."""
    rows = db.session.execute(_LEADERS, {"run": run.id, "now": now})
    return [name for name, _ in sorted(rows, key=lambda row: row.folded_name)]


def load_sessions(runs: Collection[Run]) -> None:
    """Their `sessions`, in order; what each covers isn't read."""
    _hang(runs, db.session.scalars(_SESSIONS, _asked(runs)) if runs else ())


def load_timetables(runs: Collection[Run]) -> None:
    """Their `sessions`, in order, each with what it `covers`; open ones have none."""
    covers: dict[Session, list[SessionModule]] = {}
    dated = [run for run in runs if run.mode != "open"]
    for session, module in db.session.execute(_WITH_MODULES, _asked(dated)) if dated else ():
        covers.setdefault(session, []).extend([module] if module else [])
    for session, modules in covers.items():
        set_committed_value(session, "covers", modules)
    _hang(runs, covers)


def _asked(runs: Iterable[Run]) -> dict:
    return {"ids": [run.id for run in runs]}


def _hang(runs: Iterable[Run], sessions: Iterable[Session]) -> None:
    by_run: dict[int, list[Session]] = {run.id: [] for run in runs}
    for session in sessions:
        by_run[session.run_id].append(session)
    for run in runs:
        set_committed_value(run, "sessions", by_run[run.id])
        for session in by_run[run.id]:
            set_committed_value(session, "run", run)
