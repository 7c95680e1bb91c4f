"""The shapes of what is typed when a run is planned."""

from marshmallow import fields, validate

from lms.web import Plain

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


def due_dates(case_studies) -> type[Plain]:
    """A date for each case study of the programme."""
    return Plain.from_dict({
        f"due_{each.code}": fields.Date(load_default=None, metadata={
            "label": f"{each.code} “{each.title}” is due on", "width": "m"})
        for each in case_studies
    }, name="DueDates")
