"""Finding runs: by reference, by who leads them, and the next ones."""

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from lms import clock
from lms.content.models import Snapshot
from lms.content.operations import programme_of
from lms.db import db
from lms.people.models import Person
from lms.runs import rules
from lms.runs.models import Facilitator, Run, Session

A_MOMENT = timedelta(seconds=10)
# A run with all that its pages show, in a fixed number of queries.
WHOLE = (
    selectinload(Run.snapshot),
    selectinload(Run.sessions).selectinload(Session.covers),
    selectinload(Run.facilitators).selectinload(Facilitator.person),
    selectinload(Run.deadlines),
)


def run_by_ref(ref: str) -> Run | None:
    return db.session.scalar(select(Run).where(Run.ref == ref.upper()).options(*WHOLE))


def runs_facilitated_by(person: Person, now: datetime) -> list[Run]:
    """The runs that she leads, or led until not long ago; the earliest first."""
    found = db.session.scalars(
        select(Run).join(Facilitator).where(Facilitator.person_id == person.id, _still(now)).options(*WHOLE)
    ).unique()
    return in_order(found)


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


def next_runs(now: datetime) -> list[Run]:
    """Runs that are open or confirmed and haven't begun, the soonest first; then those without dates."""
    found = db.session.scalars(select(Run).where(Run.state.in_(("open", "confirmed"))).options(*WHOLE))
    return in_order(run for run in found if run.mode == "open" or not has_begun(run, now))


def planned_just_now(snapshot: Snapshot, place: str, now: datetime) -> Run | None:
    """A draft of the same programme and place that was made in the last few seconds."""
    return db.session.scalar(
        select(Run).where(
            Run.snapshot_id == snapshot.id, Run.place == place, Run.state == "draft", Run.created_at > now - A_MOMENT
        ).options(*WHOLE).limit(1)
    )


def all_runs() -> list[Run]:
    """Every run, the latest first."""
    return in_order(db.session.scalars(select(Run).options(*WHOLE)))[::-1]


def run_for_staff(ref: str, person: Person, roles: frozenset[str], now: datetime) -> Run | None:
    """The run as staff may see it: an administrator any, a facilitator hers."""
    run = run_by_ref(ref)
    if run is None or "administrator" in roles:
        return run
    return run if facilitates(run, person, now) else None


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
