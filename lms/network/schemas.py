"""What forms and programs send about updates, and what programs are shown of the law and its freshness."""

from marshmallow import Schema, fields, validate

from lms.content.law import STATUSES
from lms.web import Plain
from lms.web.api import Listing


class HasRead(Plain):
    digest = fields.String(required=True, validate=validate.Length(max=64), metadata={
        "kind": "hidden", "label": "Which wording", "description": "As it was shown: that wording was read."})


class RuleShown(Schema):
    """What holds for an event on some days; the first and the last of them count."""

    applies = fields.String(required=True)
    text = fields.String(required=True, metadata={"description": "As HTML that is safe to show."})
    begins = fields.Date(required=True, allow_none=True)
    ends = fields.Date(required=True, allow_none=True)
    status = fields.String(required=True, metadata={"description": "Empty where it is the statement's."})


class LawShown(Schema):
    """A statement of law in one of its wordings."""

    title = fields.String(required=True)
    jurisdiction = fields.String(required=True)
    provision = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(list(STATUSES)))
    text = fields.String(required=True, metadata={"description": "As HTML that is safe to show."})
    decided_by = fields.String(required=True, metadata={"description": "The event whose day decides."})
    rules = fields.List(fields.Nested(RuleShown), required=True)
    source = fields.String(required=True)
    checked_on = fields.Date(required=True)
    next_check = fields.Date(required=True)


class UpdateLine(Schema):
    """Something that you learned, and that is said otherwise now, or no longer part of any course."""

    statement = fields.String(required=True, metadata={"description": "Its slug."})
    title = fields.String(required=True)
    changed_at = fields.AwareDateTime(required=True, metadata={"description": "When it was first published so."})
    dropped = fields.Boolean(required=True, metadata={"description": "Whether no course states it any more."})
    read_at = fields.AwareDateTime(required=True, allow_none=True)


class UpdateShown(UpdateLine):
    """The same as you learned it, and as it is now."""

    digest = fields.String(required=True, metadata={"description": "Of what is so now; send it when it is read."})
    what_changed = fields.String(required=True, metadata={"description": "In a few sentences, as HTML; may be empty."})
    learned = fields.Nested(LawShown, required=True)
    now = fields.Nested(LawShown, required=True, allow_none=True, metadata={
        "description": "Null where it was dropped: don't rely on it any more, and ask your officer."})


class StatementLine(Schema):
    """A statement of law, when it is to be looked at again, and what rests on it."""

    statement = fields.String(required=True, metadata={"description": "Its slug."})
    dropped_at = fields.AwareDateTime(required=True, allow_none=True, metadata={
        "description": "When it was published that no latest version states it any more; else null."})
    title = fields.String(required=True)
    jurisdiction = fields.String(required=True)
    provision = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(list(STATUSES)))
    checked_on = fields.Date(required=True)
    next_check = fields.Date(required=True)
    overdue = fields.Boolean(required=True)
    pages = fields.Integer(required=True, metadata={"description": "That cite it, in the latest versions."})
    runs = fields.Integer(required=True, metadata={"description": "Open or under way, that teach it in any wording."})
    accreditations = fields.Integer(required=True)
    otherwise = fields.Integer(required=True, metadata={
        "description": "Of the accreditations, those that rest on an earlier wording."})
    certificates = fields.Integer(required=True)


class CitedShown(Schema):
    programme = fields.String(required=True)
    module = fields.String(required=True)
    page = fields.String(required=True)


class RunShown(Schema):
    ref = fields.String(required=True)
    place = fields.String(required=True)
    version = fields.String(required=True)
    present = fields.Boolean(required=True, metadata={"description": "Whether it teaches the present wording."})


class WordingShown(Schema):
    """A statement as it was said in some versions."""

    digest = fields.String(required=True)
    means = fields.String(required=True, metadata={
        "description": "The digest of the first wording that means the same: later ones put right its words only."})
    since = fields.AwareDateTime(required=True)
    versions = fields.List(fields.String(), required=True)
    law = fields.Nested(LawShown, required=True)


class StatementShown(StatementLine):
    """One statement with its wordings, the present one first; how many learned it otherwise and have read it."""

    cited = fields.List(fields.Nested(CitedShown), required=True)
    on_runs = fields.List(fields.Nested(RunShown), required=True)
    wordings = fields.List(fields.Nested(WordingShown), required=True)
    reps = fields.Integer(required=True, metadata={"description": "Who learned it otherwise."})
    read = fields.Integer(required=True, metadata={"description": "Of these, who has read the present wording."})


class StatementsAsked(Plain):
    dropped = fields.Boolean(load_default=False, metadata={
        "description": "Those that no latest version states any more, instead of those that they state."})


class RepsAsked(Listing):
    read = fields.Boolean(load_default=None, allow_none=True, metadata={
        "description": "Only those who have read it, or only those who haven't."})


class RepShown(Schema):
    """Somebody who learned a statement otherwise than it is now."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    told_at = fields.AwareDateTime(required=True, allow_none=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)
