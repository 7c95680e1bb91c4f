"""Sign-in addresses that a members' file would change: a person decides each."""

from datetime import datetime

from lms import audit
from lms.db import db
from lms.people.addresses import take_address
from lms.people.lookups import account_of
from lms.people.operations import set_email
from lms.record.models import AddressChange
from lms.refusal import Refusal


def take_change(change: AddressChange, *, actor, now: datetime) -> None:
    """She signs in with the new address from now on; the old one is told."""
    _decide(change, "taken", actor, now)
    account = account_of(change.person)
    if account is None:
        set_email(change.person, change.email)
    else:
        take_address(account, change.email, actor=actor, now=now)
    db.session.flush()


def keep_old(change: AddressChange, *, actor, now: datetime) -> None:
    """The old address stays; the same new one isn't asked about again."""
    _decide(change, "kept", actor, now)
    audit.record("kept the sign-in address", actor, change.person, now)
    db.session.flush()


def _decide(change: AddressChange, decision: str, actor, now: datetime) -> None:
    db.session.refresh(change, with_for_update=True)
    if change.decision is not None:
        raise Refusal(f"{change.decided_by} has decided this already.", code="decided already")
    change.decision, change.decided_at, change.decided_by = decision, now, actor.audit_label[:120]
