"""Finding runs: by reference, by who leads them, and the next ones."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from lms import clock
from lms.content.models import Snapshot
from lms.content.operations import programme_of
from lms.db import among, db
from lms.people.models import Person
from lms.runs import rules
from lms.runs.finding import leads, run_by_ref, run_for_staff, whole_run
from lms.runs.loading import load_sessions, load_timetables
from lms.runs.models import Facilitator, Run, Session

__all__ = [
    "days_of", "facilitates", "facilitators_of", "first_day", "has_begun", "has_ended", "in_order",
    "last_day", "leads", "module_minutes", "next_ones", "next_runs", "plan_of", "planned_just_now", "run_by_ref",
    "run_days", "run_for_staff", "run_to_show", "runs_any_time", "runs_facilitated_by", "runs_not_over",
    "whole_run", "without_facilitator",
]

A_MOMENT = timedelta(seconds=10)
# A run with all that its pages show, in a fixed number of queries.
WHOLE = (
    selectinload(Run.snapshot),
    selectinload(Run.sessions).selectinload(Session.covers),
    selectinload(Run.facilitators).selectinload(Facilitator.person),
    selectinload(Run.deadlines),
)


def runs_facilitated_by(person: Person, now: datetime) -> list[Run]:
    """The runs that she leads, or led until not long ago; the earliest first."""
    runs = list(db.session.scalars(_LED, {"person": person.id, "now": now}))
    load_sessions(runs)
    return in_order(runs)


def facilitates(run: Run, person: Person, now: datetime) -> bool:
    return db.session.scalar(
        select(Facilitator.id).where(
            Facilitator.run_id == run.id, Facilitator.person_id == person.id, _still(now)
        ).limit(1)
    ) is not None


def facilitators_of(run: Run, now: datetime) -> list[Facilitator]:
    """Who leads this run now, by name."""
    current = [each for each in run.facilitators if each.ended_at is None or each.ended_at > now]
    return sorted(current, key=lambda each: each.person.folded_name)


_BEGUN = exists().where(Session.run_id == Run.id, Session.starts_at <= bindparam("now"))
_WITH_PROGRAMME = select(Run).join(Run.snapshot).options(contains_eager(Run.snapshot))
_NEXT = _WITH_PROGRAMME.where(Run.state.in_(("open", "confirmed")), or_(Run.mode == "open", ~_BEGUN))
_ANY_TIME = _WITH_PROGRAMME.where(Run.state.in_(("open", "confirmed")), Run.mode == "open").order_by(Run.ref)
# Begins with her: asked of each run whether she leads it, SQLite looks at a thousand to find two.
_LED = _WITH_PROGRAMME.where(Run.id.in_(select(Facilitator.run_id).where(
    Facilitator.person_id == bindparam("person"),
    or_(Facilitator.ended_at.is_(None), Facilitator.ended_at > bindparam("now")),
)))
_NOT_OVER = _WITH_PROGRAMME.where(Run.state.not_in(("closed", "cancelled")), Run.mode != "open")
_LEADS = select(Facilitator.run_id).where(
    among(Facilitator.run_id), or_(Facilitator.ended_at.is_(None), Facilitator.ended_at > bindparam("now"))
)
_TO_SHOW = _WITH_PROGRAMME.where(Run.ref == bindparam("ref"))


def run_to_show(ref: str) -> Run | None:
    """The run with its programme and timetable, without its staff."""
    run = db.session.scalar(_TO_SHOW, {"ref": ref.upper()})
    if run is not None:
        load_timetables([run])
    return run


def next_runs(now: datetime) -> list[Run]:
    """Runs that are open or confirmed and haven't begun, the soonest first; then those without dates."""
    runs = list(db.session.scalars(_NEXT, {"now": now}))
    load_sessions(runs)
    return in_order(runs)


def next_ones(now: datetime) -> Select:
    """The same as a statement, with their programmes."""
    return _NEXT.params(now=now)


def runs_any_time() -> list[Run]:
    """Those of them that somebody can begin whenever she likes."""
    return list(db.session.scalars(_ANY_TIME))


def runs_not_over() -> list[Run]:
    """Runs with dates that are neither closed nor cancelled, with their timetables, the earliest first."""
    runs = list(db.session.scalars(_NOT_OVER))
    load_timetables(runs)
    return in_order(runs)


def without_facilitator(run_ids: Iterable[int], now: datetime) -> set[int]:
    """Those of these runs that nobody leads now."""
    ids = set(run_ids)
    return ids - set(db.session.scalars(_LEADS, {"ids": ids, "now": now}))


def planned_just_now(snapshot: Snapshot, place: str, now: datetime) -> Run | None:
    """A draft of the same programme and place that was made in the last few seconds."""
    return db.session.scalar(
        select(Run).where(
            Run.snapshot_id == snapshot.id, Run.place == place, Run.state == "draft", Run.created_at > now - A_MOMENT
        ).options(*WHOLE).limit(1)
    )


def in_order(runs) -> list[Run]:
    """By first day; runs without one last."""
    return sorted(runs, key=lambda run: (first_day(run) or date.max, run.ref))


def days_of(run: Run) -> list[date]:
    """The days on which it meets, each once."""
    return sorted({clock.today(session.starts_at) for session in run.sessions})


def first_day(run: Run) -> date | None:
    days = days_of(run)
    return days[0] if days else None


def last_day(run: Run) -> date | None:
    days = days_of(run)
    return days[-1] if days else None


def has_begun(run: Run, now: datetime) -> bool:
    """Whether its first session has started; a run without dates never has."""
    return any(session.starts_at <= now for session in run.sessions)


def has_ended(run: Run, now: datetime) -> bool:
    return bool(run.sessions) and all(session.ends_at <= now for session in run.sessions)


def run_days(run: Run, short: bool = False) -> str:
    """ "19 January and 2 February", or "Any time" where it has no dates."""
    if run.mode == "open":
        return "Any time"
    days = days_of(run)
    if not days:
        return "Days to come"
    return rules.days_in_short(days) if short else rules.days_in_words(days)


def module_minutes(run: Run) -> dict[str, int]:
    """How long this run spends on each module; a session's minutes are shared out among its modules."""
    minutes: dict[str, int] = {}
    for session in run.sessions:
        for slug, share in rules.shared_out(session.minutes, [each.module_slug for each in session.covers]).items():
            minutes[slug] = minutes.get(slug, 0) + share
    return minutes


def plan_of(run: Run, now: datetime) -> rules.Plan:
    """The run as the rule on opening sees it."""
    return rules.Plan(
        mode=run.mode,
        venue=run.venue,
        days=tuple(days_of(run)),
        modules_needed=tuple((module.slug, module.title) for module in programme_of(run.snapshot).modules),
        modules_covered=frozenset(each.module_slug for session in run.sessions for each in session.covers),
        facilitators=len(facilitators_of(run, now)),
        closing_on=run.closing_on,
        today=clock.today(now),
    )


def _still(now: datetime):
    return or_(Facilitator.ended_at.is_(None), Facilitator.ended_at > now)
