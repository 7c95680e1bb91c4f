"""A room's door for programs: a blueprint under /api/v1 whose routes describe themselves."""

from copy import deepcopy
from functools import wraps

from flask import Response, current_app, request
from flask_smorest import Blueprint
from flask_smorest.utils import resolve_schema_instance, unpack_tuple_response
from marshmallow import Schema
from werkzeug.http import quote_etag

from lms.web.access import PUBLIC, SIGNED_IN
from lms.web.api.lists import page_schema
from lms.web.api.reading import Reader
from lms.web.api.tags import tag_of

VERSION = "/api/v1"
ANY = ("NOT_FOUND", "UNPROCESSABLE_ENTITY", "TOO_MANY_REQUESTS")
WITH_TOKEN = ("UNAUTHORIZED",)
WITH_BODY = ("BAD_REQUEST", "REQUEST_ENTITY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE")
WRITING = ("FORBIDDEN", "CONFLICT")
WITH_TAG = ("PRECONDITION_FAILED", "PRECONDITION_REQUIRED")
STATUS = {
    "BAD_REQUEST": 400, "UNAUTHORIZED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404, "CONFLICT": 409,
    "PRECONDITION_FAILED": 412, "REQUEST_ENTITY_TOO_LARGE": 413, "UNSUPPORTED_MEDIA_TYPE": 415,
    "UNPROCESSABLE_ENTITY": 422, "PRECONDITION_REQUIRED": 428, "TOO_MANY_REQUESTS": 429,
}
WHO = {
    PUBLIC: "Anybody, without a token.", SIGNED_IN: "Everybody, of what is theirs.", "administrator": "Administrators.",
    "administrator or facilitator": "Administrators; facilitators of their own runs.",
    "facilitator": "Facilitators, of their own runs.", "officer": "Officers, of their own regions.",
    "administrator or officer": "Administrators; officers of their own regions.",
    "administrator or author": "Administrators and authors.",
}


class Door(Blueprint):
    """`Door("Bookings", __name__, "What it is for.")`; routes are written as for pages, with an access mark.

        @api.post("/runs/<ref>/bookings")
        @signed_in
        @api.takes(schemas.Application)
        @api.gives(201, schemas.BookingShown)
        def apply(ref):
            run = public_run(ref)
            ... apply_for_place(run, asking(), **read(), actor=asking(), now=clock.now())
    """

    ARGUMENTS_PARSER = Reader()

    def __init__(self, title: str, import_name: str, description: str):
        room = import_name.split(".")[1]
        super().__init__(f"{room}_api", import_name, url_prefix=VERSION, description=description)
        self.title = title
        self._prepare_doc_cbks.append(_say_what_all_share)

    def takes(self, schema: type[Schema], location: str = "json"):
        """The body that the view reads by `read()`, once it has found what it is about."""

        def decorator(view):
            @wraps(view)
            def described(*args, **kwargs):
                return view(*args, **kwargs)

            described.takes = (schema, location)
            described._apidoc = deepcopy(getattr(view, "_apidoc", {}))
            told = described._apidoc.setdefault("arguments", {}).setdefault("parameters", [])
            told.append({"in": location, "required": True, "schema": schema})
            return described

        return decorator

    def takes_file(self, schema: type[Schema]):
        """A file sent as multipart/form-data, read by `read()`."""
        return self.takes(schema, "files")

    def asks(self, schema: type[Schema]):
        """The query string, read through the schema and handed to the view."""

        def decorator(view):
            asking = self.arguments(schema, location="query")(view)
            asking.asks = schema
            return asking

        return decorator

    @staticmethod
    def leaves_no_trace(view):
        """No `Idempotency-Key` is kept: it would lead from what was sent to whoever sent it."""
        view.leaves_no_trace = True
        return view

    def gives(self, status: int, schema: type[Schema] | None = None, *, tagged: bool = False,
              if_match: bool = True, **how):
        """What the view returns is answered through the schema; `tagged` adds its ETag, and 304 where it is known.

        A tagged PUT or PATCH asks for `If-Match`, unless `if_match` says that it only heeds one.
        """

        def decorator(view):
            inner = self.response(status, schema, **how)(_tagged(view, schema) if tagged else view)
            inner._apidoc |= {"tagged": tagged, "if_match": if_match}
            return inner

        return decorator

    def gives_list(self, item: type[Schema]):
        """A page of a list, made by `listed(...)`."""
        return self.gives(200, page_schema(item))

    def gives_file(self, *types: str, description: str):
        """The view answers with a file of this media type."""
        binary = {"type": "string", "format": "binary"}
        return self.doc(responses={200: {
            "description": description, "content": {media_type: {"schema": binary} for media_type in types},
        }})

    def _store_endpoint_docs(self, endpoint, obj, parameters, tags, **options):
        super()._store_endpoint_docs(endpoint, obj, parameters, tags or [self.title], **options)
        for method, told in self._docs[endpoint].items():
            if method != "parameters":
                told |= {"access": obj.access, "id": f"{self.name.removesuffix('_api')}.{endpoint}"}
                told["leaves_no_trace"] = hasattr(obj, "leaves_no_trace")


def read(exact: type[Schema] | None = None) -> dict:
    """The body that was sent, checked against what the view's door `takes`; `exact` where that depends on the thing."""
    schema, location = current_app.view_functions[request.endpoint].takes
    schema = exact or schema
    return Door.ARGUMENTS_PARSER.parse(schema, request, location=location)


def _tagged(view, schema):
    """The view's thing with its tag; 304 without it where the program has it already."""
    shape = resolve_schema_instance(schema)

    @wraps(view)
    def with_tag(*args, **kwargs):
        thing, status, headers = unpack_tuple_response(view(*args, **kwargs))
        if isinstance(thing, Response):
            return thing
        tag = tag_of(shape.dump(thing))
        if request.method == "GET" and tag in request.if_none_match:
            return Response(status=304, headers={"ETag": quote_etag(tag)})
        return thing, status, dict(headers or {}) | {"ETag": quote_etag(tag)}

    return with_tag


def _say_what_all_share(doc: dict, told: dict, *, method: str, **_kwargs) -> dict:
    """The problems that any request may meet, who may make it, and the headers that go with it."""
    is_public, writes = told["access"] == PUBLIC, method != "get"
    names = [*ANY, *WITH_TOKEN, *(WRITING if writes else ())]  # where anybody may ask, a token still has to count
    if "requestBody" in doc:
        names += WITH_BODY
    parameters = doc.setdefault("parameters", [])
    if told.get("tagged"):
        names += WITH_TAG if writes and method != "post" else ()
        parameters.append(("IF_MATCH" if told["if_match"] else "IF_MATCH_HEEDED") if writes else "IF_NONE_MATCH")
        if not writes:
            doc["responses"][304] = {"description": "It is as you have it."}
    if method == "post" and not is_public and not told["leaves_no_trace"]:
        parameters.append("IDEMPOTENCY_KEY")
    doc["responses"] = doc.get("responses", {}) | {STATUS[name]: name for name in names}
    doc["operationId"] = told["id"]
    words = told["docstring"]
    words["summary"] = words["summary"].rstrip(".")
    words["description"] = f"{words.get('description', '')}\n\n**Who:** {WHO[told['access']]}".strip()
    doc["security"] = [] if is_public else [{"token": []}]
    return doc

