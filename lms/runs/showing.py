"""Runs as programs are shown them: which ones somebody may see, and what of each."""

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from lms.content.operations import programme_of
from lms.people.models import Person
from lms.runs.lookups import days_of, facilitators_of, plan_of
from lms.runs.models import Facilitator, Run, Session
from lms.runs.rules import missing


def runs_of_staff(person: Person, roles: frozenset[str], now: datetime, *, state: str, programme: str) -> Select:
    """All runs for an administrator, a facilitator's own for her; only those in `state`, of `programme`, if given."""
    found = select(Run).join(Run.snapshot).options(contains_eager(Run.snapshot))
    if "administrator" not in roles:
        found = found.where(Run.id.in_(select(Facilitator.run_id).where(
            Facilitator.person_id == person.id, or_(Facilitator.ended_at.is_(None), Facilitator.ended_at > now),
        )))
    found = found.where(Run.state == state) if state else found
    return found.where(Run.programme_slug == programme) if programme else found


def line(run: Run) -> dict:
    """As RunLine has it; its sessions have been loaded."""
    return {
        "programme": run.programme_slug, "version": run.snapshot.version, "title": programme_of(run.snapshot).title,
        "days": days_of(run),
    } | {name: getattr(run, name) for name in ("ref", "place", "mode", "state", "capacity", "minimum", "closing_on")}


def session_shown(session: Session) -> dict:
    return {"modules": [each.module_slug for each in session.covers]} | {
        name: getattr(session, name) for name in ("id", "day", "part", "title", "starts_at", "ends_at")
    }


def facilitator_shown(facilitator: Facilitator) -> dict:
    return {"name": facilitator.person.name} | {
        name: getattr(facilitator, name) for name in ("id", "person_id", "since", "ended_at")
    }


def due_dates_shown(run: Run) -> list[dict]:
    due = {each.case_study: each.due_on for each in run.deadlines}
    return [
        {"code": case.code, "title": case.title, "due_on": due.get(case.code)}
        for case in programme_of(run.snapshot).case_studies
    ]


def shown(run: Run, now: datetime) -> dict:
    """As RunShown has it."""
    return line(run) | {
        "venue": run.venue, "sessions": [session_shown(each) for each in run.sessions],
        "facilitators": [facilitator_shown(each) for each in facilitators_of(run, now)],
        "due_dates": due_dates_shown(run),
        "missing": missing(plan_of(run, now)) if run.state == "draft" else [],
    }
