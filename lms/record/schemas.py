"""What is chosen and ticked when members are imported."""

from marshmallow import Schema, fields, validate

from lms.people.models import STATUSES
from lms.web import Plain


class Upload(Plain):
    file = fields.Raw(required=True, metadata={"label": "The file", "hint": "CSV, at most 300 MB.", "kind": "file"})


class Confirm(Plain):
    complete = fields.Boolean(metadata={
        "label": "This is the complete list",
        "hint": "Whoever is missing from it becomes “left”. Nothing of hers is deleted.",
    })
    leaving = fields.Integer(load_default=None, metadata={
        "label": "How many members leave", "hint": "Only where they are many: type their number.", "width": "s",
        "inputmode": "numeric",
    })


class Decide(Plain):
    decision = fields.String(required=True, validate=validate.OneOf(["taken", "kept"]))


class MemberShown(Schema):
    """A member as we have her; null is what we don't know."""

    person_id = fields.Integer(required=True)
    membership_number = fields.String(required=True)
    name = fields.String(required=True)
    known_as = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    employer = fields.String(required=True, allow_none=True)
    workplace = fields.String(required=True, allow_none=True)
    region = fields.String(required=True, allow_none=True)
    job_title = fields.String(required=True, allow_none=True)
    link_since = fields.String(required=True, allow_none=True, metadata={
        "format": "date", "description": "Since when she is a link member."})
