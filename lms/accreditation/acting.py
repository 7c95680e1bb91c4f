"""What the acts on a case file have in common: finding it, refusing, adding a row, and ending one."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accreditation import rules
from lms.accreditation.files import CaseFile
from lms.accreditation.lookups import case_file_of
from lms.db import db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run


def file_for(person: Person, run: Run, now: datetime) -> CaseFile:
    file = case_file_of(person, run, now)
    if file is None:
        raise Refusal(f"{person.name} has no confirmed place on {run.ref}.")
    return file


def nothing_in_the_way(lines, person: Person, verdict: str) -> None:
    if lines:
        raise Refusal(f"{verdict}. Still in the way for {person.name}: {said(lines)}.")


def said(lines) -> str:
    return rules.listed([f"{each.title} ({each.known.rstrip('.')})" for each in lines])


def look_again(row, name: str) -> None:
    """Lock the row, and read this column as it stands now: somebody may have been first."""
    db.session.flush()
    db.session.execute(select(type(row).id).where(type(row).id == row.id).with_for_update())
    db.session.refresh(row, [name])


def held_now(model, person_id: int, rep_kind: str) -> list:
    return list(db.session.scalars(
        select(model).where(model.person_id == person_id, model.rep_kind == rep_kind, model.ended_at.is_(None))
    ))


def end_row(row, reason: str, now: datetime) -> None:
    if not reason.strip():
        raise Refusal("Say why, in a few words. It stays on record.", field="reason")
    look_again(row, "ended_at")
    if row.ended_at is not None:
        raise Refusal("That has been ended already.")
    row.ended_at, row.ended_reason = now, reason
    db.session.flush()


def add_one(row, taken: str) -> None:
    """Add a row of which there may be one at a time; raises Refusal where somebody was first."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        raise Refusal(taken) from None
