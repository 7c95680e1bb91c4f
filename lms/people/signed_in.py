"""Who is signed in: the session holds the account's id and its stamp, and a new stamp ends it."""

from collections.abc import Mapping

from flask import Flask, current_app, g, session
from flask_login import LoginManager, current_user
from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import contains_eager

from lms import clock
from lms.db import db
from lms.people.models import Account, Person


def init_sign_in(app: Flask, roles: Mapping[str, ColumnElement[bool]]) -> None:
    """`roles` are the tests of what a Person is :now, on :today; they are asked with her account, in one statement."""
    manager = LoginManager()
    manager.session_protection = None  # a phone changes its address all day
    manager.init_app(app)
    manager.user_loader(_load)
    app.extensions["lms.signed_in"] = list(roles), (
        select(Account, *roles.values()).join(Account.person).options(contains_eager(Account.person))
        .where(Account.id == bindparam("account"))
    )


def person_asking() -> Person | None:
    user = current_user._get_current_object()
    return user.person if user.is_authenticated else None


def _load(session_id: str) -> Account | None:
    number, _, stamp = session_id.partition(":")
    if not number.isdigit():
        return None
    names, statement = current_app.extensions["lms.signed_in"]
    now = clock.now()
    asked = {"account": int(number), "now": now, "today": clock.today(now)}
    account, *held = db.session.execute(statement, asked).one_or_none() or (None,)
    if account is None or account.stamp != stamp:
        return None
    g.roles = frozenset(name for name, holds in zip(names, held, strict=True) if holds)
    _stay_signed_in(asked["today"].isoformat())
    return account


def _stay_signed_in(day: str) -> None:
    """Her cookie lasts two weeks from the last day on which she came; it is written anew once that day."""
    if session.permanent and session.get("day") != day:
        session["day"] = day
