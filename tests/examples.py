"""The examples of the programs' reference: what a walk really asked and was answered, cut to what one can read.

`RECORD=1 make test ARGS="tests/web/test_the_whole_way_by_program.py"` writes them anew.
"""

import json
import os
import re
from pathlib import Path

from lms.web.api import reference

KEPT = Path(reference.__file__).with_name("examples.json")
# What is another each time (numbers of rows, tokens, fingerprints, jobs), or with each word that an author changes.
VARIES = re.compile(r"(^|_)(id|seen|code|writer|employer|size|minutes|planned)$")
PROSE = 60  # letters; longer ones are the course material's


class Recorder:
    """Keeps the first good answer of each operation."""

    def __init__(self):
        self.found: dict[str, dict] = {}

    def keep(self, operation: str, method: str, path: str, body: object, answer) -> None:
        if operation in self.found or answer.status_code not in (200, 201, 202):
            return
        told = {"request": f"{method} {path}", "status": answer.status_code}
        if body is not None:
            told["body"] = _cut(body)
        if answer.mimetype == "application/json":
            told["answer"] = _cut(answer.json)
        self.found[operation] = told

    def differing(self) -> list[str]:
        """The operations whose example isn't what is answered now; with RECORD=1 they are written down instead."""
        if "RECORD" in os.environ:
            KEPT.write_text(json.dumps(self.found, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        kept = json.loads(KEPT.read_text())
        return sorted(
            name for name in {*kept, *self.found} if _masked(kept.get(name)) != _masked(self.found.get(name))
        )


def _cut(value: object) -> object:
    if isinstance(value, dict):
        return {name: _cut(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cut(inner) for inner in value[:2]]
    return f"{value[:120]}…" if isinstance(value, str) and len(value) > 160 else value


def _masked(value: object, name: str = "") -> object:
    if VARIES.search(name):
        return type(value).__name__
    if isinstance(value, dict):
        return {inner: _masked(each, inner) for inner, each in value.items()}
    if isinstance(value, list):
        return [_masked(each, name) for each in value]
    if isinstance(value, str) and len(value) > PROSE and name not in ("request", "next"):
        return "prose"
    is_address = name in ("request", "next") and value
    return re.sub(r"\d+(?=$|/|\?)|(?<=after=).*|(?<=/verify/).*", "N", value) if is_address else value
