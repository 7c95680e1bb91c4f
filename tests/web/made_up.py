"""Requests that nobody thought of, made from the document: by schemathesis, and values that have broken others."""

import json
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.config import GenerationConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

LARGE = 10**30
ODD = {
    "string": ["\0", "a\ud800", "x" * 100_000, "\u0663", "1" * 5000, "\u202e", "  "],
    "date": ["0000-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-05T00:00:00Z", "\u0662026-01-01"],
    "time": ["09:30+01:00", "09:30:00Z", "24:00", "23:59:60", "09:30:00.123456"],
    "integer": [LARGE, -LARGE, 2**31, 2**63, -1, 0, 1.0, 1e300, float("nan"), float("inf")],
    "array": [["x"] * 10_000, [1] * 10_000, [1, 1], [], ["\0"], [None], [LARGE], [[]]],
    "boolean": ["true", 1],
    "object": [{"\0": 1}, {"x": LARGE}, {"x": {}}, {"\ud800": 2}, {str(number): 2 for number in range(10_000)}],
}
NO_JSON = ["", "null", "[]", "{", '{"a":' * 5000, "[" * 100_000, '"\\ud800"', "\ufeff{}", '{"\\u0000": 1}']
QUERIES = [
    "limit=" + "9" * 30, "limit=%00", "limit=1&limit=2", "limit=%EF%BC%91", "limit=1e3", "after=%ff", "after=%00",
    "after=" + "A" * 600, "after=bnVsbA", "after=W251bGxd", "x" * 5000, "%", "&&&", "q=%ED%A0%80", "q=%F0%9F%92%A9",
    "number=" + ",".join(["1"] * 101), "person=1,1,x", "person=" + "9" * 30, "version=-1", "version=" + "9" * 30,
]
HEADERS = [
    {"If-Match": "*"}, {"If-Match": 'W/"x"'}, {"If-Match": ",,"}, {"If-Match": '"\xe9"'}, {"If-None-Match": "*"},
    {"If-None-Match": ",\xff"}, {"Idempotency-Key": "\xe9" * 8}, {"Idempotency-Key": ""}, {"Authorization": "Bearer"},
    {"Authorization": "Bearer \xff"}, {"Authorization": "Basic \xff"}, {"Authorization": "Bearer " + "x" * 30_000},
    {"Accept": "text/html"}, {"Accept-Encoding": "\xff;q=x"}, {"Range": "bytes=5-2"}, {"If-Modified-Since": "x"},
    {"Content-Type": "application/json; charset=utf-16"}, {"Content-Type": "application/json;;;"},
    {"Content-Type": "\xff"}, {"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data"},
    {"Content-Type": "multipart/form-data; boundary=\xff"}, {"Content-Length": "x"}, {"Content-Length": "-1"},
    {"Cookie": "session=\xff; a"}, {"Host": "\xff"}, {"X-Forwarded-For": "\xff"},
]


def generated(operation, mode: GenerationMode, many: int, known: dict | None) -> list:
    """So many of them, the same each time; with `known` in the address, or made up as well."""
    found = []

    @settings(max_examples=many, derandomize=True, database=None, phases=[Phase.generate], deadline=None,
              suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode, path_parameters=known))
    def collect(case):
        found.append(case)

    try:
        collect()
    except Unsatisfiable:  # where nothing is asked for, nothing can be wrong
        assert mode.is_negative, operation.label
    return found


def covering(schema, operation, known: dict) -> Iterator:
    """Each limit of each parameter and field, from both sides."""
    how = GenerationConfig(deterministic=True, with_security_parameters=False)
    for case in schema.iter_coverage_cases(operation, generation_modes=list(GenerationMode), generation_config=how):
        if case.path_parameters and not case.meta.is_negative_at(ParameterLocation.PATH):
            case.path_parameters.update({name: str(value) for name, value in known.items()})
        yield case


def odd(schema, operation, body: dict | None) -> Iterator[tuple[dict, dict]]:
    """What to send, and headers: one thing is odd in each."""
    if operation.method == "get":
        yield from (({"query_string": query}, {}) for query in QUERIES)
    is_json = "application/json" in operation.definition.raw.get("requestBody", {}).get("content", ())
    for header in HEADERS:
        what = {"data": json.dumps(body)} if is_json else {}
        yield what if "Content-Type" in header or not is_json else what | {"content_type": "application/json"}, header
    if is_json:
        bodies = [*NO_JSON, *(json.dumps(body | {name: value}) for name, value in _odd_fields(schema, operation))]
        yield from (({"data": text, "content_type": "application/json"}, {}) for text in bodies)


def _odd_fields(schema, operation) -> Iterator[tuple[str, object]]:
    content = operation.definition.raw["requestBody"]["content"]["application/json"]
    name = content["schema"]["$ref"].rpartition("/")[2]
    for field, told in schema.raw_schema["components"]["schemas"][name].get("properties", {}).items():
        kind = told["type"] if isinstance(told["type"], str) else told["type"][0]
        if kind == "string":
            kind = "time" if field in ("starts", "ends") else told.get("format", kind)
        yield from ((field, value) for value in ODD.get(kind, ODD["string"]))
