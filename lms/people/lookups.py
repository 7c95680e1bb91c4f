"""Finding persons, and what their membership was on a day."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from lms.db import db
from lms.people.models import Account, MembershipStatus, OneTimeLink, Person, UnionRole
from lms.people.searching import search


def find_person(person_id: int) -> Person | None:
    return db.session.get(Person, person_id)


def person_by_number(membership_number: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.membership_number == membership_number))


def person_by_email(email: str) -> Person | None:
    """The person with this address, if it is one person's alone."""
    found = db.session.scalars(select(Person).where(Person.email == email.strip().casefold()).limit(2)).all()
    return found[0] if len(found) == 1 else None


def search_people(words: str, limit: int = 20) -> list[Person]:
    """By the beginnings of words of the name, of the membership number, the e-mail address, the employer's name."""
    found = search(words)
    if found is None:
        return []
    ids = [row.id for row in db.session.execute(found.statement.order_by(*found.order).limit(limit))]
    return list(db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.folded_name, Person.id)))


def status_on(person_ids: Iterable[int], day: date) -> dict[int, str]:
    """Each person's membership status as it stood that day; "none" before the first that is known."""
    ids = set(person_ids)
    rows = db.session.execute(
        select(MembershipStatus.person_id, MembershipStatus.status)
        .where(MembershipStatus.person_id.in_(ids), MembershipStatus.since <= day)
        .order_by(MembershipStatus.since, MembershipStatus.id)
    ).all()
    return dict.fromkeys(ids, "none") | dict(rows)


def administrators() -> list[Person]:
    return _holding("administrator")


def authors() -> list[Person]:
    """Who writes the course material."""
    return _holding("author")


def _holding(role: str) -> list[Person]:
    held = select(UnionRole.person_id).where(UnionRole.role == role, UnionRole.ended_at.is_(None))
    return list(db.session.scalars(select(Person).where(Person.id.in_(held)).order_by(Person.folded_name)))


def account_by_email(email: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.email == email.strip().casefold()))


def account_of(person: Person) -> Account | None:
    return db.session.scalar(select(Account).where(Account.person_id == person.id))


def accounts_of(person_ids: Iterable[int]) -> dict[int, Account]:
    found = db.session.scalars(select(Account).where(Account.person_id.in_(set(person_ids))))
    return {account.person_id: account for account in found}


def invited(now: datetime) -> list[tuple[Person, OneTimeLink]]:
    """Who has an invitation that she hasn't used yet, the newest first."""
    found = db.session.execute(
        select(Person, OneTimeLink)
        .join(OneTimeLink, OneTimeLink.person_id == Person.id)
        .where(OneTimeLink.purpose == "invite", OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now)
        .order_by(OneTimeLink.created_at.desc())
    )
    return [(person, link) for person, link in found]
