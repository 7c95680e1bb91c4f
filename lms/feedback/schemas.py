"""The feedback form's shape, made from the programme's questions; and what programs are shown of it."""

from marshmallow import INCLUDE, Schema, fields, validate

from lms.content.shapes import Programme
from lms.feedback.rules import SCALE
from lms.web import Plain


def schema_for(programme: Programme) -> type[Plain]:
    """A schema with a field for each question; nothing in it must be answered."""
    shape: dict[str, fields.Field] = {}
    for question in programme.feedback:
        if question.kind == "modules":
            for module in programme.modules:
                shape[f"{question.id}-{module.slug}"] = _scale(module.title)
        elif question.kind == "scale":
            shape[question.id] = _scale(question.label)
        elif question.kind == "before and after":
            shape[f"{question.id}-before"] = _scale("Before the course")
            shape[f"{question.id}-after"] = _scale("Now")
        else:
            shape[question.id] = fields.String(
                validate=validate.Length(max=4000),
                metadata={"label": question.label, "hint": question.hint, "kind": "textarea", "rows": 5},
            )
    return Plain.from_dict(shape, name="FeedbackSchema")


def _scale(label: str) -> fields.Field:
    return fields.String(validate=validate.OneOf(SCALE), metadata={"label": label})


class ClosingSchema(Plain):
    closes_on = fields.Date(required=True, metadata={"label": "Open until", "width": "s"})


class Answers(Plain):
    """A text for each question that you answer, by its `name`; `schema_for` knows which there are."""

    class Meta:
        unknown = INCLUDE


class QuestionShown(Schema):
    """What can be answered under `name`."""

    name = fields.String(required=True)
    question = fields.String(required=True)
    about = fields.String(required=True, metadata={"description": "Of a question that is asked more than once."})
    kind = fields.String(required=True, validate=validate.OneOf(["scale", "text"]), metadata={
        "description": "On a scale the answers are “1” to “5”."})
    low = fields.String(required=True, metadata={"description": "What 1 means."})
    high = fields.String(required=True, metadata={"description": "What 5 means."})


class FormShown(Schema):
    """The form that asks you what a course was like."""

    closes_on = fields.Date(required=True)
    closed = fields.Boolean(required=True)
    answered = fields.Boolean(required=True, metadata={"description": "Whether you have; only you are told."})
    questions = fields.List(fields.Nested(QuestionShown), required=True)


class SpreadShown(Schema):
    """How often each of 1 to 5 was answered."""

    label = fields.String(required=True)
    counts = fields.List(fields.Integer(), required=True)
    low = fields.String(required=True)
    high = fields.String(required=True)


class TextsShown(Schema):
    label = fields.String(required=True)
    texts = fields.List(fields.String(), required=True, metadata={"description": "In no order that says anything."})


class ResultsShown(Schema):
    """What may be shown: of a closed form with five answers or more."""

    answers = fields.Integer(required=True)
    modules = fields.List(fields.Nested(SpreadShown), required=True)
    scales = fields.List(fields.Nested(SpreadShown), required=True)
    before = fields.List(fields.Nested(SpreadShown), required=True)
    after = fields.List(fields.Nested(SpreadShown), required=True)
    texts = fields.List(fields.Nested(TextsShown), required=True)


class FeedbackShown(Schema):
    """How a run's feedback stands."""

    state = fields.String(required=True, validate=validate.OneOf(["not open", "open", "closed"]))
    may_be_opened = fields.Boolean(required=True)
    closes_on = fields.Date(required=True, allow_none=True)
    closed_on = fields.Date(required=True, allow_none=True)
    results = fields.Nested(ResultsShown, required=True, allow_none=True, metadata={
        "description": "null while it is open, and where fewer than five answered."})
