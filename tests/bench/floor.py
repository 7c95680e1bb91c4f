"""The app with two pages of the bench's own: what any answer costs, and what any page of this app costs."""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from itertools import count

from flask import Flask, render_template

from lms import create_app
from lms.web import public, signed_in
from tests.bench.union import NOW

PLAIN_TEXT, EMPTY_PAGE = "/bench/text", "/bench/page"
EMPTY = '{% extends "base.html" %}{% block title %}Empty{% endblock %}{% block main %}<h1>Empty</h1>{% endblock %}'


def measured_app(**settings) -> Flask:
    """The app as it is served, with the floors, at the moment that the union was made for."""
    app = create_app(settings)
    app.config["CLOCK"] = _since(NOW)
    app.add_url_rule(PLAIN_TEXT, "bench.text", public(lambda: "Nothing to see.\n"))
    app.wsgi_app = _from_many(app.wsgi_app)
    empty = app.jinja_env.from_string(EMPTY)  # compiled once, as every page is
    app.add_url_rule(EMPTY_PAGE, "bench.page", signed_in(lambda: render_template(empty)))
    return app


def _from_many(answer):
    """Each request comes from another address: one that checks codes all day would be told to wait."""
    addresses = map(IPv4Address, count(int(IPv4Address("10.0.0.1"))))

    def asked(environ, start_response):
        return answer(environ | {"REMOTE_ADDR": str(next(addresses))}, start_response)

    return asked


def _since(began: datetime):
    """A clock that goes on from there."""
    ahead: timedelta = began - datetime.now(UTC)
    return lambda: datetime.now(UTC) + ahead
