"""The shapes in which modules, their pages and what is read of them are shown to programs."""

from marshmallow import Schema, fields, validate

from lms.content.shapes import Module
from lms.learning import searching
from lms.learning.models import KINDS
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


class ReflectionShown(Schema):
    """A question about one’s own workplace; what is written is private."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    prompt = fields.String(required=True)


class ModuleShown(ModuleProgress):
    """A module of a course, with its pages."""

    summary = fields.String(required=True)
    outcomes = fields.List(fields.String(), required=True, metadata={
        "description": "What you will be able to do."})
    pages = fields.List(fields.Nested(PageLine), required=True)
    case_studies = fields.List(fields.Nested(CaseStudyLine), required=True)
    reflections = fields.List(fields.Nested(ReflectionShown), required=True)
    checks = fields.Integer(required=True, metadata={"description": "How many questions there are to check oneself."})
    keep = fields.String(required=True, metadata={"description": "The page to keep, as HTML."})


class PageShown(PageLine):
    """A page of a module."""

    html = fields.String(required=True, metadata={"description": "Its text, as HTML that has been made safe."})


class SpotShown(Schema):
    """Where you were last in a course; all null where you haven’t begun."""

    module = fields.String(required=True, allow_none=True)
    page = fields.String(required=True, allow_none=True)
    down = fields.Integer(required=True, allow_none=True)


class Answers(Plain):
    """What was chosen, by the id of the question: the numbers of its answers, from 0."""

    answers = fields.Dict(required=True, keys=fields.String(), values=fields.List(fields.Integer(strict=True)))


class AnswerShown(Schema):
    """An answer to choose; whether it is right, and why, once you have answered."""

    text = fields.String(required=True)
    chosen = fields.Boolean(required=True, metadata={"description": "Whether you chose it the last time."})
    right = fields.Boolean(required=True, allow_none=True)
    why = fields.String(required=True, allow_none=True, metadata={"description": "HTML."})


class CheckShown(Schema):
    """A knowledge check, and how you answered it. Nobody marks it."""

    id = fields.String(required=True)
    ask = fields.String(required=True, metadata={"description": "HTML."})
    several = fields.Boolean(required=True, metadata={"description": "Whether more than one answer is right."})
    answers = fields.List(fields.Nested(AnswerShown), required=True)
    attempts = fields.Integer(required=True)
    right = fields.Boolean(required=True, allow_none=True, metadata={"description": "null before it is answered."})


class NoteShown(Schema):
    """A note of your own."""

    module = fields.String(required=True, metadata={"description": "Its slug."})
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    about = fields.String(required=True, metadata={"description": "The page’s slug, or the reflection’s id."})
    text = fields.String(required=True)
    revision = fields.Integer(required=True, metadata={"description": "0 where nothing was kept yet."})
    saved_at = fields.AwareDateTime(required=True, allow_none=True)


class Search(Plain):
    q = fields.String(load_default="", validate=validate.Length(max=200), metadata={
        "description": "One word or several, or how they begin; accents and capitals don’t matter."})


class FoundShown(Schema):
    """Something of the course that has all the words."""

    kind = fields.String(required=True, validate=validate.OneOf(searching.KINDS))
    title = fields.String(required=True)
    under = fields.String(required=True, metadata={"description": "Its module, or the provision."})
    address = fields.String(required=True, metadata={"description": "Of its page on this site."})
    snippet = fields.String(required=True, metadata={"description": "HTML, with the words marked."})


class WordShown(Schema):
    """A word that a page of the course defines."""

    term = fields.String(required=True)
    html = fields.String(required=True)
    module = fields.String(required=True)
    page = fields.String(required=True)


class RuleShown(Schema):
    applies = fields.String(required=True)
    text = fields.String(required=True)
    begins = fields.Date(required=True, allow_none=True)
    ends = fields.Date(required=True, allow_none=True)
    standing = fields.String(required=True)


class LawShown(Schema):
    """A statement of law as the course has it. Only one that is certain may be taken as a fact."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    jurisdiction = fields.String(required=True)
    provision = fields.String(required=True)
    certain = fields.Boolean(required=True)
    standing = fields.String(required=True)
    text = fields.String(required=True)
    decided_by = fields.String(required=True)
    rules = fields.List(fields.Nested(RuleShown), required=True)
    source = fields.String(required=True)
    checked_on = fields.Date(required=True)
    next_check = fields.Date(required=True)
    doubt = fields.String(required=True, metadata={
        "description": "Why it may not be so today: it is worded otherwise by now, or its check is late; or empty."})
