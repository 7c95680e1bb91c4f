"""Who may import whom: the contracts of pyproject.toml, and what rules and operations do without."""

import ast
import sys
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.house.tree import PROJECT, modules, parsed

# What only a door may ask for: an operation is told who acts and when.
NOT_ASKED = {
    "flask": {"request", "session", "g"},
    "flask_login": {"current_user"},
    "lms.web": {"asking"},
    "lms.web.access": {"asking", "roles_of_asking"},
    "lms.people.signed_in": {"person_asking"},
    "lms.clock": {"now", "system_clock"},
}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
          ("clock", "now"), ("func", "now"), ("func", "current_timestamp")}


def test_imports_run_one_way(monkeypatch, capsys):
    monkeypatch.chdir(PROJECT)
    kept = lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS
    assert kept, capsys.readouterr().out


def imported(tree: ast.Module) -> list[tuple[str, str]]:
    """(module, name) for each import of a file."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.module or "", alias.name) for alias in node.names]
    return found


def test_rules_need_nothing_but_the_standard_library():
    """Neither they nor what they import of ours."""
    found, seen, ahead = [], set(), modules("rules")
    while ahead:
        path = ahead.pop()
        seen.add(path)
        for module, name in imported(parsed(path)):
            if module.split(".")[0] == "lms":
                lower = [Path(*each.split(".")).with_suffix(".py") for each in (module, f"{module}.{name}")]
                ahead += [each for each in lower if each not in seen and (PROJECT / each).is_file()]
            elif module.split(".")[0] not in sys.stdlib_module_names:
                found.append(f"{path} imports {module}")
    assert not found


def test_an_operation_is_told_who_acts_and_when_and_never_commits():
    found = []
    for path in modules("operations", "lookups", "models", "rules"):
        tree = parsed(path)
        found += [
            f"{path} imports {name} from {module}"
            for module, name in imported(tree) if name in NOT_ASKED.get(module, ())
        ]
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                of = node.value.id if isinstance(node.value, ast.Name) else ""
                if (of, node.attr) in CLOCKS:
                    found.append(f"{path}:{node.lineno} asks what time it is")
                if node.attr == "commit":
                    found.append(f"{path}:{node.lineno} commits")
    assert not found
