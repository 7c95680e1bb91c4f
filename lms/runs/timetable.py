"""The sessions of a run while it is planned: when each takes place, and which modules it covers."""

from datetime import date, datetime, time

from lms import audit, clock
from lms.audit import Auditable
from lms.content.operations import programme_of
from lms.db import db
from lms.refusal import Refusal
from lms.runs import lookups, rules
from lms.runs.locking import lock
from lms.runs.models import Run, Session, SessionModule

HALVES = (("morning", time(9, 30), time(12, 30)), ("afternoon", time(13, 30), time(16, 30)))


def _planned(run: Run) -> None:
    lock(run, "sessions")
    if run.state != "draft":
        raise Refusal(
            "This run is open, and people have arranged their days around its sessions. They stay as they are.",
            code="state",
        )


def add_session(
    run: Run, *, day: int, part: str, title: str, starts_at: datetime, ends_at: datetime, modules: list[str],
    actor: Auditable, now: datetime,
) -> Session:
    """One sitting with its own register; `part` says which it is, so that it can be made up on another run."""
    _planned(run)
    if run.mode == "open":
        raise Refusal("An open run has no sessions: people read it when it suits them.", code="mode")
    if ends_at <= starts_at:
        raise Refusal("It must end after it begins.", field="ends", code="times")
    if rules.overlaps(starts_at, ends_at, [(other.starts_at, other.ends_at) for other in run.sessions]):
        raise Refusal("Another session takes place at that time.", field="starts", code="overlap")
    _check_modules(run, modules)
    session = Session(day=day, part=part, title=title, starts_at=starts_at, ends_at=ends_at)
    session.covers = [SessionModule(module_slug=slug) for slug in modules]
    run.sessions.append(session)
    db.session.flush()
    run.sessions.sort(key=lambda each: each.starts_at)
    audit.record("added a session", actor, session, now, modules=modules)
    return session


def lay_out_days(run: Run, days: list[date], *, actor: Auditable, now: datetime) -> None:
    """A morning and an afternoon session on each of these days, with the programme's modules in their order."""
    slots = [(number, day, *half) for number, day in enumerate(sorted(set(days)), 1) for half in HALVES]
    modules = [module.slug for module in programme_of(run.snapshot).modules]
    for (number, day, part, begins, ends), covered in zip(slots, rules.laid_out(modules, len(slots)), strict=True):
        add_session(
            run, day=number, part=part, title=f"{part.capitalize()} session", starts_at=clock.at_london(day, begins),
            ends_at=clock.at_london(day, ends), modules=covered, actor=actor, now=now,
        )


def cover_modules(session: Session, modules: list[str], *, actor: Auditable, now: datetime) -> None:
    """Say anew which modules a planned session teaches."""
    _planned(session.run)
    _check_modules(session.run, modules)
    kept = {each.module_slug: each for each in session.covers}
    session.covers = [kept.get(slug) or SessionModule(module_slug=slug) for slug in modules]
    audit.record("changed what a session covers", actor, session, now, modules=modules)


def _check_modules(run: Run, modules: list[str]) -> None:
    known = {module.slug for module in programme_of(run.snapshot).modules}
    if not modules:
        raise Refusal("Choose the modules that it covers.", field="modules", code="modules")
    if not set(modules) <= known or len(set(modules)) < len(modules):
        raise Refusal("Choose modules of this programme.", field="modules", code="modules")


def remove_session(session: Session, *, actor: Auditable, now: datetime) -> None:
    """Take a session out of a run that is still being planned."""
    run = session.run
    _planned(run)
    audit.record("removed a session", actor, session, now)
    db.session.delete(session)
    db.session.flush()
    number_days(run)


def number_days(run: Run) -> None:
    """Day 1, day 2 and so on, after sessions came or went."""
    _planned(run)
    days = lookups.days_of(run)
    for session in run.sessions:
        session.day = days.index(clock.today(session.starts_at)) + 1
    db.session.flush()
