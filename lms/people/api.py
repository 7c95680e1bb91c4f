"""For programs: who asks, and what a token may do."""

from marshmallow import Schema, fields

from lms.web import asking, signed_in
from lms.web.access import roles_of_asking
from lms.web.api import Door

api = Door("Me", __name__, "Whose token this is, and what she may do.")


class Me(Schema):
    """The person whose token asks."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    known_as = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    membership_number = fields.String(required=True, allow_none=True)
    membership_status = fields.String(required=True)
    roles = fields.List(fields.String(), required=True, metadata={
        "description": "Of administrator, facilitator, officer and trainee, what she is today."})


@api.get("/me")
@signed_in
@api.gives(200, Me, tagged=True)
def me():
    """Whose token this is."""
    person = asking()
    return {"roles": sorted(roles_of_asking())} | {
        name: getattr(person, name)
        for name in ("id", "name", "known_as", "email", "membership_number", "membership_status")
    }
