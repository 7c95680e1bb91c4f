"""What a program sends, read through the schema that the page's form is read through.

Stricter than the form: an unknown field is a mistake, and a number is no text.
"""

import json
from collections.abc import Mapping

from marshmallow import RAISE, Schema, ValidationError, fields, validate
from webargs.core import is_json
from webargs.flaskparser import FlaskParser

from lms.web.api.problems import Problem
from lms.web.forms import SAID

# What JSON calls each kind of field; bool comes before int, because Python takes one for the other.
KINDS = (
    (fields.Boolean, bool, "Give true or false"),
    (fields.Integer, int, "Give a whole number"),
    (fields.Float, (int, float), "Give a number"),
    (fields.List, list, "Give a list"),
    (fields.Nested, dict, "Give an object"),
    (fields.Dict, dict, "Give an object"),
    (fields.String, str, "Give text in quotes"),
    ((fields.Date, fields.Time, fields.DateTime), str, "Give a date or time in quotes"),
)
CHOOSE = "Choose one of these"
SAID_TO_PROGRAMS = SAID | {
    "Unknown field.": "There is no such field here",
    "Invalid input type.": "Send a JSON object",
    "Missing data for required field.": "This is needed",
}


class Reader(FlaskParser):
    """Reads body and query; whatever doesn't fit is one problem that names every field."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": RAISE, "query": RAISE, "files": RAISE, "form": RAISE}

    def load_json(self, req, schema: Schema):
        if not is_json(req.mimetype):
            raise Problem("wrong-type", "Send the body as JSON, with Content-Type: application/json.")
        try:
            text = req.get_data(cache=True).decode("utf-8")
            sent = json.loads(text, parse_float=_number, parse_constant=_no_number)
        except ValueError:
            raise Problem("unreadable", "The body isn't JSON in UTF-8.") from None
        except RecursionError:
            raise Problem("unreadable", "The body is nested too deeply.") from None
        if not isinstance(sent, dict):
            raise ValidationError("Send a JSON object")
        wrong = {} if not isinstance(sent, dict) else wrong_kinds(schema, sent)
        if wrong:
            raise ValidationError(wrong)
        return sent

    def load_files(self, req, schema: Schema):
        if req.mimetype != "multipart/form-data":
            raise Problem("wrong-type", "Send the file as a form, with Content-Type: multipart/form-data.")
        return self._makeproxy(req.files, schema)

    def handle_error(self, error: ValidationError, req, schema, *, error_status_code, error_headers):
        location, said = _unwrapped(error.normalized_messages())
        said = {name: _with_choices(schema.load_fields.get(name), each) for name, each in said.items()}
        raise Problem("invalid", errors=list(_named(said, LOCATIONS.get(location, location)))) from None


def _number(text: str) -> int | float:
    """In JSON 12.0 is a whole number, as it is for a program whose language has one kind of number."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _no_number(text: str):
    raise ValueError(f"{text} is no JSON")


LOCATIONS = {"json": "body", "files": "body", "form": "body"}


def wrong_kinds(schema: Schema, sent: Mapping) -> dict[str, list[str]]:
    """The fields whose JSON type isn't the one that is meant, with what is needed."""
    wrong = {}
    for name, shape in schema.load_fields.items():
        name = shape.data_key or name
        if name in sent and not (sent[name] is None and shape.allow_none):
            said = _wrong_kind(shape, sent[name])
            if said:
                wrong[name] = [said]
    return wrong


def _wrong_kind(shape: fields.Field, value: object) -> str | None:
    for cls, wanted, said in KINDS:
        if isinstance(shape, cls):
            if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
                return said
            if isinstance(shape, fields.List):
                inner = [_wrong_kind(shape.inner, each) for each in value]
                return next((f"{each}, in each place of the list" for each in inner if each), None)
            return None
    return None


def _with_choices(shape: fields.Field | None, said: dict | list) -> dict | list:
    """A page shows beside the field what can be chosen; a program is told in the sentence."""
    chosen = next((each for each in shape.validators if isinstance(each, validate.OneOf)), None) if shape else None
    if chosen is None or said != [CHOOSE]:
        return said
    return [f"Must be one of: {chosen.choices_text}."]


def _unwrapped(said: dict) -> tuple[str, dict]:
    """webargs puts everything under the location that it read."""
    (location, inner), *_more = said.items()
    return location, inner if isinstance(inner, dict) else {"": inner}


def _named(said: dict | list, path: str):
    if isinstance(said, list):
        for sentence in said:
            yield path, SAID_TO_PROGRAMS.get(sentence, sentence)
        return
    for name, inner in said.items():
        yield from _named(inner, path if name in ("", "_schema") else f"{path}.{name}")
