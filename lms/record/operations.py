"""What a person holds: writing it down, and ending it. Nothing is overwritten."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit
from lms.db import db
from lms.people.models import Person
from lms.record.models import KINDS, Fact
from lms.refusal import Refusal


def hold(
    person: Person, kind: str, *, subject: str = "", since: date, until: date | None = None, basis: str,
    actor, now: datetime,
) -> Fact:
    """From that day on this holds of her; `basis` says why. One that has run out makes room for the next."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of fact")
    before = db.session.scalar(
        select(Fact).where(
            Fact.person_id == person.id, Fact.kind == kind, Fact.subject == subject, Fact.ended_on.is_(None)
        )
    )
    if before is not None and before.until is not None and before.until < since:
        before.ended_on, before.ended_reason = since, "It had run out."
        db.session.flush()
    fact = Fact(
        person=person, kind=kind, subject=subject, since=since, until=until, basis=basis[:300],
        author=actor.audit_label[:120], recorded_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(fact)
            db.session.flush()
    except IntegrityError:
        what = f"{kind}, {subject}" if subject else kind
        raise Refusal(f"This is on {person.name}'s record already: {what}.", code="held already") from None
    audit.record("wrote on the record", actor, person, now, kind=kind, about=subject, since=since.isoformat())
    return fact


def end_fact(fact: Fact, *, on: date, reason: str, actor, now: datetime) -> Fact:
    """From that day on it holds no longer."""
    if fact.ended_on is not None:
        raise Refusal(f"That ended on {fact.ended_on:%d.%m.%Y} already.", code="ended already")
    fact.ended_on, fact.ended_reason = on, reason[:300]
    audit.record("ended on the record", actor, fact.person, now, kind=fact.kind, about=fact.subject, reason=reason)
    db.session.flush()
    return fact
