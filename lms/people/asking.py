"""Asking for a link or trying a password: who gets what, and how often it may be tried."""

from datetime import datetime, timedelta

from lms import jobs, throttle
from lms.clock import say_time
from lms.people.lookups import account_by_email, person_by_email
from lms.refusal import Refusal

QUARTER, HOUR = timedelta(minutes=15), timedelta(minutes=60)
# kind: how many tries, within what; an address is a whole office's, so it may try more often.
LIMITS = {
    "password, account": (10, QUARTER),
    "password, address": (60, QUARTER),
    "link, account": (3, HOUR),
    "link, address": (30, HOUR),
}


def ask_for_link(email: str, address: str, *, now: datetime) -> None:
    """Have her link sent, if this is the address of somebody who may sign in; the caller can't tell which."""
    _count("link, address", address, now)
    sent_too_often = throttle.wait_needed("link, account", email, *LIMITS["link, account"], now)
    if not sent_too_often:  # else whoever goes on asking would never get another
        throttle.count("link, account", email, now)
    person_id, purpose = (0, "first") if sent_too_often else _meant(email)
    jobs.enqueue("people.send-link", person_id=person_id, purpose=purpose)


def _meant(email: str) -> tuple[int, str]:
    """The person's id and what the link is for; 0 for nobody."""
    account = account_by_email(email)
    if account is not None:
        return account.person_id, "reset" if account.password_hash else "first"
    person = person_by_email(email)
    if person is None or person.membership_status in ("none", "left", "expelled"):
        return 0, "first"
    return person.id, "first"


def count_password_try(email: str, address: str, *, now: datetime) -> None:
    """Count a try before it is looked at; raises Refusal when there were too many."""
    for kind, key in (("password, address", address), ("password, account", email)):
        _count(kind, key, now)


def forget_password_tries(email: str) -> None:
    throttle.forget("password, account", email)


def _count(kind: str, key: str, now: datetime) -> None:
    wait = throttle.wait_needed(kind, key, *LIMITS[kind], now)
    if wait is not None:
        what = "Or ask for a new password: a link lets you in at once." if kind == "password, account" else ""
        raise Refusal(
            f"That was tried too often. You can try again at {say_time(now + wait)}. {what}".strip(), code="too often"
        )
    throttle.count(kind, key, now)
