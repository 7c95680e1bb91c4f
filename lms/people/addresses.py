"""Signing in with another address: she asks and confirms it from there, or the administrator takes it over."""

from datetime import datetime

from lms import mail
from lms.db import db
from lms.people.accounts import change_address
from lms.people.links import LASTS, make_link, spend
from lms.people.lookups import account_by_email, account_of
from lms.people.models import Account, OneTimeLink, Person
from lms.refusal import Refusal


def ask_for_address(account: Account, email: str, *, now: datetime) -> None:
    """A link goes to the new address; until it is opened the old one counts."""
    email = email.strip().casefold()
    if email == account.email:
        raise Refusal("That is the address that you have.", field="email", code="same address")
    if account_by_email(email) is not None:
        raise Refusal(
            "That address can't be used here. Choose another, or ask us.", field="email", code="address taken"
        )
    token = make_link(account.person, "address", email, now=now)
    mail.post(
        "people/confirm-address", email, "Confirm your new address", now=now, to_label=account.person.name,
        until=now + LASTS["address"], name=account.person.known_as, link=mail.address(f"/link/{token}"),
    )


def confirm_address(link: OneTimeLink, *, now: datetime) -> None:
    """The new address was shown to be hers: it counts, and the old one is told."""
    person = db.session.get_one(Person, link.person_id)
    account = account_of(person)
    if account is None:
        raise Refusal("There is no sign-in to change.", code="no account")
    spend(link, now=now)
    take_address(account, link.email, actor=person, now=now)


def take_address(account: Account, email: str, *, actor, now: datetime) -> None:
    """She signs in with the new address; the old one is told, so that nobody takes an account unseen."""
    before = change_address(account, email, actor=actor, now=now)
    mail.post(
        "people/address-changed", before, "Your sign-in address has changed", now=now,
        to_label=account.person.name, name=account.person.known_as, by_herself=actor.id == account.person_id,
    )
