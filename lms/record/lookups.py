"""What persons hold, and held on a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select

from lms.db import db
from lms.record.models import Fact
from lms.record.rules import holds_on


def facts_of(person_ids: Iterable[int], kinds: Iterable[str] | None = None) -> dict[int, list[Fact]]:
    """All facts of each person, those that have ended too, oldest first."""
    ids = set(person_ids)
    found = select(Fact).where(Fact.person_id.in_(ids)).order_by(Fact.since, Fact.id)
    if kinds is not None:
        found = found.where(Fact.kind.in_(list(kinds)))
    facts: dict[int, list[Fact]] = {person_id: [] for person_id in ids}
    for fact in db.session.scalars(found):
        facts[fact.person_id].append(fact)
    return facts


def link_members_on(person_ids: Iterable[int], day: date) -> dict[int, Fact]:
    """Who was a link member on that day, or had that condition waived: the fact that says so."""
    found = db.session.scalars(
        select(Fact)
        .where(
            Fact.person_id.in_(set(person_ids)),
            or_(Fact.kind == "link member", (Fact.kind == "waiver") & (Fact.subject == "link member")),
        )
        .order_by(Fact.kind.desc(), Fact.since, Fact.id)  # a waiver first, so that the fact itself replaces it
    )
    return {fact.person_id: fact for fact in found if holds_on(day, fact.since, fact.until, fact.ended_on)}


def fact_on(person_id: int, kind: str, subject: str, day: date) -> Fact | None:
    """The fact of this kind that holds of her on that day."""
    facts = facts_of([person_id], [kind])[person_id]
    holding = [f for f in facts if f.subject == subject and holds_on(day, f.since, f.until, f.ended_on)]
    return holding[-1] if holding else None
