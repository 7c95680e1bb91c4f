"""A choice as it is sent, and practices, ways and debriefs as programs are shown them."""

from marshmallow import Schema, fields

from lms.learning.practice.rules import SAID
from lms.web import Plain


class Chosen(Plain):
    choice = fields.Integer(required=True, metadata={
        "label": "What do you say or do?", "kind": "radios", "description": "Its place among the choices, from 0.",
    }, error_messages={"required": "Choose what you say or do"})


class CriterionShown(Schema):
    id = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    starred = fields.Boolean(required=True)


class WayLine(Schema):
    number = fields.Integer(required=True, metadata={"description": "Your first, your second."})
    begun_at = fields.DateTime(required=True)
    choices = fields.Integer(required=True, metadata={"description": "How many you have made."})
    ending = fields.String(required=True, allow_none=True, metadata={"description": "How it ended, if it has."})


class PracticeShown(Schema):
    """A situation to play through, and your ways through it."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    minutes = fields.Integer(required=True)
    endings = fields.Integer(required=True, metadata={"description": "How many ways it can end."})
    criteria = fields.List(fields.Nested(CriterionShown), required=True)
    ways = fields.List(fields.Nested(WayLine), required=True)


class StepShown(Schema):
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    html = fields.String(required=True, metadata={"description": "What happens."})
    said = fields.String(required=True, metadata={"description": "What you chose."})
    then = fields.String(required=True, metadata={"description": "What happened then, as HTML."})
    because = fields.String(required=True, metadata={"description": "The reason, as HTML."})


class SceneShown(Schema):
    number = fields.Integer(required=True, metadata={"description": "The choice that comes next."})
    title = fields.String(required=True)
    html = fields.String(required=True)
    choices = fields.List(fields.String(), required=True, metadata={"description": "Empty at an ending."})
    ending = fields.String(required=True)


class MomentShown(Schema):
    number = fields.Integer(required=True)
    said = fields.String(required=True)
    shows = fields.String(required=True, metadata={"enum": list(SAID.values())})
    instead = fields.List(fields.String(), required=True, metadata={"description": "What could have been said."})


class FindingShown(Schema):
    criterion = fields.String(required=True)
    title = fields.String(required=True)
    starred = fields.Boolean(required=True)
    shows = fields.String(required=True, allow_none=True, metadata={"enum": [*SAID.values(), None]})
    moments = fields.List(fields.Nested(MomentShown), required=True)


class WayShown(WayLine):
    """A way as far as you have come, and at its end the debrief."""

    steps = fields.List(fields.Nested(StepShown), required=True)
    now = fields.Nested(SceneShown, required=True)
    debrief = fields.List(fields.Nested(FindingShown), required=True, metadata={"description": "Empty before the end."})
