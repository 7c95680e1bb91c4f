"""Addresses and templates, without what Flask and Jinja work out anew for each page."""

from functools import lru_cache

import flask
from flask import Flask, current_app, has_request_context, request
from flask.templating import Environment

KEPT = 10_000


class Pages(Environment):
    """The templates; all of them know the same global names."""

    def make_globals(self, d):
        # With a map of their own, each import on each page is a comparison of all global names.
        return super().make_globals(d) if d else self.globals


def init_addresses(app: Flask) -> None:
    app.extensions["lms.addresses"] = lru_cache(maxsize=KEPT)(_made)
    app.jinja_env.globals["url_for"] = url_for


def url_for(endpoint: str, **values) -> str:
    """Flask's own, but each address is built once."""
    if endpoint.startswith(".") or not has_request_context():
        return flask.url_for(endpoint, **values)
    # True is equal to 1, and isn't the same address.
    if any(type(value) not in (str, int) for value in values.values()):
        return flask.url_for(endpoint, **values)
    return current_app.extensions["lms.addresses"](request.script_root, endpoint, *values.items())


def _made(_root: str, endpoint: str, *values) -> str:
    return flask.url_for(endpoint, **dict(values))
