"""The shapes of a tap and of a task in place of a session."""

from marshmallow import fields, validate

from lms.attendance.rules import STATES
from lms.web import Plain

CHOOSE = "Choose present, late, left early, absent or excused"
MINUTES = "Give the minutes missed as a whole number"


class TapSchema(Plain):
    tap_id = fields.UUID(required=True, metadata={"kind": "hidden"})
    person_id = fields.Integer(required=True, metadata={"kind": "hidden"})
    writer = fields.Integer(load_default=0, metadata={"kind": "hidden"})
    state = fields.String(
        required=True, validate=validate.OneOf(STATES, error=CHOOSE), metadata={"label": "State"},
        error_messages={"required": CHOOSE},
    )
    minutes_missed = fields.Integer(
        load_default=0, validate=validate.Range(min=0, max=1440, error=MINUTES),
        metadata={"label": "Minutes missed", "inputmode": "numeric", "width": "s"}, error_messages={"invalid": MINUTES},
    )
    reason = fields.String(
        load_default="", metadata={"label": "Why it changes", "width": "l"},
        validate=validate.Length(max=300, error="Say why in 300 characters or fewer"),
    )


class MakeUpSchema(Plain):
    person_id = fields.Integer(required=True, metadata={"kind": "hidden"})
    task = fields.String(
        required=True, validate=validate.Length(max=300, error="Say it in 300 characters or fewer"),
        metadata={"label": "What was done in its place", "hint": "For example: wrote up the afternoon’s exercise."},
        error_messages={"required": "Say in a few words what was done in its place"},
    )
