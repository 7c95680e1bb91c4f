"""What a program is shown of marking: the piles, an answer with its criteria, and the marks."""

from marshmallow import Schema, fields, validate

from lms.casework.models import OUTCOMES
from lms.casework.pile import HELD, NOT_SENT, RETURNED, TO_MARK
from lms.casework.rules import SCORES
from lms.casework.schemas import SentShown, VersionShown

_outcome = validate.OneOf(OUTCOMES)
_scores = {"keys": fields.String(), "values": fields.Integer(validate=validate.OneOf(SCORES)), "required": True}


class LineShown(Schema):
    """One person in a pile: her latest version, and how far its mark has come."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf((TO_MARK, HELD, RETURNED, NOT_SENT)))
    submission_id = fields.Integer(required=True, allow_none=True)
    attempt = fields.Integer(required=True, allow_none=True)
    sent_at = fields.AwareDateTime(required=True, allow_none=True)
    late = fields.Boolean(required=True)
    mark_id = fields.Integer(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True, validate=_outcome)
    points = fields.Integer(required=True, allow_none=True)
    marker = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, metadata={"description": "Why the marker decided otherwise than the rule."})
    again_by = fields.Date(required=True, allow_none=True, metadata={
        "description": "For a mark that is held: until when she could send another version, were it released today."})
    released_at = fields.AwareDateTime(required=True, allow_none=True)
    begun_by = fields.List(fields.String(), required=True, metadata={"description": "Who else has begun to mark it."})


class PileShown(Schema):
    """The answers to one case study on one run, by name."""

    run = fields.String(required=True)
    programme = fields.String(required=True)
    place = fields.String(required=True)
    code = fields.String(required=True)
    required = fields.Boolean(required=True, metadata={"description": "Whether everybody has to write it."})
    title = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    most_points = fields.Integer(required=True)
    to_mark = fields.Integer(required=True)
    to_release = fields.Integer(required=True)
    lines = fields.List(fields.Nested(LineShown), required=True)


class CriterionShown(Schema):
    """What an answer is marked by."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    must_be_met = fields.Boolean(required=True)


class MarkShown(Schema):
    """A mark as it was recorded; a correction is another that supersedes it."""

    id = fields.Integer(required=True)
    scores = fields.Dict(**_scores)
    feedback = fields.String(required=True)
    proposed = fields.String(required=True, validate=_outcome, metadata={"description": "By the rule."})
    outcome = fields.String(required=True, validate=_outcome, metadata={"description": "By the marker."})
    reason = fields.String(required=True)
    marker = fields.String(required=True)
    marked_at = fields.AwareDateTime(required=True)
    released_at = fields.AwareDateTime(required=True, allow_none=True)


class StandingMarkShown(Schema):
    """The mark that stands, and how far your own unfinished one has come."""

    submission_id = fields.Integer(required=True)
    mark = fields.Nested(MarkShown, required=True, allow_none=True)
    revision = fields.Integer(required=True, metadata={"description": "Of your own unfinished mark; 0 for none."})


class MarkDraftShown(Schema):
    """Your own unfinished mark; nobody else reads it."""

    scores = fields.Dict(**_scores)
    feedback = fields.String(required=True)
    outcome = fields.String(required=True, allow_none=True, validate=_outcome, metadata={
        "description": "What you chose, where it isn't what the rule proposes."})
    reason = fields.String(required=True)
    revision = fields.Integer(required=True)
    saved_at = fields.AwareDateTime(required=True, allow_none=True)
    proposed = fields.String(required=True, allow_none=True, validate=_outcome, metadata={
        "description": "By the rule; null while a criterion is unmarked."})
    proposal = fields.String(required=True, metadata={"description": "The rule's proposal in words."})
    again_by = fields.Date(required=True, allow_none=True, metadata={
        "description": "Until when she could send another version, were this released today."})


class ToMarkShown(VersionShown):
    """An answer as whoever marks it finds it; `brief`, `task` and `notes` are HTML."""

    run = fields.String(required=True)
    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    brief = fields.String(required=True)
    task = fields.String(required=True)
    notes = fields.String(required=True, metadata={"description": "What a good answer covers; for markers only."})
    criteria = fields.List(fields.Nested(CriterionShown), required=True)
    is_latest = fields.Boolean(required=True, metadata={"description": "false once she has sent another version."})
    mark = fields.Nested(MarkShown, required=True, allow_none=True)
    earlier = fields.List(fields.Nested(SentShown), required=True)
