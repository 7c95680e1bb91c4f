"""A program of the tests: it asks the API with a token, and takes no answer that the document doesn't promise."""

import json
from functools import cache
from urllib.parse import urlsplit

from flask import Flask, has_app_context
from jsonschema import Draft202012Validator, FormatChecker
from werkzeug.exceptions import HTTPException

from lms.web.api.doors import VERSION
from lms.web.api.reference import document


class Program:
    """`program.get("/me")`, `program.post("/runs/RC-26-01/bookings", json={…})`; paths are under /api/v1."""

    def __init__(self, app: Flask, token: str | None):
        self.app, self.token = app, token
        self.client = app.test_client(use_cookies=False)

    def open(self, method: str, path: str, headers: dict | None = None, **how):
        assert not has_app_context(), "leave the context before asking"
        parts = urlsplit(path)
        path = parts.path if parts.path.startswith("/api/") else VERSION + parts.path
        path += f"?{parts.query}" if parts.query else ""
        shown = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        answer = self.client.open(path, method=method, headers=shown | (headers or {}), **how)
        found = self.faults(method, answer)
        assert not found, f"{method} {path}: {answer.status_code}: {found}\n{answer.text[:600]}"
        return answer

    def get(self, path: str, **how):
        return self.open("GET", path, **how)

    def post(self, path: str, **how):
        return self.open("POST", path, **how)

    def put(self, path: str, **how):
        return self.open("PUT", path, **how)

    def patch(self, path: str, **how):
        return self.open("PATCH", path, **how)

    def delete(self, path: str, **how):
        return self.open("DELETE", path, **how)

    def all(self, path: str) -> list:
        """Every item of a list, by following `next`."""
        items = []
        while path:
            answer = self.get(path).json
            items, path = items + answer["items"], answer["next"]
        return items

    def faults(self, method: str, answer) -> str:
        """What of the answer the document doesn't promise."""
        if answer.status_code >= 500:
            return "a server error"
        promised = self._promised(method, answer.request.path)
        if promised is None:
            return "" if answer.mimetype == "application/problem+json" else f"a stranger's {answer.mimetype}"
        if str(answer.status_code) not in promised:
            return f"the document has only {sorted(promised)}"
        content = promised[str(answer.status_code)].get("content", {})
        if not content:
            return "a body that the document doesn't have" if answer.data else ""
        if answer.mimetype not in content:
            return f"{answer.mimetype}, and the document has {sorted(content)}"
        if not answer.mimetype.endswith("json"):
            return ""
        wrong = list(_validator(self.app, json.dumps(content[answer.mimetype]["schema"])).iter_errors(answer.json))
        return "; ".join(f"{each.json_path}: {each.message}" for each in wrong[:3])

    def operation(self, method: str, path: str) -> dict | None:
        """The operation of the document that a request went to."""
        try:
            rule, _values = self.app.url_map.bind("").match(path, method, return_rule=True)
        except HTTPException:
            return None
        return _document(self.app)["paths"].get(_as_in_document(rule.rule), {}).get(method.lower())

    def _promised(self, method: str, path: str) -> dict | None:
        found = self.operation(method, path)
        return {status: _resolved(self.app, answer) for status, answer in found["responses"].items()} if found else None


@cache
def _document(app: Flask) -> dict:
    with app.test_request_context():
        return document()


@cache
def _validator(app: Flask, schema: str) -> Draft202012Validator:
    shape = json.loads(schema) | {"components": _document(app)["components"]}
    return Draft202012Validator(shape, format_checker=FormatChecker(["date", "date-time", "email", "uuid"]))


def _resolved(app: Flask, thing: dict) -> dict:
    while "$ref" in thing:
        words, thing = thing["$ref"].removeprefix("#/").split("/"), _document(app)
        for word in words:
            thing = thing[word]
    return thing


def _as_in_document(rule: str) -> str:
    """`/runs/<ref>/people/<int:person_id>` as OpenAPI writes it."""
    return "/".join("{" + part[1:-1].rpartition(":")[2] + "}" if part[:1] == "<" else part for part in rule.split("/"))
