"""The feedback form's shape, made from the programme's questions."""

from marshmallow import fields, validate

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
