"""The shapes in which modules, their pages and what is read of them are shown to programs."""

from marshmallow import Schema, fields


class ModuleProgress(Schema):
    """A module, and how far somebody has read it."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    minutes = fields.Integer(required=True, metadata={"description": "How long its pages take to read."})
    read = fields.Integer(required=True, metadata={"description": "How many pages are read."})
    total = fields.Integer(required=True)
    next_page = fields.String(required=True, allow_none=True, metadata={
        "description": "The slug of the first that isn't read."})


class PageLine(Schema):
    slug = fields.String(required=True)
    title = fields.String(required=True)
    minutes = fields.Integer(required=True)
    read = fields.Boolean(required=True)


class CaseStudyLine(Schema):
    code = fields.String(required=True)
    title = fields.String(required=True)


class ModuleShown(ModuleProgress):
    """A module of a course, with its pages."""

    summary = fields.String(required=True)
    outcomes = fields.List(fields.String(), required=True, metadata={
        "description": "What you will be able to do."})
    pages = fields.List(fields.Nested(PageLine), required=True)
    case_studies = fields.List(fields.Nested(CaseStudyLine), required=True)


class PageShown(PageLine):
    """A page of a module."""

    html = fields.String(required=True, metadata={"description": "Its text, as HTML that has been made safe."})
