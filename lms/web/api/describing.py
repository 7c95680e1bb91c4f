"""What the library's document leaves out of our shapes: all that fits the document is read, and nothing else."""

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls, resolve_schema_instance
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import EXCLUDE, fields

from lms.web.forms import LARGEST, Plain

TIME = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
NOT_BLANK = r"\S"


class Converter(OpenAPIConverter):
    """Knows that a form leaves unknown fields aside, and that a program is refused for them."""

    def schema2jsonschema(self, schema):
        told, shape = super().schema2jsonschema(schema), resolve_schema_instance(schema)
        if isinstance(shape, Plain) and shape.unknown == EXCLUDE:
            told["additionalProperties"] = False
        return told


class Describing(MarshmallowPlugin):
    Converter = Converter

    def __init__(self):
        super().__init__(schema_name_resolver=_name_of)

    def init_spec(self, spec) -> None:
        super().init_spec(spec)
        self.converter.add_attribute_function(_as_on_the_page)
        self.converter.add_attribute_function(_as_it_is_read)


def _name_of(schema) -> str:
    """A schema's name in the document, with its room, because two rooms may call two things alike."""
    cls = resolve_schema_cls(schema)
    return f"{cls.__module__.split('.')[1]}.{cls.__name__}"


def _as_on_the_page(_converter, shape: fields.Field, *, ret: dict) -> dict:
    """A field that has a label on a page is described by it; a choice that is left blank has no default."""
    told = shape.metadata
    if ret.get("default") in ("", None) and ("enum" in ret or ret.get("type") == "array"):
        ret.pop("default", None)
    words = [told.get("label", ""), told.get("hint", "")]
    said = ". ".join(word.rstrip(".") for word in words if word)
    return {"description": f"{said}."} if said and "description" not in told else {}


def _as_it_is_read(_converter, shape: fields.Field, *, ret: dict) -> dict:
    """The limits that Plain sets to whatever is sent."""
    if not isinstance(shape.root, Plain):
        return {}
    if isinstance(shape, fields.Integer) and "enum" not in ret:
        return {"minimum": ret.get("minimum", -LARGEST), "maximum": ret.get("maximum", LARGEST)}
    if isinstance(shape, fields.Time):
        return {"pattern": TIME}
    if type(shape) is fields.Raw:
        return {"type": "string", "format": "binary"}
    if type(shape) is fields.String and shape.required and "enum" not in ret:
        is_kept_as_it_is = shape.metadata.get("kind") in ("textarea", "password")
        return {"minLength": ret.get("minLength", 1)} if is_kept_as_it_is else {"pattern": NOT_BLANK}
    return {}
