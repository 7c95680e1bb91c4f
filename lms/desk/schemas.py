"""What a program is shown of what several rooms hold: a region's people, and jobs."""

from marshmallow import Schema, fields, validate

from lms.accreditation.api_schemas import STANDINGS, StandingShown
from lms.web.api import Listing

RECORD = ("link member", "completed", "accredited")


class JobShown(Schema):
    """How far a job is."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(("waiting", "running", "done", "failed")))
    sentence = fields.String(required=True)
    remedy = fields.String(required=True, metadata={"description": "A command for whoever runs the server, or empty."})
    created_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)


class MyRegionShown(Schema):
    """A region that you look after, in figures."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    members = fields.Integer(required=True)
    reps = fields.Integer(required=True, metadata={"description": "Who is an accredited rep today."})
    link_members = fields.Integer(required=True)


class RepsAsked(Listing):
    """Which of them."""

    region = fields.Integer(load_default=None, metadata={"description": "Only of the region with this id."})


class RepShown(Schema):
    """A rep or a link member of a region; who was never accredited has the standing “none”."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    employer = fields.String(required=True)
    region = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STANDINGS))
    words = fields.String(required=True)


class CourseTakenShown(Schema):
    """A course that she has a place on."""

    programme = fields.String(required=True)
    place = fields.String(required=True, allow_none=True)
    days = fields.String(required=True)
    case_studies_met = fields.Integer(required=True, allow_none=True)
    case_studies_required = fields.Integer(required=True, allow_none=True)


class OnRecordShown(Schema):
    """A fact of her record."""

    kind = fields.String(required=True, validate=validate.OneOf(RECORD))
    since = fields.Date(required=True)
    ended_on = fields.Date(required=True, allow_none=True)


class RegionPersonShown(Schema):
    """A member of your region: her training and standing, never what she wrote."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    job_title = fields.String(required=True)
    employer = fields.String(required=True)
    workplace = fields.String(required=True)
    standings = fields.List(fields.Nested(StandingShown), required=True)
    courses = fields.List(fields.Nested(CourseTakenShown), required=True)
    record = fields.List(fields.Nested(OnRecordShown), required=True)
    to_read = fields.List(fields.String(), required=True, metadata={
        "description": "The law that she learned, that is said otherwise now, and that she has not read yet: titles."})
