"""Lists for programs: so many at a time, and a link to what follows."""

from functools import cache
from urllib.parse import urlencode

from flask import current_app, request
from marshmallow import Schema, fields, validate

from lms.web.forms import Plain
from lms.web.paging import Slice

MOST = 200


class Listing(Plain):
    """What every list may be asked; a list's own filters are a subclass."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, MOST, error=f"Give a number from 1 to {MOST}"),
                           metadata={"description": "How many at a time."})
    after = fields.String(load_default="", validate=validate.Length(max=600), metadata={
        "description": "Where to go on: taken from `next`, never made up."})


def listed(part: Slice, shown=None) -> dict:
    """A page of a list as it is answered: `items`, and `next` if there is more."""
    items = [shown(row) for row in part.rows] if shown else part.rows
    return {"items": items, "next": _next(part.after) if part.after else None}


@cache
def page_schema(item: type[Schema]) -> type[Schema]:
    """The shape of one page of such items."""
    return type(f"{item.__name__}List", (Schema,), {
        "__module__": item.__module__,
        "items": fields.List(fields.Nested(item), required=True),
        "next": fields.Url(allow_none=True, required=True, metadata={
            "description": "The address of what follows; null on the last page."}),
    })


def _next(after: str) -> str:
    asked = request.args.to_dict(flat=False) | {"after": [after]}
    return f"{current_app.config['BASE_URL']}{request.path}?{urlencode(asked, doseq=True)}"
