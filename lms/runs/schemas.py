"""The shapes of what is typed when a run is planned, and of runs as programs are shown them."""

from marshmallow import Schema, fields, validate

from lms.runs.models import MODES, STATES
from lms.web import Plain
from lms.web.api import Listing

COUNT = validate.Range(1, 500, error="Give a number between 1 and 500")
PARTS = [("morning", "Morning"), ("afternoon", "Afternoon"), ("evening", "Evening"), ("all day", "All day")]


class Where(Plain):
    """What may still be changed when a run is open."""

    place = fields.String(required=True, validate=validate.Length(max=60), metadata={
        "label": "Where", "hint": "A town, or “On line, with captions”. Everybody sees it.", "width": "m"})
    venue = fields.String(load_default="", validate=validate.Length(max=300), metadata={
        "label": "Venue, or how to join",
        "hint": "Only people who are signed in see it. Address and room, or the link of the meeting."})
    joining_notes = fields.String(load_default="", validate=validate.Length(max=4000), metadata={
        "label": "Joining notes", "kind": "textarea", "rows": 4,
        "hint": "Mailed with the confirmation: how to get there, lunch, what to bring."})
    minimum = fields.Integer(load_default=None, validate=COUNT, metadata={
        "label": "Minimum", "hint": "With fewer people it may not go ahead.", "width": "s", "inputmode": "numeric"})
    closing_on = fields.Date(load_default=None, metadata={
        "label": "Applications close on", "hint": "At the end of that day.", "width": "m"})


class NewRun(Where):
    programme = fields.String(required=True, metadata={"label": "Programme", "kind": "radios"})
    mode = fields.String(required=True, metadata={"label": "How it is held"}, validate=validate.OneOf(
        ["in person", "online", "open"],
        labels=["In person", "On line, on set days", "On line, when it suits each person"]))
    capacity = fields.Integer(load_default=None, validate=COUNT, metadata={
        "label": "Places", "width": "s", "inputmode": "numeric"})
    first_day = fields.Date(load_default=None, metadata={"label": "First day", "width": "m"})
    second_day = fields.Date(load_default=None, metadata={"label": "Second day", "width": "m"})


class NewSession(Plain):
    date = fields.Date(required=True, metadata={"label": "Date", "width": "m"})
    part = fields.String(required=True, metadata={"label": "Part of the day", "kind": "select", "width": "m"},
                         validate=validate.OneOf([value for value, _ in PARTS], labels=[label for _, label in PARTS]))
    starts = fields.Time(required=True, metadata={"label": "Begins", "width": "s"})
    ends = fields.Time(required=True, metadata={"label": "Ends", "width": "s"})
    modules = fields.List(fields.String(), required=True, metadata={"label": "Modules it covers"})


class Covers(Plain):
    modules = fields.List(fields.String(), required=True, metadata={"label": "Modules it covers"})


class NewFacilitator(Plain):
    who = fields.String(required=True, validate=validate.Length(max=254), metadata={
        "label": "Membership number or e-mail address",
        "hint": "Members and guests whom we know. Somebody new is invited under Staff first."})


class DueDate(Plain):
    due_on = fields.Date(required=True, metadata={"label": "Due on", "hint": "By the end of that day."})


def due_dates(case_studies, required) -> type[Plain]:
    """A date for each case study of the programme, those that are required first."""
    return Plain.from_dict({
        f"due_{each.code}": fields.Date(load_default=None, metadata={
            "label": f"{each.code} “{each.title}” is due on", "width": "m",
            "hint": "" if each.code in required else "Nobody has to write this one."})
        for each in sorted(case_studies, key=lambda each: each.code not in required)
    }, name="DueDates")


class RunsAsked(Listing):
    state = fields.String(load_default="", validate=validate.OneOf(STATES), metadata={
        "description": "Only runs in this state."})
    programme = fields.String(load_default="", validate=validate.Length(max=60), metadata={
        "description": "Only runs of the programme with this slug."})


class RunLine(Schema):
    """A run in short."""

    ref = fields.String(required=True)
    programme = fields.String(required=True, metadata={"description": "Its slug."})
    version = fields.String(required=True, metadata={"description": "The version of the programme that it keeps."})
    title = fields.String(required=True)
    place = fields.String(required=True)
    mode = fields.String(required=True, validate=validate.OneOf(MODES))
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    days = fields.List(fields.Date(), required=True, metadata={"description": "None where it is read at any time."})
    capacity = fields.Integer(required=True, allow_none=True)
    minimum = fields.Integer(required=True, allow_none=True)
    closing_on = fields.Date(required=True, allow_none=True)


class SessionShown(Schema):
    """One sitting of a run."""

    id = fields.Integer(required=True)
    day = fields.Integer(required=True)
    part = fields.String(required=True)
    title = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    modules = fields.List(fields.String(), required=True, metadata={"description": "The slugs of what it covers."})


class FacilitatorShown(Schema):
    """Somebody who leads a run."""

    id = fields.Integer(required=True)
    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    since = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True, metadata={
        "description": "When she leads it no more; it may lie ahead."})


class DueDateShown(Schema):
    """When a case study of a run is due."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)


class RunShown(RunLine):
    """A run with its sessions, who leads it and when work is due."""

    venue = fields.String(required=True)
    sessions = fields.List(fields.Nested(SessionShown), required=True)
    facilitators = fields.List(fields.Nested(FacilitatorShown), required=True)
    due_dates = fields.List(fields.Nested(DueDateShown), required=True)
    missing = fields.List(fields.String(), required=True, metadata={
        "description": "What a draft still needs before it opens, a sentence each."})


class PlanShown(Schema):
    """What of a run may still be changed when it is open."""

    place = fields.String(required=True)
    venue = fields.String(required=True)
    joining_notes = fields.String(required=True)
    minimum = fields.Integer(required=True, allow_none=True)
    closing_on = fields.Date(required=True, allow_none=True)
