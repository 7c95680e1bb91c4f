"""Letting somebody in: a guest or a colleague by invitation, the first administrator by a printed link."""

from datetime import datetime

from sqlalchemy import select

from lms import audit, mail
from lms.db import db
from lms.people.accounts import open_account, set_password
from lms.people.links import LASTS, make_link, spend
from lms.people.lookups import account_of, person_by_email
from lms.people.models import Account, OneTimeLink, Person, UnionRole
from lms.people.operations import ROLES, add_person, grant_role, rename_person, set_email
from lms.refusal import Refusal

INVITED_AS = {
    "administrator": "You run the courses: members, dates, places, decisions and certificates.",
    "facilitator": "You lead courses and mark case studies. The administrator puts you on a run.",
    "officer": "You look after reps in a region. The administrator names the region.",
    "author": "You write the course material: you check it, see it as trainees will, and publish it.",
}


def invite(email: str, *, name: str = "", role: str, actor, now: datetime) -> Person:
    """A mail with a link to set a password goes to her; whoever isn't known yet is written down as a guest."""
    if role not in INVITED_AS:
        raise Refusal(f"“{role}” is not one of {', '.join(INVITED_AS)}.", field="role")
    email = email.strip().casefold()
    person = _account_holder(email) or person_by_email(email)
    if person is None:
        if not name.strip():
            raise Refusal("We don't know this address yet. Give the person's name too.", field="name")
        person = add_person(name=name, email=email, source="invitation", actor=actor, now=now)
    account = account_of(person) or open_account(person, email, now=now)
    if role in ROLES and not _holds(person, role):
        grant_role(person, role, actor=actor, now=now)
    if account.password_hash is None:
        token = make_link(person, "invite", account.email, now=now)
        mail.post(
            "people/invitation", account.email, "An invitation to the courses", now=now, to_label=person.name,
            until=now + LASTS["invite"], name=person.known_as, role=role, meaning=INVITED_AS[role],
            link=mail.address(f"/link/{token}"), by=actor.audit_label,
        )
    audit.record("invited", actor, person, now, role=role)
    return person


def first_administrator(*, actor, now: datetime) -> str:
    """The token with which the first administrator gives her name and sets a password; the one before stops."""
    waiting = db.session.scalar(
        select(Person)
        .join(UnionRole, UnionRole.person_id == Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(UnionRole.role == "administrator", UnionRole.ended_at.is_(None), Account.id.is_(None))
        .order_by(Person.id)
        .limit(1)
    )
    if waiting is None:
        waiting = add_person(name="First administrator", source="first run", actor=actor, now=now)
        grant_role(waiting, "administrator", actor=actor, now=now)
    return make_link(waiting, "setup", "", now=now)


def settle_first(link: OneTimeLink, name: str, email: str, password_hash: str, *, now: datetime) -> Account:
    """The first administrator says who she is."""
    person = db.session.get_one(Person, link.person_id)
    rename_person(person, name, actor=person, now=now)
    set_email(person, email)
    spend(link, now=now)
    return open_account(person, email, password_hash=password_hash, now=now)


def let_in(link: OneTimeLink, password_hash: str, *, now: datetime) -> Account:
    """The password that she chose through her link: her account is opened, or gets the new password."""
    person = db.session.get_one(Person, link.person_id)
    spend(link, now=now)
    account = account_of(person)
    if account is None:
        return open_account(person, link.email, password_hash=password_hash, now=now)
    set_password(account, password_hash, now=now)
    return account


def _account_holder(email: str) -> Person | None:
    account = db.session.scalar(select(Account).where(Account.email == email))
    return account.person if account else None


def _holds(person: Person, role: str) -> bool:
    return db.session.scalar(
        select(UnionRole.id).where(
            UnionRole.person_id == person.id, UnionRole.role == role, UnionRole.ended_at.is_(None)
        )
    ) is not None
