"""The browser tests wait for what they look at: a page may be on its way, and a machine slow."""

import ast
import re

import pytest

from tests.house.tree import PROJECT, files, parsed

AT_ONCE = {"is_visible", "is_hidden", "is_enabled", "is_disabled", "is_checked", "is_editable", "inner_text",
           "inner_html", "text_content", "input_value", "get_attribute", "all_inner_texts", "all_text_contents"}
OF_THIS_PAGE = AT_ONCE | {"goto", "reload", "url", "content", "title", "evaluate", "evaluate_all", "count"}
PROMISE = re.compile(r"wait_for_function\(\s*f?[\"']+\s*async")
TESTS = [path for path in files() if path.parts[:2] == ("tests", "browser")]


def attributes(statement: ast.AST) -> set[str]:
    return {each.attr for each in ast.walk(statement) if isinstance(each, ast.Attribute)}


def is_press(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) and isinstance(
        statement.value.func, ast.Attribute) and statement.value.func.attr in ("click", "dblclick")


def too_soon(module: ast.Module) -> list[int]:
    """The lines that look without waiting: an assertion that asks once, and what comes straight after a click."""
    lines = [each.lineno for each in ast.walk(module) if isinstance(each, ast.Assert) and attributes(each) & AT_ONCE]
    for block in ast.walk(module):
        body = block.body if isinstance(getattr(block, "body", None), list) else []
        lines += [after.lineno for before, after in zip(body, body[1:], strict=False)
                  if is_press(before) and attributes(after) & OF_THIS_PAGE]
    return lines


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_no_browser_test_looks_too_soon(path):
    assert not too_soon(parsed(path)), "use `expect(…)`, `follow(…)` or `becomes(…)` (tests/browser/leaving.py)"


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_no_browser_test_waits_for_a_promise(path):
    """Playwright takes the promise itself for what it waits for: it has come at once."""
    assert not PROMISE.search((PROJECT / path).read_text(encoding="utf-8")), "use `becomes(…)`"


@pytest.mark.parametrize("text", [
    "def f():\n  assert page.get_by_text('here').is_visible()",
    "def f():\n  page.get_by_role('link').click()\n  page.goto('/')",
    "with it:\n  page.get_by_role('link').first.click()\n  assert page.url.endswith('/')",
])
def test_a_look_that_is_too_soon_is_found(text):
    assert too_soon(ast.parse(text))
