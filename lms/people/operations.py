"""Persons, their membership and the roles that reach the whole union: what is done to them."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit
from lms.clock import today
from lms.db import db
from lms.people.lookups import status_on
from lms.people.models import STATUSES, MembershipStatus, Person, UnionRole, folded
from lms.people.searching import index_people
from lms.refusal import Refusal

ROLES = ("administrator", "author")


def add_person(
    *, name: str, known_as: str = "", email: str | None = None, membership_number: str | None = None,
    status: str = "none", since: date | None = None, source: str, actor, now: datetime,
) -> Person:
    """Write somebody down; a guest has no membership number and the status "none"."""
    person = Person(**person_row(
        name=name, known_as=known_as, email=email, membership_number=membership_number, now=now,
    ))
    try:
        with db.session.begin_nested():
            db.session.add(person)
            db.session.flush()
    except IntegrityError:
        raise Refusal(
            f"Somebody has the membership number {membership_number} already.",
            field="membership_number", code="number taken",
        ) from None
    index_people([person.id])
    if status != "none":
        since = since or today(now)
        _write_status(person, status, since, source, now)
        person.membership_status = status if since <= today(now) else "none"
    audit.record("added", actor, person, now, source=source)
    return person


def person_row(
    *, name: str, known_as: str = "", email: str | None = None, membership_number: str | None = None,
    status: str = "none", folded_name: str | None = None, now: datetime,
) -> dict:
    """What is written down of somebody new, as the columns hold it."""
    name = " ".join(name.split())
    return {
        "name": name, "known_as": known_as.strip() or first_name(name),
        "folded_name": folded_name or folded(name)[:120],
        "email": email.strip().casefold() if email else None, "membership_number": membership_number or None,
        "membership_status": status, "created_at": now,
    }


def first_name(name: str) -> str:
    """What she is called where nobody has said otherwise."""
    return name.split()[0][:60]


def rename_person(person: Person, name: str, *, actor, now: datetime) -> None:
    """Her name as the union now has it; what was printed with the old one stays."""
    before, person.name = person.name, " ".join(name.split())
    if person.known_as == first_name(before):
        person.known_as = first_name(person.name)
    person.folded_name = folded(person.name)[:120]
    index_people([person.id])
    audit.record("renamed", actor, person, now, before=before)


def set_email(person: Person, email: str | None) -> None:
    """The address that the union writes to; whoever she signs in as is her account's."""
    person.email = email.strip().casefold() if email else None
    index_people([person.id])


def set_membership(person: Person, status: str, *, since: date, source: str, actor, now: datetime) -> bool:
    """From that day on her membership is this; whether that changed anything."""
    if status not in STATUSES:
        raise Refusal(f"“{status}” is not a membership status.", field="status")
    if status_on([person.id], since)[person.id] == status:
        return False
    before = person.membership_status
    _write_status(person, status, since, source, now)
    person.membership_status = status_on([person.id], today(now))[person.id]
    db.session.flush()
    audit.record("changed the membership", actor, person, now, before=before, status=status, since=since.isoformat())
    return True


def _write_status(person: Person, status: str, since: date, source: str, now: datetime) -> None:
    db.session.add(
        MembershipStatus(person_id=person.id, status=status, since=since, recorded_at=now, source=source[:120])
    )
    db.session.flush()


def grant_role(person: Person, role: str, *, actor, now: datetime) -> UnionRole:
    if role not in ROLES:
        raise Refusal(f"“{role}” is not a role that reaches the whole union.", field="role")
    granted = UnionRole(person_id=person.id, role=role, granted_at=now, granted_by=actor.audit_label[:120])
    try:
        with db.session.begin_nested():
            db.session.add(granted)
            db.session.flush()
    except IntegrityError:
        raise Refusal(f"{person.name} is {_an(role)} already.", code="held already") from None
    audit.record("granted a role", actor, person, now, role=role)
    return granted


def end_role(person: Person, role: str, *, actor, now: datetime) -> None:
    """She has the role no longer; the last administrator can't be ended."""
    held = db.session.scalars(
        select(UnionRole).where(UnionRole.role == role, UnionRole.ended_at.is_(None)).with_for_update()
    ).all()
    hers = next((each for each in held if each.person_id == person.id), None)
    if hers is None:
        raise Refusal(f"{person.name} is not {_an(role)}.", code="not held")
    if role == "administrator" and len(held) == 1:
        raise Refusal(f"{person.name} is the only {role}. Make somebody else one first.", code="the last one")
    hers.ended_at = now
    audit.record("ended a role", actor, person, now, role=role)


def _an(role: str) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"
