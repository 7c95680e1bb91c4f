"""Which version of its programme a run keeps, and to which it is moved."""

from marshmallow import Schema, fields, validate

from lms.web import Plain


class Move(Plain):
    version = fields.String(required=True, validate=validate.Length(max=20), metadata={
        "kind": "hidden", "description": "A version that is published, newer than the run's."})


class RunVersion(Schema):
    """The version of its programme that a run keeps, and what a newer one would change."""

    programme = fields.String(required=True, metadata={"description": "Its slug."})
    version = fields.String(required=True, metadata={"description": "The one that the run keeps."})
    newest = fields.String(required=True, metadata={"description": "The one that was published last."})
    is_major = fields.Boolean(required=True, metadata={
        "description": "The newest is a new MAJOR: evidence from the run's version doesn't carry over by itself."})
    may_move = fields.Boolean(required=True)
    reason = fields.String(required=True, allow_none=True, metadata={
        "description": "Why the run can't be moved; null where it can, or has the newest."})
    changes = fields.List(fields.String(), required=True, metadata={"description": "In words, thing by thing."})
