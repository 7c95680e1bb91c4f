"""Who is signed in: the session holds the account's id and its stamp, and a new stamp ends it."""

from flask import Flask
from flask_login import LoginManager, current_user

from lms.db import db
from lms.people.models import Account, Person


def init_sign_in(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None  # a phone changes its address all day
    manager.init_app(app)
    manager.user_loader(_load)


def person_asking() -> Person | None:
    return current_user.person if current_user.is_authenticated else None


def _load(session_id: str) -> Account | None:
    number, _, stamp = session_id.partition(":")
    account = db.session.get(Account, int(number)) if number.isdigit() else None
    return account if account is not None and account.stamp == stamp else None



