"""The shapes of a tap and of a task in place of a session."""

from marshmallow import fields, validate

from lms.attendance.rules import STATES
from lms.web import Plain


class TapSchema(Plain):
    tap_id = fields.UUID(required=True, metadata={"kind": "hidden"})
    person_id = fields.Integer(required=True, metadata={"kind": "hidden"})
    state = fields.String(required=True, validate=validate.OneOf(STATES), metadata={"label": "State"})
    minutes_missed = fields.Integer(
        load_default=0, validate=validate.Range(min=0, max=1440),
        metadata={"label": "Minutes missed", "inputmode": "numeric", "width": "s"},
    )
    reason = fields.String(
        load_default="", validate=validate.Length(max=300), metadata={"label": "Why it changes", "width": "l"}
    )


class MakeUpSchema(Plain):
    person_id = fields.Integer(required=True, metadata={"kind": "hidden"})
    task = fields.String(
        required=True, validate=validate.Length(max=300),
        metadata={"label": "What was done in its place", "hint": "For example: wrote up the afternoon’s exercise."},
    )
