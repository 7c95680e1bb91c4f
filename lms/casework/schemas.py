"""What is sent while an answer is written, marked and given back. Lengths are the operations' to refuse: a limit on
the box itself would cut off what somebody pastes."""

from marshmallow import fields, validate

from lms.casework.models import OUTCOMES
from lms.casework.rules import SCORES
from lms.content.shapes import CaseStudy
from lms.web import Plain

OTHERWISE = "Only where you decide otherwise than the rule proposes. She doesn’t see it."


def _hidden(cls=fields.Integer, **given):
    return cls(load_default=0, metadata={"kind": "hidden"}, **given)


class Answer(Plain):
    """A page for writing: what was typed, and which draft and version it is about."""

    text = fields.String(load_default="", metadata={"label": "Your answer", "kind": "textarea", "rows": 18})
    revision = _hidden()
    attempt = _hidden()
    writer = _hidden()


class Sending(Plain):
    revision = _hidden()
    attempt = _hidden()
    writer = _hidden()


class Released(Plain):
    marks = fields.List(fields.Integer(), load_default=list, metadata={"label": "Whose marks to release"})


def marking(case: CaseStudy) -> type[Plain]:
    """The schema of a mark: a score for each criterion of this case study."""
    scores = {
        f"score-{each.id}": fields.Integer(
            validate=validate.OneOf(SCORES, error="Mark it 2, 1 or 0."),
            metadata={"label": each.title, "kind": "radios"},
        )
        for each in case.criteria
    }
    return Plain.from_dict(scores | {
        "feedback": fields.String(load_default="", metadata={"kind": "textarea", "rows": 7}),
        "outcome": fields.String(
            load_default="", validate=validate.OneOf(OUTCOMES), metadata={"label": "Outcome", "kind": "radios"}),
        "reason": fields.String(
            load_default="",
            metadata={"label": "Why you decide otherwise", "hint": OTHERWISE, "kind": "textarea", "rows": 3}),
        "revision": _hidden(), "seen": _hidden(), "writer": _hidden(),
    }, name="Marking")
