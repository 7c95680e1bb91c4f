"""The document of the API: as OpenAPI for a program, and as pages for a person."""

import json
import re
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template
from markdown_it import MarkdownIt
from markupsafe import Markup

from lms.web.access import public
from lms.web.api.problems import KINDS

pages = Blueprint("reference", __name__)
EXAMPLES = Path(__file__).with_name("examples.json")  # written by a test that walks the whole way
METHODS = ("get", "post", "put", "patch", "delete")
_markdown = MarkdownIt("commonmark", {"html": False})


def document() -> dict:
    """The OpenAPI document; made once a process."""
    documents = current_app.extensions["lms.api"].documents
    if not hasattr(documents, "made"):
        documents.made = documents.spec.to_dict() | {"servers": [{"url": current_app.config["BASE_URL"]}]}
        _exemplify(documents.made, json.loads(EXAMPLES.read_text()))
    return documents.made


def _exemplify(said: dict, examples: dict[str, dict]) -> None:
    """Put what was really asked and answered beside each operation, where OpenAPI has a place for it."""
    for methods in said["paths"].values():
        for method in METHODS:
            found = examples.get(methods[method]["operationId"]) if method in methods else None
            if found:
                operation = methods[method]
                answered = operation["responses"][str(found["status"])]
                operation["x-example"] = found
                for name, place in (("body", operation.get("requestBody")), ("answer", answered)):
                    if name in found:
                        place["content"]["application/json"]["example"] = found[name]


@pages.get("/api/v1/openapi.json")
@public
def openapi():
    return Response(json.dumps(document(), ensure_ascii=False), mimetype="application/json")


@pages.get("/programs")
@public
def index():
    return render_template("reference/index.html", document=document(), chapters=_chapters(), said=_said)


@pages.get("/programs/<chapter>")
@public
def chapter(chapter):
    found = _chapters().get(chapter) or abort(404)
    return render_template("reference/chapter.html", chapter=found, fields=_fields, said=_said, as_json=_as_json,
                           said_in_line=_said_in_line)


@pages.get("/programs/problems")
@public
def problems():
    return render_template("reference/problems.html", kinds=KINDS, said=_said)


def _chapters() -> dict[str, dict]:
    """Each tag with its operations, by the word in its address."""
    found = {
        slug(tag["name"]): {"title": tag["name"], "description": tag["description"], "operations": []}
        for tag in document()["tags"]
    }
    for path, methods in document()["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method] | {"method": method.upper(), "path": path}
                found[slug(operation["tags"][0])]["operations"].append(operation)
    return {word: chapter for word, chapter in found.items() if chapter["operations"]}


def slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")


def _resolved(thing: dict) -> dict:
    while "$ref" in thing:
        place, thing = thing["$ref"].removeprefix("#/").split("/"), document()
        for word in place:
            thing = thing[word]
    return thing


def _fields(schema: dict, under: str = "", depth: int = 0) -> list[tuple[str, str, bool, str]]:
    """The fields of a schema as rows: name, type, whether it is needed, what it is."""
    schema, rows = _resolved(schema), []
    if schema.get("type") == "array":
        return _fields(schema["items"], f"{under}[]", depth)
    for name, shape in schema.get("properties", {}).items():
        inner = _resolved(shape.get("items", shape))
        rows.append((f"{under}{'.' if under else ''}{name}", _type(shape), name in schema.get("required", ()),
                     shape.get("description", "")))
        if "properties" in inner and depth < 2:
            is_list = "items" in shape
            rows += _fields(inner, f"{under}{'.' if under else ''}{name}{'[]' if is_list else ''}", depth + 1)
    return rows


def _type(shape: dict) -> str:
    shape = _resolved(shape)
    kinds = shape.get("type", "object")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if "array" in kinds:
        return f"list of {_type(shape['items'])}"
    if shape.get("enum"):
        return "one of " + ", ".join(str(value) for value in shape["enum"] if value is not None)
    return " or ".join([shape.get("format", kind) if kind == "string" else kind for kind in kinds])


def _said(text: str) -> Markup:
    """Our own few words of Markdown as HTML."""
    return Markup(_markdown.render(text))


def _said_in_line(text: str) -> Markup:
    return Markup(_markdown.renderInline(text))


def _as_json(example: object) -> str:
    return json.dumps(example, ensure_ascii=False, indent=2)
