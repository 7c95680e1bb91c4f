"""What stands around every request of a program, and the document that describes them all."""

from collections.abc import Callable
from dataclasses import dataclass

import flask_smorest
from flask import Flask, current_app, g, request
from flask_smorest import etag as smorest_etags
from sqlalchemy.exc import IntegrityError
from webargs.core import is_json

from lms import clock
from lms.db import begin_reading, begin_writing
from lms.web import errors
from lms.web.access import MembershipNumber, Number
from lms.web.api import problems, reference, repeats
from lms.web.api.describing import Describing
from lms.web.api.doors import Door
from lms.web.api.limits import Tally
from lms.web.api.problems import Problem, by_program
from lms.web.api.whose import Token
from lms.web.forms import LARGEST

STRANGERS = 60  # requests a minute from one address without a token
INTRODUCTION = """\
Each act that a person can do at a page, done by a program: the same shapes, the same rules, the same refusals.

**Token.** Send `Authorization: Bearer …`. You make tokens at *Your account, Tokens*; one has your rights, \
or only your right to read. On the server, `lms accounts token EMAIL` prints one for a day.

**Bodies** are JSON in UTF-8. Blank is the same as left out, days lie in the years 1900 to 2100, text has no \
control sign NUL, and a field that isn't in the document is refused.

**Lists** answer `items` and `next`, the address of what follows. **Two at once:** where a change could be \
lost, read the `ETag` and send it back as `If-Match`. **Sent twice:** give a POST an `Idempotency-Key` of your \
own making, and the same request within a day is answered again and not done again.

**Every no** is problem details (RFC 9457): `detail` for a person, `code` for a program, `errors` for the fields.\
"""


@dataclass(frozen=True)
class Frame:
    """What the frame of one application keeps."""

    documents: "Documents"
    tally: Tally


class Documents(flask_smorest.Api):
    """The OpenAPI document; it leaves the application's error pages alone."""

    ERROR_SCHEMA = problems.ProblemDetails
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        pass

    def _register_responses(self) -> None:
        self.DEFAULT_RESPONSE_CONTENT_TYPE = problems.MEDIA_TYPE
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE

    def _register_pagination_header(self) -> None:
        pass  # lists go by `next`

    def add(self, door: Door) -> None:
        self.register_blueprint(door)
        self.spec._tags[-1] = {"name": door.title, "description": door.description}


def init_api(app: Flask, whose: Callable[[str], Token]) -> None:
    """Who asks and how often, before anything else looks; `whose` finds a token's owner, or raises Problem."""
    app.config.update(API_TITLE="Tolpuddle", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    documents = Documents(app, spec_kwargs={
        "info": {"description": INTRODUCTION}, "security": [{"token": []}],
        "marshmallow_plugin": Describing(),
    })
    documents.register_converter(Number, lambda _: {"type": "integer", "minimum": 0, "maximum": LARGEST})
    documents.register_converter(MembershipNumber, lambda _: {"type": "string", "minLength": 1})
    documents.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for name, parameter in SHARED.items():
        documents.spec.components.parameter(name, "header", parameter, lazy=True)
    app.extensions["lms.api"] = Frame(documents, Tally())
    app.extensions["lms.whose"] = whose
    app.register_blueprint(reference.pages)
    app.before_request(_before)
    app.register_error_handler(Problem, _answered)
    app.register_error_handler(IntegrityError, _not_unique)


def open_doors(app: Flask, doors: list[Door]) -> None:
    """Hang the rooms' doors; comes after the gate, so that what was answered before isn't answered past it."""
    for door in doors:
        app.extensions["lms.api"].documents.add(door)
    app.before_request(_repeated)
    app.after_request(_after)  # the last comes first: an answer is kept before it is made small


SHARED = {"IDEMPOTENCY_KEY": {
    "name": "Idempotency-Key", "required": False,
    "description": "Of your own making, 8 to 100 signs: the same request with it is done once.",
    "schema": {"type": "string", "minLength": 8, "maxLength": 100, "pattern": "^[!-~]*$"},
}, "IF_MATCH_HEEDED": {
    "name": "If-Match", "required": False, "description": "The tag that you read, if only that may be changed.",
    "schema": {"type": "string"},
}}
# The library's header says that a tag is needed where it is only useful.
smorest_etags.IF_NONE_MATCH_HEADER |= {"required": False}


def token_asking() -> Token | None:
    """The token of the program that asks, looked up once; raises Problem for one that doesn't count."""
    if "token" not in g:
        kind, _, text = request.headers.get("Authorization", "").partition(" ")
        g.token = current_app.extensions["lms.whose"](text.strip()) if kind.casefold() == "bearer" else None
    return g.token


def _before():
    """Who asks, how often, whether she may change things, and whether she asked the same before."""
    if not by_program() or request.method == "OPTIONS":
        return None
    now, frame = clock.now(), current_app.extensions["lms.api"]
    writes = request.method not in ("GET", "HEAD")
    try:
        token = token_asking()
    except Problem:
        frame.tally.count(f"address {request.remote_addr}", STRANGERS, now)
        raise
    if token is None:
        frame.tally.count(f"address {request.remote_addr}", STRANGERS, now)
    else:
        frame.tally.count(token.whose, current_app.config["API_LIMIT"], now)
        if writes and token.read_only:
            raise Problem("read-only")
        _receive()
    if writes:
        begin_writing()
    return None


def _receive() -> None:
    """What is sent comes in before anybody is kept from writing: a slow sender holds nobody up."""
    _schema, location = getattr(current_app.view_functions.get(request.endpoint), "takes", (None, ""))
    if location == "json" and is_json(request.mimetype):
        request.get_data(cache=True)


def _unasked() -> None:
    """What an address has no use for is a mistake of the program, and isn't passed over in silence."""
    view = current_app.view_functions[request.endpoint]
    wrong = [] if hasattr(view, "asks") else [
        (f"query.{name}", "There is no such field here") for name in request.args
    ]
    if request.method in ("POST", "PUT", "PATCH", "DELETE") and not hasattr(view, "takes"):
        if request.get_data(cache=True).strip() not in (b"", b"{}"):
            wrong.append(("body", "Nothing is read here: send no body"))
    if wrong:
        raise Problem("invalid", errors=wrong)


def _repeated():
    if by_program() and request.endpoint:
        _unasked()
    token = token_asking() if by_program() else None
    return repeats.answer_again(token.whose, clock.now()) if token else None


def _after(response):
    return repeats.keep_answer(response) if by_program() else response


def _answered(problem: Problem):
    begin_reading()
    return problem.answer()


def _not_unique(error: IntegrityError):
    """Two requests with one key at once: the second is told what the first was."""
    if by_program() and "uq_repeat_key" in str(error.orig):
        again = repeats.too_late()
        if again is not None:
            return again
    return errors.unexpected(error)
