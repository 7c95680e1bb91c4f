"""A step: a function called in an app context and a session of its own."""

import logging
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import OperationalError

log = logging.getLogger("lms.jobs")


def run_step(app: Flask, function: Callable, *args, **kwargs):
    """Call it; what it didn't commit is undone when it returns."""
    with app.app_context():
        return function(*args, **kwargs)


def may_pass(error: BaseException) -> bool:
    """Whether trying again may help by itself: the database was locked, or away."""
    return isinstance(error, OperationalError)
