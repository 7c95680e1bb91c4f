"""What a program is shown of case files, sign-offs and accreditations."""

from marshmallow import Schema, fields, validate
from webargs.fields import DelimitedList

from lms.accreditation.evidence import GONE, MET, NOT_YET
from lms.web.api import Listing

KINDS, HOW = ("query", "suspension"), ("elected", "appointed")
STANDINGS = ("current", "suspended", "expired", "ended", "none")


class OwnConditionShown(Schema):
    """What is asked for the accreditation, and how it stands for you."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf((MET, NOT_YET, GONE)))
    known = fields.String(required=True)


class ConditionShown(OwnConditionShown):
    """What is asked, how it stands, where that is written, and what to do about it."""

    evidence = fields.String(required=True)
    remedy = fields.String(required=True)


class OwnConditionsShown(Schema):
    """Everything that stands between you and your accreditation, what is missing first."""

    run = fields.String(required=True)
    met = fields.Integer(required=True)
    of = fields.Integer(required=True)
    accredited_until = fields.Date(required=True, allow_none=True)
    conditions = fields.List(fields.Nested(OwnConditionShown), required=True)


class FinishedShown(Schema):
    """That you have finished an open course."""

    run = fields.String(required=True)
    programme = fields.String(required=True)
    finished_at = fields.AwareDateTime(required=True)


class StandingShown(Schema):
    """Whether somebody is a rep today, worked out from what is on record."""

    rep_kind = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STANDINGS))
    words = fields.String(required=True)
    valid_from = fields.Date(required=True, allow_none=True)
    valid_to = fields.Date(required=True, allow_none=True)
    run = fields.String(required=True, allow_none=True)
    rule_version = fields.String(required=True, allow_none=True)


class HoldShown(Schema):
    """A question or a suspension that is open; nothing is accredited meanwhile."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    reason = fields.String(required=True)


class PersonsStandingShown(Schema):
    """How somebody's accreditations stand, by kind, and what is open about her."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    standings = fields.List(fields.Nested(StandingShown), required=True)
    holds = fields.List(fields.Nested(HoldShown), required=True)


class FileInShortShown(Schema):
    """One person of a run: how far she is, and what stands in the way."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "As the page says it, for a person."})
    standing = fields.String(required=True, validate=validate.OneOf(STANDINGS))
    met = fields.Integer(required=True)
    of = fields.Integer(required=True)
    in_the_way = fields.List(fields.String(), required=True)
    may_be_decided = fields.Boolean(required=True)
    may_be_accredited = fields.Boolean(required=True)
    may_be_renewed = fields.Boolean(required=True, metadata={
        "description": "On a refresher: the accreditation that she has can be renewed today."})


class CaseFileShown(Schema):
    """One person on one run: each condition with its evidence, and what may be done now.

    What is the administrator's to know is null or empty for anybody else.
    """

    run = fields.String(required=True)
    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    known_as = fields.String(required=True)
    membership_number = fields.String(required=True, allow_none=True)
    job_title = fields.String(required=True, allow_none=True)
    employer = fields.String(required=True, allow_none=True)
    rule = fields.String(required=True)
    conditions = fields.List(fields.Nested(ConditionShown), required=True)
    standing = fields.Nested(StandingShown, required=True)
    is_accredited = fields.Boolean(required=True)
    ended_reason = fields.String(required=True, allow_none=True)
    officer = fields.String(required=True, allow_none=True, metadata={"description": "Of her region; who signs off."})
    who_else_marks = fields.String(required=True, metadata={
        "description": "Where the officer marked everything alone: who must mark one answer again first."})
    holds = fields.List(fields.Nested(HoldShown), required=True)
    is_decided = fields.Boolean(required=True)
    is_appointed = fields.Boolean(required=True)
    may_be_decided = fields.Boolean(required=True)
    may_be_appointed = fields.Boolean(required=True)
    may_be_signed_off = fields.Boolean(required=True)
    may_be_accredited = fields.Boolean(required=True)
    may_be_renewed = fields.Boolean(required=True, metadata={
        "description": "On a refresher: the accreditation that she has can be renewed today."})


class WaitingShown(Schema):
    """Somebody of your region who has completed the course and whom you are asked to back."""

    run = fields.String(required=True)
    place = fields.String(required=True)
    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    employer = fields.String(required=True, allow_none=True)
    workplace = fields.String(required=True, allow_none=True)
    completed_on = fields.Date(required=True)
    appointment = fields.String(required=True, allow_none=True)
    who_else_marks = fields.String(required=True, metadata={
        "description": "Where you marked everything alone: who must mark one answer again before you can sign."})


class SignedShown(Schema):
    """A sign-off of yours."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    signed_at = fields.AwareDateTime(required=True)


class WaivedShown(Schema):
    """That the basic course is waived for somebody, and why."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    reason = fields.String(required=True)


class AccreditationsAsked(Listing):
    """Which accreditations."""

    person = DelimitedList(fields.Integer(strict=False), load_default=(), validate=validate.Length(
        min=1, max=100, error="Give at most 100 ids at a time"), metadata={
        "description": "Only of these persons: their ids, with commas between."})


class AccreditationShown(Schema):
    """An accreditation as it was given, and how it stands today."""

    id = fields.Integer(required=True)
    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    membership_number = fields.String(required=True, allow_none=True)
    rep_kind = fields.String(required=True)
    run = fields.String(required=True, allow_none=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True)
    rule_version = fields.String(required=True)
    accredited_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_reason = fields.String(required=True, allow_none=True)
    standing = fields.String(required=True, validate=validate.OneOf(STANDINGS))
