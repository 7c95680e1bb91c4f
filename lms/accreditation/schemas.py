"""The shapes of the forms on a case file."""

from marshmallow import fields, validate

from lms.web import Plain


class AppointmentSchema(Plain):
    employer = fields.Integer(
        required=True, metadata={"label": "Employer", "kind": "select", "description": "Its id; see the employers."}
    )
    constituency = fields.String(
        required=True, validate=validate.Length(max=120),
        metadata={
            "label": "Constituency: who is represented", "hint": "For example: ward and team managers, all sites."
        },
    )
    how = fields.String(
        required=True, metadata={"label": "How"},
        validate=validate.OneOf(("elected", "appointed"), ("Elected by members", "Appointed by the branch")),
    )
    authority = fields.String(
        required=True, validate=validate.Length(max=200),
        metadata={"label": "Where it is written", "hint": "For example: branch minute 14 of 1 October."},
    )
    appointed_on = fields.Date(required=True, metadata={"label": "Day of the election or appointment", "width": "s"})


class ReasonSchema(Plain):
    reason = fields.String(
        required=True, validate=validate.Length(min=3, max=300),
        metadata={"label": "Why", "hint": "A sentence. It stands on record.", "kind": "textarea", "rows": 3},
    )


class HoldSchema(ReasonSchema):
    kind = fields.String(
        required=True,
        validate=validate.OneOf(["query", "suspension"], ["A question about eligibility", "A suspension"]),
        metadata={"label": "What is open"},
    )
