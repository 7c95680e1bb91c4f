"""A form is read through its schema, and the browser's oddities are put right in one place."""

import pytest
from marshmallow import fields, validate

from lms.refusal import Refusal
from lms.web import Plain, read_form, show_form


class TeaSchema(Plain):
    name = fields.String(required=True, validate=validate.Length(max=10), metadata={"label": "Name", "hint": "Yours"})
    sugar = fields.Integer(load_default=None)
    milk = fields.Boolean()
    with_whom = fields.List(fields.String())
    kind = fields.String(validate=validate.OneOf(["black", "green"], ["Black tea", "Green tea"]))
    on = fields.Date()
    story = fields.String(metadata={"kind": "textarea"})


def read(app, data):
    with app.test_request_context(method="POST", data=data):
        return read_form(TeaSchema)


def test_blank_is_nothing_and_a_missing_box_is_no(app):
    form = read(app, {"name": " Siân ", "sugar": "", "on": "", "submit": "Send", "csrf_token": "x"})
    assert form.data == {"name": "Siân", "sugar": None, "milk": False, "with_whom": []}
    assert form.errors == {}


def test_a_repeated_name_is_a_list_and_lines_end_in_one_way(app):
    form = read(app, {"name": "Ọlá", "milk": "true", "with_whom": ["a", "", "b"], "story": " one\r\ntwo "})
    assert form.data["with_whom"] == ["a", "b"]
    assert form.data["milk"] is True
    assert form.data["story"] == " one\ntwo "


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(app):
    form = read(app, {"name": "A name that is too long", "sugar": "two", "kind": "red", "on": "yesterday"})
    assert form.data is None
    assert set(form.errors) == {"name", "sugar", "kind", "on"}
    assert form.errors["sugar"] == ["Give a whole number"]
    assert form.values["sugar"] == "two"


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_far_off_is_a_slip_and_said_so(app, day):
    assert read(app, {"name": "Ọlá", "on": day}).errors == {"on": ["Give a year from 1900 to 2100"]}


def test_what_is_missing_is_said(app):
    assert read(app, {}).errors == {"name": ["This is needed"]}


@pytest.mark.parametrize(("field", "at"), [("name", "name"), (None, "form"), ("unknown", "form")])
def test_a_refusal_goes_to_its_field_or_to_the_top(app, field, at):
    form = read(app, {"name": "Ọlá"}).refuse(Refusal("Not today.", field=field))
    assert form.errors == {at: ["Not today."]}


def test_the_macro_is_told_what_it_needs():
    form = show_form(TeaSchema, {"milk": True, "kind": "green", "sugar": 2})
    assert form.fields["name"].label == "Name"
    assert form.fields["name"].maxlength == 10
    assert form.fields["name"].required
    assert form.fields["kind"].choices == [("black", "Black tea"), ("green", "Green tea")]
    assert form.fields["kind"].kind == "radios"
    assert form.fields["with_whom"].kind == "checkboxes"
    assert form.values == {"milk": "true", "kind": "green", "sugar": "2"}
