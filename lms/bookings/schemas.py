"""The shapes of what is typed about places."""

from marshmallow import Schema, fields, validate

from lms.bookings.models import ALIVE, ENDED
from lms.web import Plain

SHORT = validate.Length(max=300)


class Application(Plain):
    statement = fields.String(load_default="", validate=validate.Length(max=2000), metadata={
        "label": "Why you would like to come", "kind": "textarea", "rows": 4,
        "hint": "A sentence or two, if you like. Only the people who decide on places read it."})
    needs = fields.String(load_default="", validate=validate.Length(max=2000), metadata={
        "label": "What would make the days easier for you", "kind": "textarea", "rows": 3,
        "hint": "Step-free rooms, captions, food, breaks, somebody with you. "
                "The facilitators of this course and the administrators read it."})


class Withdrawal(Plain):
    reason = fields.String(load_default="", validate=SHORT, metadata={
        "label": "Why", "kind": "textarea", "rows": 2, "hint": "You need not say."})


class WithdrawalForHer(Plain):
    reason = fields.String(required=True, validate=SHORT, metadata={
        "label": "Why, and who asked for it", "kind": "textarea", "rows": 2})


class Refused(Plain):
    reason = fields.String(required=True, validate=SHORT, metadata={
        "label": "The reason", "kind": "textarea", "rows": 2, "hint": "She reads it in a mail."})


class Capacity(Plain):
    capacity = fields.Integer(
        required=True, validate=validate.Range(1, 500, error="Give a number between 1 and 500"),
        metadata={"label": "Places", "width": "s", "inputmode": "numeric"})


class Confirmation(Plain):
    anyway = fields.Boolean(load_default=False, metadata={"label": "It goes ahead below its minimum"})


class Cancellation(Plain):
    reason = fields.String(required=True, validate=SHORT, metadata={
        "label": "The reason", "kind": "textarea", "rows": 3, "hint": "Everybody on it reads it in a mail."})


class ForSomebody(Plain):
    who = fields.String(required=True, validate=validate.Length(max=254), metadata={
        "label": "Membership number or e-mail address", "width": "m"})


class BookingShown(Schema):
    """A person on a run, and how her booking stands."""

    id = fields.Integer(required=True)
    run = fields.String(required=True, metadata={"description": "The run's reference."})
    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(ALIVE + ENDED))
    statement = fields.String(required=True)
    needs = fields.String(required=True)
    applied_at = fields.AwareDateTime(required=True)
    offered_until = fields.AwareDateTime(required=True, allow_none=True)


class PlacesShown(Schema):
    """How many places a run has, and how they are taken."""

    capacity = fields.Integer(required=True, allow_none=True, metadata={"description": "null where there is no limit"})
    confirmed = fields.Integer(required=True)
    provisional = fields.Integer(required=True)
    offered = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
