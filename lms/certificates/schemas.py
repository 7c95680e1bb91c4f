"""The shapes of what is typed about certificates."""

from marshmallow import fields, validate

from lms.certificates import rules
from lms.web import Plain

TICK = "Tick this to go on"


class IssueSchema(Plain):
    seen = fields.String(required=True, metadata={"kind": "hidden"})
    names = fields.Boolean(
        required=True, validate=validate.Equal(True, error=TICK),
        metadata={"label": "I have checked the names as they are printed"},
    )


class IssueKnowingWhySchema(IssueSchema):
    """Where somebody gets less than the rest."""

    reasons = fields.Boolean(
        required=True, validate=validate.Equal(True, error=TICK),
        metadata={"label": "I have read why some do not get an accreditation"},
    )


class WithdrawSchema(Plain):
    reason = fields.String(
        required=True, validate=validate.OneOf(list(rules.REASONS), list(rules.REASONS.values())),
        metadata={"label": "Why it is withdrawn", "hint": "Only this is kept. The check of the code gives no reason."},
    )


class CorrectNameSchema(Plain):
    name = fields.String(
        required=True, validate=validate.Length(max=120),
        metadata={"label": "The name as it should be printed", "autocomplete": "off"},
    )


class CodeSchema(Plain):
    code = fields.String(
        required=True, validate=validate.Length(max=80),
        metadata={
            "label": "Certificate code",
            "hint": "16 letters and figures. Capitals, spaces and hyphens do not matter.",
        },
    )


class NameSchema(Plain):
    name = fields.String(
        required=True, validate=validate.Length(max=200), metadata={"label": "Name on the certificate"}
    )
