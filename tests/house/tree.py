"""The files that make up the project: what is committed, or would be."""

import ast
import subprocess
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@cache
def files() -> list[Path]:
    """Every file that git keeps or would keep, relative to the project's folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, check=True, capture_output=True, text=True,
    ).stdout
    return sorted(path for path in map(Path, filter(None, listed.split("\0"))) if (PROJECT / path).is_file())


def is_ours(path: Path) -> bool:
    """Whether we wrote it: not the work of others that lies in `vendor`, and not a lock."""
    return "vendor" not in path.parts and not path.name.startswith("requirements")


def modules(*names: str) -> list[Path]:
    """The rooms' modules of these names, such as `rules`."""
    return [path for path in files() if path.parts[0] == "lms" and len(path.parts) > 2 and path.stem in names]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse((PROJECT / path).read_text(encoding="utf-8"), str(path))
