"""The document is kept whatever is asked: requests made up from it, by each role, on either database.

GENERATED=100 makes a hundred for each operation and each limit of the document, instead of the few of every day.
Left to others: `negative_data_rejection` where a blank was sent, which is the same as nothing here (Plain);
`positive_data_acceptance`, because the rules refuse with 422 what the shapes let pass: in its place, what fits the
document may be refused by the rules and not as `invalid`; `ignored_auth`, in place of which every closed
door is asked without a token and with a wrong one.
"""

import os
from collections import Counter

import pytest
import schemathesis
from schemathesis import checks as of_all
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from lms.web.api import frame
from tests.house.table import PROGRAMS
from tests.programs import Program
from tests.web.everything import a_union
from tests.web.made_up import covering, generated, odd

pytestmark = pytest.mark.generated

WIDE = int(os.environ.get("GENERATED", "0"))
MANY, EACH = WIDE or 2, 1 if WIDE else 6  # of the document's limits, each or each sixth
ROLES = ("administrator", "facilitator", "officer", "trainee")
CHECKS = [
    of_all.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_schema_conformance, checks.response_headers_conformance, checks.negative_data_rejection,
    checks.unsupported_method, checks.allow_header_conformance,
]
# What JSON Schema has no words for: the introduction of the reference says it, or what the body is about decides.
SAID_IN_WORDS = ("Give a year from", "There is a sign in this that isn't text", "This case study has no such")


@pytest.fixture
def lay_out(house, app, writing, monkeypatch):
    """The union as it was at first, as often as it is called: requests leave it in some state or other."""
    monkeypatch.setattr(frame, "STRANGERS", 10**9)
    app.config["API_LIMIT"] = 10**9

    def again():
        house[1].empty()
        app.extensions["lms.api"].tally.forget()
        return house[1].stage("everything", app.config["CLOCK"], lambda: a_union(app, writing))

    return again


@pytest.fixture
def schema(app):
    read = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    read.config.generation.with_security_parameters = False
    read.config.checks.negative_data_rejection.expected_statuses += ["412"]  # an old tag comes before the body
    return read


def operations(schema):
    for found in schema.get_all_operations():
        operation = found.ok()
        yield operation, PROGRAMS[operation.definition.raw["operationId"].replace(".", "_api.", 1)]


def whose(mark: str) -> str:
    """Who asks everything of an operation: whoever it is for."""
    return next((role for role in ROLES if role in mark), "trainee")


def known_in(operation, values: dict) -> dict:
    found = {each.name: values[each.name] for each in operation.path_parameters if each.name in values}
    return found | {"code": values["checked"]} if "/verify/" in operation.path else found


class Asking:
    """Asks with one token, and collects what the document doesn't have."""

    def __init__(self, app, token: str | None):
        self.program, self.faults = Program(app, token), Counter()
        self.headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {token}"} if token else {})

    def ask(self, case) -> None:
        if "If-Match" in (case.headers or {}) and not case.meta.is_negative_at(ParameterLocation.HEADER):
            tag = self.tag(case.operation.schema.get_full_path(case.formatted_path))
            case.headers["If-Match"] = tag or case.headers["If-Match"]
        answer = case.call(headers=self.headers)
        try:
            case.validate_response(answer, checks=CHECKS, headers=self.headers)
        except BaseExceptionGroup as group:
            for failure in group.exceptions:
                if type(failure).__name__ != "AcceptedNegativeData" or not _has_a_blank(case.body):
                    self.note(case.operation, f"{failure}", f"{answer.request.url} {case.body!r}")
        if answer.status_code == 422 and case.meta.generation.mode.is_positive and answer.json()["code"] == "invalid":
            for wrong in answer.json()["errors"]:
                if not wrong["detail"].startswith(SAID_IN_WORDS):
                    self.note(case.operation, f"fits the document, and is invalid: {wrong}", f"{case.body!r}")

    def send(self, operation, path: str, what: dict, header: dict) -> None:
        tag = self.tag(path) if "data" in what and "If-Match" not in header else None
        headers = {"Authorization": self.headers["Authorization"]} | ({"If-Match": tag} if tag else {}) | header
        answer = self.program.client.open(path, method=operation.method.upper(), headers=headers, **what)
        fault = self.program.faults(operation.method.upper(), answer)
        if fault:
            self.note(operation, f"{answer.status_code}: {fault}", f"{what} {header}")

    def tag(self, path: str) -> str | None:
        return self.program.client.get(path, headers=self.headers).headers.get("ETag")

    def note(self, operation, fault: str, sent: str) -> None:
        self.faults[f"{operation.label}: {fault[:300]}\n    {sent[:300]}"] += 1


def _has_a_blank(body) -> bool:
    return isinstance(body, dict) and "" in body.values()


@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_asked_is_answered_as_the_document_says(app, lay_out, schema, role):
    faults, count = Counter(), 0
    for number, (operation, mark) in enumerate(operations(schema)):
        if whose(mark) != role and number % EACH:
            continue  # who may not is told so by test_access_by_program
        tokens, values = lay_out()
        asking, known = Asking(app, tokens[role]), known_in(operation, values)
        cases = generated(operation, GenerationMode.POSITIVE, MANY, known)
        if whose(mark) == role:
            body = max((case.body for case in cases if isinstance(case.body, dict)), key=len, default=None)
            cases += generated(operation, GenerationMode.NEGATIVE, MANY, known)
            if known:
                cases += generated(operation, GenerationMode.POSITIVE, 1 + MANY // 4, None)
            cases += list(covering(schema, operation, known))[number % EACH::EACH]
            path = schema.get_full_path(operation.path.format(**known))
            for what, header in list(odd(schema, operation, body))[number % EACH::EACH]:
                asking.send(operation, path, what, header)
        for case in cases:
            asking.ask(case)
        faults += asking.faults
        count += len(cases)
    assert count > 50
    assert not faults, "\n".join(f"{many}× {fault}" for fault, many in faults.most_common())


def test_without_a_token_that_counts_only_open_doors_open(app, lay_out, schema):
    tokens, values = lay_out()
    nobody, mistaken = Asking(app, None), Asking(app, tokens["trainee"][::-1])
    for operation, mark in operations(schema):
        (case, *_) = generated(operation, GenerationMode.POSITIVE, 1, known_in(operation, values))
        if mark == "public":
            nobody.ask(case)
        else:
            for asking in (nobody, mistaken):
                answer = case.call(headers=asking.headers)
                case.validate_response(answer, checks=CHECKS, headers=asking.headers)
                assert answer.status_code == 401, operation.label
    assert not nobody.faults
