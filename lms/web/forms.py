"""A form read through a marshmallow schema: one place for the browser's oddities.

A schema is the shape (type, length, choice); what needs the database or the clock is the
operation's to refuse. A field's label, hint and kind are its metadata:

    name = fields.String(required=True, metadata={"label": "Name", "hint": "As on the certificate"})
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validate, validates_schema
from werkzeug.datastructures import MultiDict

from lms.refusal import Refusal

KINDS = {
    fields.Boolean: "checkbox", fields.Date: "date", fields.Time: "time", fields.Email: "email",
    fields.Integer: "number", fields.List: "checkboxes", fields.Raw: "file",
}
LARGEST = 2**31 - 1
YEARS = range(1900, 2101)  # what lies outside is a slip of the finger
SAID = {
    "Missing data for required field.": "This is needed",
    "Field may not be null.": "This is needed",
    "Not a valid date.": "Give a date, for example 2026-11-05",
    "Not a valid time.": "Give a time, for example 09:30",
    "Not a valid integer.": "Give a whole number",
    "Not a valid email address.": "That doesn't look like an e-mail address. It needs an @ and a dot",
    "Invalid value.": "Choose one of these",
}


class Plain(Schema):
    """The base of our schemas: what a browser adds (the token, the button) is left aside.

    Blank is the same as left out, whichever door it comes through.
    """

    class Meta:
        unknown = EXCLUDE

    @pre_load
    def _without_blanks(self, sent, **_kwargs):
        if not isinstance(sent, Mapping):
            return sent
        tidy = {name: self._tidy(name, value) for name, value in sent.items()}
        return {name: value for name, value in tidy.items() if value != ""}

    def _tidy(self, name: str, value: object) -> object:
        if isinstance(value, str):
            if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
                raise ValidationError("There is a sign in this that isn't text", name)
            shape = self.load_fields.get(name)
            kind = shape.metadata.get("kind") if shape else ""
            return value if kind in ("password", "textarea") else value.strip()
        return value

    @validates_schema
    def _within_reason(self, data, **_kwargs):
        far = {name: [said] for name, value in data.items() if (said := _beyond(value))}
        if far:
            raise ValidationError(far)


@dataclass
class Drawn:
    """What the macro needs to draw one field."""

    name: str
    label: str
    hint: str
    kind: str
    required: bool
    choices: list[tuple]
    autocomplete: str
    inputmode: str
    maxlength: int | None
    rows: int
    width: str


@dataclass
class Form:
    """A form as shown: its fields, what was typed, and what must be put right.

    `data` is the checked input, or None while something is wrong.
    """

    fields: dict[str, Drawn]
    values: dict[str, object] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    data: dict | None = None

    def refuse(self, refusal: Refusal) -> "Form":
        """Put a refusal beside its field, or at the top."""
        name = refusal.field if refusal.field in self.fields else "form"
        self.errors.setdefault(name, []).append(refusal.sentence)
        return self

    def choose(self, name: str, choices: list[tuple]) -> "Form":
        """Give a select or radios its choices: (value, label) or (value, label, hint)."""
        self.fields[name].choices = [(str(choice[0]), *choice[1:]) for choice in choices]
        return self


def show_form(schema: type[Schema] | Schema, values: dict | None = None) -> Form:
    """A form to be filled in; `values` are what its fields begin with."""
    schema = schema() if isinstance(schema, type) else schema
    drawn = {name: _draw(name, shape) for name, shape in schema.load_fields.items()}
    begun = {name: _as_typed(value) for name, value in (values or {}).items()}
    return Form(drawn, begun)


def read_form(schema: type[Schema] | Schema) -> Form:
    """The form that was just sent: `data` if it has the right shape, else `errors` beside the fields."""
    schema = schema() if isinstance(schema, type) else schema
    form = show_form(schema)
    form.values = _typed(request.form, schema)
    sent = {name: value for name, value in form.values.items() if value not in ("", None, [])}
    for name, shape in schema.load_fields.items():
        if isinstance(shape, fields.Raw) and type(shape) is fields.Raw and request.files.get(name):
            sent[name] = request.files[name]
        elif isinstance(shape, fields.Boolean):
            sent.setdefault(name, False)
        elif isinstance(shape, fields.List):
            sent.setdefault(name, [])
    try:
        form.data = schema.load(sent)
    except ValidationError as wrong:
        form.errors = {name: _sentences(said) for name, said in wrong.normalized_messages().items()}
    return form


def _typed(sent: MultiDict, schema: Schema) -> dict[str, object]:
    typed: dict[str, object] = {}
    for name, shape in schema.load_fields.items():
        if isinstance(shape, fields.List):
            typed[name] = [value for value in sent.getlist(name) if value]
        elif name in sent:
            text = sent[name].replace("\r\n", "\n").replace("\x00", "")
            typed[name] = text if shape.metadata.get("kind") in ("password", "textarea") else text.strip()
    return typed


def _beyond(value: object) -> str | None:
    """Why a value is further off than any that is meant; None if it isn't."""
    if any(type(each) is int and abs(each) > LARGEST for each in (value if isinstance(value, list) else [value])):
        return "That number is too large"
    if isinstance(value, date) and value.year not in YEARS:
        return f"Give a year from {YEARS.start} to {YEARS.stop - 1}"
    return None


def _as_typed(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value]
    if value is None or value is False:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()[:16]
    return "true" if value is True else str(value)


def _sentences(said) -> list[str]:
    if isinstance(said, dict):
        said = [line for lines in said.values() for line in _sentences(lines)]
    return [SAID.get(line, line).rstrip(".") for line in said]


def _draw(name: str, shape: fields.Field) -> Drawn:
    told = shape.metadata
    choices, longest = told.get("choices", []), told.get("maxlength")
    for check in shape.validators:
        if isinstance(check, validate.OneOf) and not choices:
            choices = list(zip(check.choices, check.labels or check.choices, strict=False))
        if isinstance(check, validate.Length) and check.max and not longest:
            longest = check.max
    guess = next((kind for cls, kind in KINDS.items() if isinstance(shape, cls) and cls is not fields.Raw), "text")
    if type(shape) is fields.Raw:
        guess = "file"
    if choices and guess == "text":
        guess = "radios" if len(choices) <= 5 else "select"
    return Drawn(
        name=name, label=told.get("label", name.replace("_", " ").capitalize()), hint=told.get("hint", ""),
        kind=told.get("kind", guess), required=shape.required,
        choices=[(str(choice[0]), *choice[1:]) for choice in choices],
        autocomplete=told.get("autocomplete", "off"), inputmode=told.get("inputmode", ""),
        maxlength=longest, rows=told.get("rows", 6), width=told.get("width", ""),
    )
