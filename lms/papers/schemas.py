"""The material for the room as programs are shown it."""

from marshmallow import Schema, fields

from lms.papers.operations import PACK_KEPT, STATES


class TimingShown(Schema):
    session_id = fields.Integer(required=True)
    title = fields.String(required=True)
    starts_at = fields.DateTime(required=True)
    minutes = fields.Integer(required=True, metadata={"description": "How long the session is."})
    planned = fields.Integer(required=True, metadata={"description": "How long the plans of its modules take."})


class RoomModule(Schema):
    slug = fields.String(required=True)
    title = fields.String(required=True)
    plan_minutes = fields.Integer(required=True, allow_none=True, metadata={"description": "None without a plan."})


class RoomShown(Schema):
    """The modules of a run with their plans, against its sessions."""

    modules = fields.List(fields.Nested(RoomModule), required=True)
    sessions = fields.List(fields.Nested(TimingShown), required=True)


class PlanStep(Schema):
    minutes = fields.Integer(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True, metadata={"description": "HTML."})


class SheetShown(Schema):
    title = fields.String(required=True)
    text = fields.String(required=True)


class RoomCase(Schema):
    code = fields.String(required=True)
    title = fields.String(required=True)
    discussion = fields.String(required=True)
    notes = fields.String(required=True, metadata={"description": "What a good answer covers."})
    sheets = fields.List(fields.Nested(SheetShown), required=True)


class CheckFigures(Schema):
    id = fields.String(required=True)
    answers = fields.List(fields.String(), required=True)
    people = fields.Integer(required=True, allow_none=True, metadata={"description": "None where fewer than five."})
    counts = fields.List(fields.Integer(), required=True, metadata={"description": "In the order of the answers."})


class WayTaken(Schema):
    practice = fields.String(required=True)
    person_id = fields.Integer(required=True)
    person = fields.String(required=True)
    number = fields.Integer(required=True)
    last_at = fields.DateTime(required=True)
    ending = fields.String(required=True, allow_none=True)
    said = fields.List(fields.String(), required=True, metadata={"description": "What was chosen, in order."})


class RoomModuleShown(RoomModule):
    """A facilitator's material for one module."""

    aim = fields.String(required=True)
    needs = fields.List(fields.String(), required=True)
    steps = fields.List(fields.Nested(PlanStep), required=True)
    case_studies = fields.List(fields.Nested(RoomCase), required=True)
    checks = fields.List(fields.Nested(CheckFigures), required=True)
    ways = fields.List(fields.Nested(WayTaken), required=True, metadata={
        "description": "Ways through its practice; empty for whoever doesn't lead the run."})


class PaperShown(Schema):
    """A file that is made when somebody asks for it."""

    state = fields.String(required=True, metadata={
        "enum": list(STATES), "description": "`changed`: what is kept is no longer so, and is not handed out."})
    made_at = fields.DateTime(required=True, allow_none=True)
    size = fields.Integer(required=True, allow_none=True, metadata={"description": "In bytes."})


class PackShown(PaperShown):
    """A run's room pack."""

    kept_days = fields.Integer(required=True, dump_default=PACK_KEPT.days, metadata={
        "description": "So many days after it was made it is deleted: it holds names."})
