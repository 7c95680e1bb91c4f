"""Every no to a program in one shape: problem details (RFC 9457), with the field and the remedy."""

import json
import logging
import secrets
from dataclasses import dataclass

from flask import Response, g, request, url_for
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException

from lms.refusal import Refusal

log = logging.getLogger("lms")
PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A sort of problem, as the reference explains it."""

    status: int
    title: str
    meaning: str


KINDS = {
    "unreadable": Kind(400, "The request can't be read", "It isn't JSON in UTF-8, or not HTTP as we understand it."),
    "no-token": Kind(401, "A token is needed", "There is no token, or it was revoked, has run out or was mistyped. "
                     "Make one at Your account, Tokens."),
    "read-only": Kind(403, "This token only reads", "It was made to read only. Make another for what changes things."),
    "not-found": Kind(404, "There is no such thing", "There is none, or it isn't yours to see; we don't say which."),
    "wrong-method": Kind(405, "That can't be done here", "The address is right and the method isn't; "
                         "`Allow` says which ones are."),
    "in-progress": Kind(409, "The same request is being worked on", "Another with this `Idempotency-Key` came first. "
                        "Ask again when `Retry-After` has passed."),
    "answer-lost": Kind(409, "It was done, and its answer is lost", "The same request with this `Idempotency-Key` was "
                        "carried out, and broke off before it was answered. Read what it was about."),
    "changed": Kind(412, "It has changed since you read it", "`If-Match` doesn't fit. Read it again, "
                    "bring your change in, and send it with the new `ETag`."),
    "too-large": Kind(413, "That is too large", "The detail says what the limit is."),
    "wrong-type": Kind(415, "That is the wrong kind of content", "The detail says which `Content-Type` is needed."),
    "invalid": Kind(422, "Something needs putting right", "The shape is wrong: `errors` names each field "
                    "and says what it needs. Nothing was changed."),
    "refused": Kind(422, "The rules don't allow it", "The act was understood and may not be done now: the detail "
                    "says why in words for a person, `code` for a program. Nothing was changed."),
    "key-reused": Kind(422, "This key belongs to another request", "The `Idempotency-Key` was used before with "
                       "another address or body. Take a new key for a new request."),
    "no-tag": Kind(428, "Say which version you mean", "Send `If-Match` with the `ETag` that you read, so that "
                   "nobody's change is lost."),
    "too-many": Kind(429, "Too many requests", "Wait for `Retry-After` seconds."),
    "broken": Kind(500, "Something went wrong on our side", "It was logged under the id in the detail. "
                   "The detail also says whether the act was done."),
}
BY_STATUS = {400: "unreadable", 401: "no-token", 403: "read-only", 404: "not-found", 405: "wrong-method",
             413: "too-large", 415: "wrong-type", 429: "too-many"}


class FieldProblem(Schema):
    """What is wrong with one field."""

    field = fields.String(required=True, metadata={
        "description": "Where: `body.due_on`, `query.limit`, `header.If-Match`."})
    detail = fields.String(required=True, metadata={"description": "What it needs."})


class ProblemDetails(Schema):
    """Why a request wasn't carried out, after RFC 9457."""

    type = fields.Url(required=True, metadata={"description": "The kind of problem: a page that explains it."})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(metadata={"description": "What happened here and what to do, for a person."})
    code = fields.String(required=True, metadata={"description": "The same for a program; it stays as it is."})
    errors = fields.List(fields.Nested(FieldProblem), metadata={"description": "The fields that need putting right."})


class Problem(Exception):
    """A request that can't be carried out; `errors` are (field, sentence) pairs."""

    def __init__(self, kind: str, detail: str = "", *, code: str = "", errors=(), headers: dict | None = None):
        super().__init__(detail or kind)
        self.kind, self.detail, self.code = kind, detail, code or kind
        self.errors, self.headers = list(errors), headers or {}

    def answer(self) -> Response:
        kind = KINDS[self.kind]
        said = {
            "type": url_for("reference.problems", _external=True) + f"#{self.kind}",
            "title": kind.title, "status": kind.status, "detail": self.detail or kind.meaning, "code": self.code,
        }
        if self.errors:
            said["errors"] = [{"field": field, "detail": sentence} for field, sentence in self.errors]
        return Response(
            json.dumps(said, ensure_ascii=False) + "\n", kind.status, mimetype=MEDIA_TYPE, headers=self.headers
        )


def by_program() -> bool:
    """Whether the request came through the programs' door."""
    return request.path.startswith(PREFIX)


def refused(refusal: Refusal) -> Response:
    errors = [(f"{'query' if request.method == 'GET' else 'body'}.{refusal.field}", refusal.sentence)]
    return Problem(
        "refused", refusal.sentence, code=refusal.code.replace(" ", "-"), errors=errors if refusal.field else ()
    ).answer()


def http(error: HTTPException) -> Response:
    """What Flask or Werkzeug refused."""
    kind = BY_STATUS.get(error.code, "unreadable" if (error.code or 500) < 500 else "broken")
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    if kind == "no-token":
        headers["WWW-Authenticate"] = "Bearer"
    limit = (request.max_content_length or 0) // 1024**2
    detail = f"The limit is {limit} MB." if kind == "too-large" else ""
    return Problem(kind, detail, headers=headers).answer()


def unexpected(error: Exception) -> Response:
    error_id = secrets.token_hex(4)
    log.exception("error %s at %s", error_id, request.endpoint, exc_info=error)
    done = "What you asked for was done before that: read it, and don't send it again." if g.get("committed") else (
        "Nothing was done."
    )
    return Problem("broken", f"It was logged as error {error_id}. {done}").answer()
