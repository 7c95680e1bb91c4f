"""The shapes of what is typed about places, and of places as programs are shown them."""

from marshmallow import Schema, fields, validate

from lms.bookings.models import ALIVE, ENDED
from lms.runs.models import MODES
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
    approve_by = fields.Date(required=True, allow_none=True, metadata={
        "description": "The last day on which a provisional place may be approved."})
    changed_at = fields.AwareDateTime(required=True, allow_none=True)
    reason = fields.String(required=True, metadata={"description": "Why it was changed last, where somebody said."})


class MyBookingShown(BookingShown):
    """Your booking."""

    ahead = fields.Integer(required=True, allow_none=True, metadata={
        "description": "On the waiting list: how many people have waited longer."})


class ApplicationShown(BookingShown):
    """A booking as the administrator sees it."""

    changed_by = fields.String(required=True)


class TraineeShown(Schema):
    """Somebody with a confirmed place on a run."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    employer = fields.String(required=True)
    needs = fields.String(required=True, metadata={"description": "What would make the days easier for her."})


class PlacesShown(Schema):
    """How many places a run has, and how they are taken."""

    capacity = fields.Integer(required=True, allow_none=True, metadata={"description": "null where there is no limit"})
    confirmed = fields.Integer(required=True)
    provisional = fields.Integer(required=True)
    offered = fields.Integer(required=True)
    waiting = fields.Integer(required=True)


class CourseLine(Schema):
    """A run as everybody sees it."""

    ref = fields.String(required=True)
    programme = fields.String(required=True, metadata={"description": "Its slug."})
    title = fields.String(required=True)
    place = fields.String(required=True)
    mode = fields.String(required=True, validate=validate.OneOf(MODES))
    days = fields.List(fields.Date(), required=True, metadata={"description": "None where it is read at any time."})
    closing_on = fields.Date(required=True, allow_none=True)
    words = fields.String(required=True, metadata={"description": "How it stands: “3 places left”."})
    mine = fields.String(required=True, allow_none=True, validate=validate.OneOf(ALIVE), metadata={
        "description": "How your own booking stands, if you have one."})


class CourseDay(Schema):
    day = fields.Integer(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    modules = fields.List(fields.String(), required=True, metadata={"description": "The titles of what it covers."})


class ReasonShown(Schema):
    code = fields.String(required=True)
    sentence = fields.String(required=True)


class CourseShown(CourseLine):
    """A run as whoever may want to apply sees it."""

    summary = fields.String(required=True)
    outcomes = fields.List(fields.String(), required=True, metadata={
        "description": "What one can do afterwards; for a course without days."})
    capacity = fields.Integer(required=True, allow_none=True)
    venue = fields.String(required=True, allow_none=True, metadata={"description": "null without a token."})
    for_link_members = fields.Boolean(required=True)
    takes_applications = fields.Boolean(required=True)
    reasons_against = fields.List(fields.Nested(ReasonShown), required=True, metadata={
        "description": "Why you can’t apply; empty if you may, and without a token."})
    sessions = fields.List(fields.Nested(CourseDay), required=True)
