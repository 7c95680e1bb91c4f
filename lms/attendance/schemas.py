"""The shapes of a tap and of a task in place of a session, and of registers as programs are shown them."""

from marshmallow import Schema, fields, validate

from lms.attendance.rules import STATES
from lms.web import Plain

CHOOSE = "Choose present, late, left early, absent or excused"
MINUTES = "Give the minutes missed as a whole number"


class TapSchema(Plain):
    tap_id = fields.UUID(required=True, metadata={
        "kind": "hidden", "description": "Of your own making: the same tap sent again changes nothing."})
    person_id = fields.Integer(required=True, metadata={"kind": "hidden"})
    writer = fields.Integer(load_default=0, metadata={
        "kind": "hidden", "description": "Whose tap it is: kept only if it is she who sends it. 0 doesn't say."})
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


class TapShown(Schema):
    """What is kept of a name on a register."""

    person_id = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    minutes_missed = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)


class LineShown(Schema):
    """A name on a register; nulls where it isn't marked yet."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    employer = fields.String(required=True)
    state = fields.String(required=True, allow_none=True, validate=validate.OneOf(STATES))
    minutes_missed = fields.Integer(required=True, allow_none=True)
    recorded_at = fields.AwareDateTime(required=True, allow_none=True)
    made_up = fields.String(required=True, allow_none=True, metadata={
        "description": "The task that was accepted in place of the session."})
    made_up_accepted_by = fields.String(required=True, allow_none=True)


class RegisterInShort(Schema):
    """A session's register, without its names."""

    session_id = fields.Integer(required=True)
    day = fields.Integer(required=True)
    title = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    opens_at = fields.AwareDateTime(required=True, metadata={"description": "Nobody is marked before."})
    modules = fields.List(fields.String(), required=True, metadata={"description": "The slugs of what it covers."})
    trainees = fields.Integer(required=True)
    marked = fields.Integer(required=True)
    signed_by = fields.String(required=True, allow_none=True)
    signed_at = fields.AwareDateTime(required=True, allow_none=True)


class RegisterShown(RegisterInShort):
    """A session's register, name by name."""

    lines = fields.List(fields.Nested(LineShown), required=True)
