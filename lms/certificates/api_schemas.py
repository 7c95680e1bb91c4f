"""What a program is shown of certificates: what was issued, what would be, and what the check of a code answers."""

from marshmallow import Schema, fields, validate

from lms.certificates import rules
from lms.certificates.models import KINDS
from lms.web.api import Listing

STATES = (rules.CURRENT, rules.NOT_CURRENT, rules.EXPIRED, rules.WITHDRAWN, rules.SUPERSEDED)
_state = validate.OneOf(STATES)


class IssuedAsked(Listing):
    """Which certificates."""

    run = fields.String(load_default="", validate=validate.Length(max=20), metadata={
        "description": "Only those of the run with this reference."})


class IssuedShown(Schema):
    """A certificate in the list of all that were issued."""

    number = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    title = fields.String(required=True)
    person_id = fields.Integer(required=True)
    name = fields.String(required=True, metadata={"description": "As it is printed."})
    run = fields.String(required=True, allow_none=True)
    issued_on = fields.Date(required=True)
    valid_until = fields.Date(required=True, allow_none=True)
    state = fields.String(required=True, validate=_state, metadata={"description": "As it stands today."})


class EndShown(Schema):
    """When it stopped, through whom, and the class of reasons."""

    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True)
    kind = fields.String(required=True)
    reason = fields.String(required=True)


class CertificateShown(IssuedShown):
    """One certificate: what it says, how it stands, and what it rests on."""

    code = fields.String(required=True)
    sentence = fields.String(required=True)
    issued_by = fields.String(required=True)
    body = fields.String(required=True)
    s10 = fields.String(required=True, allow_none=True)
    wording = fields.String(required=True)
    wording_approved_by = fields.String(required=True, allow_none=True)
    specimen = fields.Boolean(required=True)
    is_made = fields.Boolean(required=True, metadata={"description": "Whether its document can be fetched."})
    end = fields.Nested(EndShown, required=True, allow_none=True)
    successor = fields.String(required=True, allow_none=True, metadata={
        "description": "The number of the one that took its place."})


class OwnCertificateShown(Schema):
    """A certificate of your own."""

    number = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    title = fields.String(required=True)
    name = fields.String(required=True)
    code = fields.String(required=True)
    issued_on = fields.Date(required=True)
    valid_until = fields.Date(required=True, allow_none=True)
    state = fields.String(required=True, validate=_state)
    sentence = fields.String(required=True)
    specimen = fields.Boolean(required=True)
    is_made = fields.Boolean(required=True)


class BatchShown(Schema):
    """Certificates that were issued together, and how many of their documents there are."""

    id = fields.Integer(required=True)
    run = fields.String(required=True)
    job_id = fields.String(required=True, metadata={"description": "Ask for it under jobs."})
    planned = fields.Integer(required=True)
    made = fields.Integer(required=True)
    requested_at = fields.AwareDateTime(required=True)
    requested_by = fields.String(required=True)


class LineShown(Schema):
    """What one person would get if it were issued now."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    gets = fields.List(fields.String(validate=validate.OneOf(KINDS)), required=True)
    has = fields.List(fields.String(validate=validate.OneOf(KINDS)), required=True)
    why = fields.String(required=True)
    waits = fields.Boolean(required=True, metadata={"description": "It is hers, but can't be issued yet."})


class DryRunShown(Schema):
    """What would be issued for a run now, and to whom; `seen` is sent back to issue just that."""

    run = fields.String(required=True)
    standard = fields.String(required=True)
    seen = fields.String(required=True)
    accreditations = fields.Integer(required=True)
    completions = fields.Integer(required=True)
    nothing = fields.Integer(required=True)
    falls_short = fields.List(fields.String(), required=True, metadata={"description": "Who gets no accreditation."})
    lines = fields.List(fields.Nested(LineShown), required=True)
    batch = fields.Nested(BatchShown, required=True, allow_none=True, metadata={
        "description": "What was issued for it last."})


class CheckedShown(Schema):
    """What the check of a code answers; never whose certificate it is."""

    state = fields.String(required=True, validate=validate.OneOf((*STATES, rules.NOT_FOUND)))
    sentence = fields.String(required=True)
    code = fields.String(required=True, allow_none=True, metadata={
        "description": "As it is printed; null where it can't be one of ours, and may have been mistyped."})
    certifies = fields.String(required=True, allow_none=True)
    issuer = fields.String(required=True, allow_none=True)
    issued_on = fields.Date(required=True, allow_none=True)
    valid_until = fields.Date(required=True, allow_none=True)
    ended_on = fields.Date(required=True, allow_none=True)
    specimen = fields.Boolean(required=True)
    checked_at = fields.AwareDateTime(required=True)


class ComparedShown(CheckedShown):
    """The same, and whether the name that was sent is the one that is printed."""

    matches = fields.Boolean(required=True, allow_none=True, metadata={
        "description": "null where there is no such certificate."})
