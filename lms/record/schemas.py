"""What is chosen and ticked when members are imported."""

from marshmallow import Schema, fields, validate

from lms.people.models import STATUSES
from lms.web import Plain

LINE_ACTIONS = ["add", "change", "reject", "missing"]


class Upload(Plain):
    file = fields.Raw(required=True, metadata={"label": "The file", "hint": "CSV, at most 300 MB.", "kind": "file"})


class Confirm(Plain):
    complete = fields.Boolean(metadata={
        "label": "This is the complete list",
        "hint": "Whoever is missing from it becomes “left”. Nothing of hers is deleted.",
    })
    leaving = fields.Integer(load_default=None, metadata={
        "label": "How many members leave", "hint": "Only where they are many: type their number.", "width": "s",
        "inputmode": "numeric",
    })


class Decide(Plain):
    decision = fields.String(required=True, validate=validate.OneOf(["taken", "kept"]))


class MemberSent(Plain):
    """A member as the membership system has her. What is left out says nothing, and stays as it is."""

    name = fields.String(validate=validate.Length(max=120), metadata={"label": "Name", "hint": "Needed for a new one"})
    known_as = fields.String(validate=validate.Length(max=60), metadata={"label": "What she is called"})
    email = fields.Email(validate=validate.Length(max=254), metadata={
        "label": "E-mail address", "hint": "Never changes how she signs in: that waits for a decision"})
    employer = fields.String(validate=validate.Length(max=120), metadata={"label": "Employer"})
    workplace = fields.String(validate=validate.Length(max=120), metadata={"label": "Workplace"})
    region = fields.String(validate=validate.Length(max=80), metadata={
        "label": "Region", "hint": "Needed with a workplace that is new"})
    job_title = fields.String(validate=validate.Length(max=120), metadata={"label": "Job"})
    status = fields.String(validate=validate.OneOf([status for status in STATUSES if status != "none"]), metadata={
        "label": "Membership"})
    status_since = fields.Date(metadata={"label": "Since when the membership is so"})
    joined = fields.Date(metadata={"label": "Since when she is a member"})
    link_since = fields.Date(metadata={"label": "Since when she is a link member"})


class MemberShown(Schema):
    """A member as we have her; null is what we don't know."""

    person_id = fields.Integer(required=True)
    membership_number = fields.String(required=True)
    name = fields.String(required=True)
    known_as = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    employer = fields.String(required=True, allow_none=True)
    workplace = fields.String(required=True, allow_none=True)
    region = fields.String(required=True, allow_none=True)
    job_title = fields.String(required=True, allow_none=True)
    link_since = fields.String(required=True, allow_none=True, metadata={
        "format": "date", "description": "Since when she is a link member."})


class ImportShown(Schema):
    """A members' list that was sent: what its check found, and how far it is written."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(
        ["checking", "unreadable", "checked", "writing", "done", "discarded"]))
    problem = fields.String(required=True, allow_none=True, metadata={"description": "Why it can't be read."})
    uploaded_at = fields.AwareDateTime(required=True)
    uploaded_by = fields.String(required=True)
    lines = fields.Integer(required=True)
    lines_checked = fields.Integer(required=True)
    lines_to_write = fields.Integer(required=True)
    lines_written = fields.Integer(required=True)
    add = fields.Integer(required=True, metadata={"description": "Lines with a new member."})
    change = fields.Integer(required=True, metadata={"description": "Lines that change a member."})
    same = fields.Integer(required=True, metadata={"description": "Lines that say what we know already."})
    reject = fields.Integer(required=True, metadata={"description": "Lines that can't be written."})
    missing = fields.Integer(required=True, metadata={"description": "Members who aren't in the list."})
    left_aside = fields.List(fields.String(), required=True, metadata={"description": "Columns that we don't know."})


class LineProblem(Schema):
    """What is wrong with one cell of a line."""

    column = fields.String(required=True)
    reason = fields.String(required=True)


class ImportLineShown(Schema):
    """One line of a list: what it would change, or why it can't."""

    line = fields.Integer(required=True, metadata={"description": "0 for a member who isn't in the list."})
    action = fields.String(required=True, validate=validate.OneOf(LINE_ACTIONS))
    values = fields.Dict(keys=fields.String(), required=True)
    changes = fields.Dict(keys=fields.String(), required=True, metadata={
        "description": "By column, what we have and what the list says."})
    problems = fields.List(fields.Nested(LineProblem), required=True)
    written = fields.Boolean(required=True)


class AddressChangeShown(Schema):
    """A list gives another address than the one she signs in with: a person decides."""

    id = fields.Integer(required=True)
    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    found_at = fields.AwareDateTime(required=True)
    decision = fields.String(required=True, allow_none=True, validate=validate.OneOf(["taken", "kept"]))
