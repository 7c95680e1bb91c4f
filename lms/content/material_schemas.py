"""What is sent when material is published, and how publications and uploads are shown to programs."""

from marshmallow import Schema, fields, validate

from lms.content.models import UPLOAD_STATES
from lms.web import Plain


class SendMaterial(Plain):
    file = fields.Raw(required=True, metadata={
        "label": "The folder, as a zip", "kind": "file",
        "hint": "Choose it, or drag it onto this field. At most 20 MB."})


class Publish(Plain):
    note = fields.String(load_default="", validate=validate.Length(max=300), metadata={
        "label": "What is it for?", "hint": "A few words for whoever looks later: “New limits from January”."})


class ToLookAt(Schema):
    """A mistake, or something to look at: in which file and field, and what to do."""

    file = fields.String(required=True)
    field = fields.String(required=True)
    words = fields.String(required=True)
    hint = fields.String(required=True)


class ProgrammeChange(Schema):
    """What publishing would do to one programme."""

    programme = fields.String(required=True, metadata={"description": "Its slug."})
    version = fields.String(required=True)
    before = fields.String(required=True, allow_none=True, metadata={"description": "The version published now."})
    changes = fields.List(fields.String(), required=True, metadata={"description": "In words, thing by thing."})


class UploadShown(Schema):
    """A zip of course material that was sent, and what its check found."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(UPLOAD_STATES))
    uploaded_at = fields.AwareDateTime(required=True)
    uploaded_by = fields.String(required=True)
    problems = fields.List(fields.Nested(ToLookAt), required=True, metadata={
        "description": "Mistakes: while there is one, it can't be published."})
    warnings = fields.List(fields.Nested(ToLookAt), required=True)
    left_aside = fields.List(fields.String(), required=True, metadata={
        "description": "What lay in the zip and is no course material."})
    programmes = fields.List(fields.Nested(ProgrammeChange), required=True, metadata={
        "description": "What publishing it would change; empty where it can't be published, or was."})


class PublicationShown(Schema):
    """A folder that was published."""

    id = fields.Integer(required=True)
    published_at = fields.AwareDateTime(required=True)
    published_by = fields.String(required=True)
    note = fields.String(required=True)
    digest = fields.String(required=True, metadata={"description": "SHA-256 of its files' names and bytes."})
    versions = fields.Dict(keys=fields.String(), values=fields.String(), required=True, metadata={
        "description": "All its programmes, by slug."})
    changed = fields.List(fields.String(), required=True, metadata={"description": "Those that were new with it."})
