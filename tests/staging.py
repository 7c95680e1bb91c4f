"""What many tests begin with is made once, and laid out from a copy of the database for all but the first."""

import inspect
from collections.abc import Callable


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
