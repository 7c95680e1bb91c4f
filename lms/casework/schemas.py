"""What is sent while an answer is written, marked and given back. Lengths are the operations' to refuse: a limit on
the box itself would cut off what somebody pastes."""

from marshmallow import Schema, fields, validate

from lms.casework.models import OUTCOMES
from lms.casework.rules import CLOSED, MEETS, NOT_YET, SCORES, SENT, TO_WRITE
from lms.content.shapes import CaseStudy
from lms.web import Plain

OTHERWISE = "Only where you decide otherwise than the rule proposes. She doesn’t see it."


def _hidden(description: str):
    return fields.Integer(load_default=0, metadata={"kind": "hidden", "description": description})


REVISION = "The revision that this goes on from, as it was read. Left out, it is that of the tag."
ATTEMPT = "The number of the version that this is about; left out, the one that is being written."
WRITER = "Your own id, where you want to be sure whose token it is. It may be left out."
SEEN = "The id of the mark that this one supersedes, as it was read. Left out, it is that of the tag."


class Answer(Plain):
    """A page for writing: what was typed, and which draft and version it is about."""

    text = fields.String(load_default="", metadata={"label": "Your answer", "kind": "textarea", "rows": 18})
    revision = _hidden(REVISION)
    attempt = _hidden(ATTEMPT)
    writer = _hidden(WRITER)


class Sending(Plain):
    revision = _hidden(REVISION)
    attempt = _hidden(ATTEMPT)
    writer = _hidden(WRITER)


class Released(Plain):
    marks = fields.List(fields.Integer(), load_default=list, metadata={"label": "Whose marks to release"})


_score = validate.OneOf(SCORES, error="Mark it 2, 1 or 0.")


class Marking(Plain):
    """A mark as a program sends it, which knows the criteria only once it has read the case study."""

    scores = fields.Dict(
        keys=fields.String(), values=fields.Integer(strict=True, validate=_score), load_default=dict,
        metadata={"description": "By the id of the criterion: 2, 1 or 0."})
    feedback = fields.String(load_default="", metadata={"kind": "textarea", "rows": 7})
    outcome = fields.String(
        load_default="", validate=validate.OneOf(OUTCOMES), metadata={"label": "Outcome", "kind": "radios"})
    reason = fields.String(load_default="", metadata={
        "label": "Why you decide otherwise", "hint": OTHERWISE, "kind": "textarea", "rows": 3})
    revision = _hidden(REVISION)
    seen = _hidden(SEEN)
    writer = _hidden(WRITER)


def marking(case: CaseStudy) -> type[Plain]:
    """The same as a form has it: with a field for the score of each criterion of this case study."""
    scores = {
        f"score-{each.id}": fields.Integer(validate=_score, metadata={"label": each.title, "kind": "radios"})
        for each in case.criteria
    }
    others = {name: shape for name, shape in Marking._declared_fields.items() if name != "scores"}
    return Plain.from_dict(scores | others, name="Marking")


WAYS = (TO_WRITE, SENT, MEETS, NOT_YET, CLOSED)


class TaskShown(Schema):
    """A case study of a run, and how it stands for whoever writes it."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    module = fields.String(required=True)
    required = fields.Boolean(required=True)
    of_choice = fields.Boolean(required=True, metadata={
        "description": "One of those of which so many have to meet as the programme's standard says. What is neither "
                       "required nor of choice is there to try."})
    state = fields.String(required=True, validate=validate.OneOf(WAYS), metadata={
        "description": "“not yet” may be sent once more; “closed” may not, on this run."})
    due_on = fields.Date(required=True, allow_none=True)
    until = fields.Date(required=True, allow_none=True, metadata={
        "description": "By when to send it: the first time, or once more."})
    attempt = fields.Integer(required=True, metadata={"description": "The version that is or would be written now."})
    met_on = fields.String(required=True, allow_none=True, metadata={
        "description": "The reference of another run on which it was met."})


class CaseStudyShown(TaskShown):
    """The same with what there is to read before writing; `brief` and `task` are HTML."""

    brief = fields.String(required=True)
    task = fields.String(required=True)
    words_from = fields.Integer(required=True)
    words_to = fields.Integer(required=True)
    checklist = fields.List(fields.String(), required=True)
    markers = fields.String(required=True, metadata={"description": "Who marks it."})


class DraftShown(Schema):
    """What is written so far and not sent."""

    text = fields.String(required=True)
    attempt = fields.Integer(required=True)
    revision = fields.Integer(required=True, metadata={"description": "0 where nothing was kept yet."})
    saved_at = fields.AwareDateTime(required=True, allow_none=True)


class ScoreShown(Schema):
    """What one criterion got."""

    criterion = fields.String(required=True)
    title = fields.String(required=True)
    must_be_met = fields.Boolean(required=True)
    score = fields.Integer(required=True, allow_none=True, validate=validate.OneOf(SCORES))


class CameBackShown(Schema):
    """A mark as whoever wrote the answer reads it."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    scores = fields.List(fields.Nested(ScoreShown), required=True)
    feedback = fields.String(required=True)
    marker = fields.String(required=True)
    released_at = fields.AwareDateTime(required=True, allow_none=True)
    again_by = fields.Date(required=True, allow_none=True, metadata={
        "description": "Until when another version may be sent."})


class VersionShown(Schema):
    """One version as it was sent."""

    id = fields.Integer(required=True)
    attempt = fields.Integer(required=True)
    text = fields.String(required=True)
    words = fields.Integer(required=True)
    sent_at = fields.AwareDateTime(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    late = fields.Boolean(required=True)


class SentShown(VersionShown):
    """A version and what came back for it; nothing before its mark is released."""

    came_back = fields.Nested(CameBackShown, required=True, allow_none=True)
