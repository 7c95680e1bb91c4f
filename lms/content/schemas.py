"""The shapes in which programmes are shown to programs; the pages' text is `learning`'s to give."""

from marshmallow import Schema, fields, validate

from lms.web import Plain


class Version(Plain):
    version = fields.String(load_default="", validate=validate.Length(max=20), metadata={
        "description": "A version that was published, such as 1.0; the latest if left out."})


class ProgrammeLine(Schema):
    """A programme as it was published last."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    version = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["dated", "open"]), metadata={
        "description": "On set days, or read whenever it suits each person."})
    summary = fields.String(required=True)
    hours = fields.Integer(required=True)
    modules = fields.List(fields.String(), required=True, metadata={"description": "Their titles, in order."})


class StandardShown(Schema):
    """What the programme asks before it is completed, and before it accredits."""

    version = fields.String(required=True)
    conditions = fields.List(fields.String(), required=True)
    grace_minutes = fields.Integer(required=True)
    min_attended_share = fields.Float(required=True)
    required_case_studies = fields.List(fields.String(), required=True, metadata={"description": "Their codes."})
    companion_case_study = fields.String(required=True, allow_none=True)
    case_studies_of_choice = fields.Integer(required=True, metadata={
        "description": "So many of the others have to meet as well, whichever each trainee likes."})
    validity_years = fields.Integer(required=True)


class ModuleShown(Schema):
    slug = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    outcomes = fields.List(fields.String(), required=True, metadata={
        "description": "What somebody can do after it."})
    minutes = fields.Integer(required=True, metadata={"description": "How long its pages take to read."})
    case_studies = fields.List(fields.String(), required=True, metadata={"description": "Their codes."})


class CaseStudyShown(Schema):
    code = fields.String(required=True)
    title = fields.String(required=True)
    module = fields.String(required=True, metadata={"description": "Its module's slug."})
    words_from = fields.Integer(required=True)
    words_to = fields.Integer(required=True)


class ProgrammeShown(Schema):
    """A programme, its standard and what it is made of."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    version = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["dated", "open"]))
    summary = fields.String(required=True)
    hours = fields.Integer(required=True)
    rep_kind = fields.String(required=True, allow_none=True, metadata={
        "description": "The kind of rep that it accredits; null where it accredits none."})
    refreshes = fields.String(required=True, allow_none=True, metadata={
        "description": "The kind of rep whose accreditation it can renew."})
    makes_link_member = fields.Boolean(required=True)
    standard = fields.Nested(StandardShown, required=True)
    modules = fields.List(fields.Nested(ModuleShown), required=True)
    case_studies = fields.List(fields.Nested(CaseStudyShown), required=True)
