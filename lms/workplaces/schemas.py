"""What is typed about a region and the officer who looks after it."""

from marshmallow import Schema, fields, validate

from lms.web import Plain
from lms.workplaces.models import JURISDICTIONS


class NewRegion(Plain):
    name = fields.String(
        required=True, validate=validate.Length(max=80), metadata={"label": "Name of the region", "width": "m"}
    )
    jurisdiction = fields.String(
        required=True, validate=validate.OneOf(JURISDICTIONS, error="Choose one of these"),
        metadata={"label": "Employment law of", "kind": "radios"},
    )


class NewOfficer(Plain):
    email = fields.Email(
        required=True, validate=validate.Length(max=254),
        metadata={"label": "The officer’s e-mail address", "hint": "She has to be known: a member, or invited.",
                  "autocomplete": "off", "inputmode": "email", "width": "m"},
    )
    phone = fields.String(
        load_default="", validate=validate.Length(max=30),
        metadata={"label": "Telephone", "hint": "Reps of the region see it.", "inputmode": "tel", "width": "m"},
    )
    since = fields.Date(required=True, metadata={"label": "Looks after the region since"})


class OfficerShown(Schema):
    """Who looks after a region, and since when."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True)
    since = fields.Date(required=True)


class RegionShown(Schema):
    """A region, its officer, and how many current members work in it."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    jurisdiction = fields.String(required=True, validate=validate.OneOf(JURISDICTIONS))
    members = fields.Integer(required=True)
    officer = fields.Nested(OfficerShown, required=True, allow_none=True)


class EmployerShown(Schema):
    """An employer that we know."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
