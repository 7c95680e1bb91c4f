"""What many tests begin with is made once, and laid out from a copy of the database for all but the first."""

import inspect
import io
import pickle
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from functools import wraps

from lms.db import begin_writing, db

PLAIN = (str, int, date, type(None))
_under = []  # the application of the test that runs, and its database


@contextmanager
def over(app, database):
    _under.append((app, database))
    yield
    _under.pop()


def staged(made: Callable) -> Callable:
    """For a fixture: what it returns and writes to the database is kept, for each engine, and not made again.

        @pytest.fixture
        @staged
        def course(writing): …

    It has to commit all that it writes (`with writing():`), and to return what can be pickled; it may move the clock,
    and leaves nothing else behind: no setting, no file. Over anything but an empty database or another stage, it is
    made as if it weren't staged.
    """
    asked = inspect.signature(made).parameters
    name = f"{made.__module__}.{made.__qualname__}"

    def fixture(house, app, **given):
        given |= {each: there for each, there in (("house", house), ("app", app)) if each in asked}
        return house[1].stage(name, app.config["CLOCK"], lambda: made(**given))

    named = [each for each in asked.values() if each.name not in ("house", "app")]
    first = [inspect.Parameter(each, inspect.Parameter.POSITIONAL_OR_KEYWORD) for each in ("house", "app")]
    fixture.__signature__ = inspect.Signature([*first, *named])
    fixture.__name__, fixture.__qualname__, fixture.__doc__ = made.__name__, made.__qualname__, made.__doc__
    fixture.__module__ = made.__module__
    return fixture


def staged_noun(made: Callable) -> Callable:
    """For a noun of tests/make.py and its like: staged where it is the first thing that a test writes.

    Nothing changes for who calls it, in a writing context, but that it is committed already.
    """

    @wraps(made)
    def noun(*args, **named):
        if not _under or not _plain([*args, *named.values()]) or db.session.new:
            return made(*args, **named)
        app, database = _under[-1]
        if not database.is_known:
            return made(*args, **named)

        def begun() -> bytes:
            with app.app_context():
                begin_writing()
                kept = _kept(made(*args, **named))
                db.session.commit()
                return kept

        name = f"{made.__module__}.{made.__qualname__}{args}{sorted(named.items())}"
        return _Reviving(io.BytesIO(database.stage(name, app.config["CLOCK"], begun))).load()

    return noun


def _plain(values) -> bool:
    return all(isinstance(each, PLAIN) or (isinstance(each, list | tuple) and _plain(each)) for each in values)


def _kept(result: object) -> bytes:
    """With its rows by their keys only: whoever lays it out has a session of her own."""
    db.session.flush()
    kept = io.BytesIO()
    _Keeping(kept).dump(result)
    return kept.getvalue()


class _Keeping(pickle.Pickler):
    def persistent_id(self, each):
        return (type(each), db.inspect(each).identity) if isinstance(each, db.Model) else None


class _Reviving(pickle.Unpickler):
    def persistent_load(self, row):
        return db.session.get(*row)
