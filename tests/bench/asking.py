"""Asking the app for a page: as a WSGI server does, and with the cookie of whoever is signed in."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import EnvironBuilder

from lms.db import db
from lms.people.models import Account

COOKIE = "tolpuddle"
ACCEPTED = "br, gzip"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def cookie_of(app: Flask, who: str | None) -> str:
    """What her browser sends once she has signed in."""
    if who is None:
        return ""
    with app.app_context():
        kept = db.session.scalars(select(Account).where(Account.email == who)).one().get_id()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = kept, True
    client.get("/account")  # a browser keeps the token of forms that its first page brought, and isn't sent it anew
    return f"{COOKIE}={client.get_cookie(COOKIE).value}"


class Asking:
    """A request that can be made again and again, without the costs of a test client."""

    def __init__(self, app: Flask, address: str, cookie: str = "", accepted: str = ACCEPTED):
        headers = {"Accept-Encoding": accepted, "Host": "localhost"} | ({"Cookie": cookie} if cookie else {})
        builder = EnvironBuilder(path=address.partition("?")[0], query_string=address.partition("?")[2],
                                 headers=headers, base_url="http://localhost")
        self._app, self._environ = app, builder.get_environ()
        builder.close()

    def __call__(self) -> Answer:
        told: list = []
        environ = self._environ | {"wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO()}
        parts = self._app(environ, lambda status, headers, _problem=None: told.append((status, headers)))
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        status, headers = told[0]
        return Answer(int(status.split()[0]), dict(headers), body)


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Every statement that the database gets while this is open; BEGIN and COMMIT don't count."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
