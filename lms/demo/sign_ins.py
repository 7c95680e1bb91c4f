"""The seven people whom a visitor to the demo union may be, and the password that they share."""

import secrets
from datetime import datetime
from pathlib import Path

from flask import Flask

from lms import keys
from lms.db import db
from lms.demo.cast import ADMINISTRATOR, AUTHOR, FACILITATOR, REP, STRANGER, TRAINEE
from lms.demo.people import named
from lms.people.accounts import open_account

SIGN_INS = (
    ("admin@demo.example", "runs the programme"),
    ("facilitator@demo.example", "leads courses and marks"),
    ("author@demo.example", "writes the course material"),
    ("officer@demo.example", "looks after a region"),
    ("trainee@demo.example", "is half-way through the course"),
    ("rep@demo.example", "is accredited, and has something to read"),
    ("stranger@demo.example", "a member who has not begun"),
)
PEOPLE = (ADMINISTRATOR, FACILITATOR, AUTHOR, "Catrin Beddoe", TRAINEE, REP, STRANGER.name)


def demo_password(app: Flask) -> str:
    """The password of the demo sign-ins: from the setting, else made once and kept."""
    given = app.config["DEMO_PASSWORD"]
    if given:
        return str(given)
    words = lambda: "-".join(secrets.token_hex(2) for _ in range(3)).encode()  # noqa: E731
    return keys.kept(Path(app.config["DATA"]) / "demo-password", words).decode()


def open_sign_ins(password_hash: str, now: datetime) -> None:
    for (email, _), name in zip(SIGN_INS, PEOPLE, strict=True):
        open_account(named(name), email, password_hash=password_hash, now=now)
    db.session.commit()
