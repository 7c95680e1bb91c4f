"""The shapes in which modules, their pages and what is read of them are shown to programs."""

from marshmallow import Schema, fields, validate

from lms.content.shapes import Module
from lms.learning.operations import FURTHEST
from lms.web import Plain


class Spot(Plain):
    """Where somebody is in a course."""

    module = fields.String(required=True, metadata={"description": "Its slug."})
    page = fields.String(required=True, metadata={"description": "Its slug."})
    down = fields.Integer(load_default=0, validate=validate.Range(0, FURTHEST), metadata={
        "description": "At which of the page’s paragraphs, from 0."})


class NoteTyped(Plain):
    """A note as it is typed, and which revision its page began with."""

    text = fields.String(load_default="", metadata={"label": "Your own note", "kind": "textarea"})
    revision = fields.Integer(load_default=0, metadata={
        "kind": "hidden", "description": "The revision that this goes on from. Left out, it is that of the tag."})
    writer = fields.Integer(load_default=0, metadata={
        "kind": "hidden", "description": "Your own id, where you want to be sure whose token it is."})


def answers_to(module: Module) -> type[Plain]:
    """The form with the knowledge checks of a module: for each, the numbers of the answers that are chosen."""
    return Plain.from_dict({
        f"a-{check.id}": fields.List(fields.Integer(), load_default=list, metadata={
            "label": f"Question {number}", "kind": "checkboxes" if check.several else "radios"})
        for number, check in enumerate(module.checks, 1)
    }, name="Answers")


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
