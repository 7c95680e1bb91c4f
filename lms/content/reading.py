"""Reading a folder of course material: the whole of it, or every mistake in it at once.

    union.yaml, union/privacy.md, union/accessibility.md
    programmes/<slug>.yaml
    law/<name>.yaml
    modules/<slug>/…, see modules.py
    wordings/<name>.yaml
"""

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from lms.content.building import Problem
from lms.content.consistency import check
from lms.content.files import Files
from lms.content.law import Law
from lms.content.modules import check_slug, read_modules
from lms.content.shapes import Material, Module, Programme, Union, Wording
from lms.content.texts import laws_cited, texts_in


class Mistakes(Exception):
    """The material can't be used; `problems` names every mistake as file, field, words."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read(folder: Path) -> Material:
    """The material in a folder; raises Mistakes with all that is wrong in it."""
    files = _files_of(folder)
    union, laws, wordings = _union(files), _laws(files), _wordings(files)
    modules = read_modules(files, laws)
    laws = {slug: law for slug, law in laws.items() if law}
    sound = not files.problems
    programmes = [programme for path in files.listed(folder / "programmes", ".yaml")
                  if (programme := _programme(files, path, modules, laws, wordings))]
    if not programmes and sound:
        files.wrong(folder / "programmes", "files", "there is no programme")
    # Half-read modules would be reported twice: once as what is wrong, once as what is missing.
    problems = files.problems + check(
        Material(union, tuple(programmes), tuple(modules.values()), tuple(laws.values()), wordings), whole=sound
    )
    if problems:
        raise Mistakes(problems)
    return Material(union, tuple(programmes), tuple(modules.values()), tuple(laws.values()), wordings)


def read_union(folder: Path) -> Union:
    """Only what the union states of itself; raises Mistakes."""
    files = _files_of(folder)
    union = _union(files)
    if files.problems:
        raise Mistakes(files.problems)
    return union


def _files_of(folder: Path) -> Files:
    if not folder.is_dir():
        raise Mistakes([Problem(str(folder), "folder", "there is no such folder")])
    return Files(folder)


def _union(files: Files) -> Union | None:
    union = files.thing(Union, files.folder / "union.yaml", {}, ("privacy", "accessibility"))
    statements = {}
    for name in ("privacy", "accessibility"):
        path = files.folder / "union" / f"{name}.md"
        statements[name] = files.html(path, "text", files.text(path) or "")
    return dataclasses.replace(union, **statements) if union else None


def _wordings(files: Files) -> tuple[Wording, ...]:
    paths = files.listed(files.folder / "wordings", ".yaml")
    return tuple(wording for path in paths if (wording := files.thing(Wording, path, {})))


def _programme(
    files: Files, path: Path, modules: dict[str, Module], laws: dict[str, Law], wordings: tuple[Wording, ...],
) -> Programme | None:
    check_slug(files, path, path.stem)
    programme = files.thing(Programme, path, {"slug": path.stem}, ("modules", "wordings", "law"))
    if programme is None:
        return None
    for slug in programme.module_slugs:
        if not (files.folder / "modules" / slug).is_dir():
            files.wrong(path, "module_slugs", f"there is no module {slug}")
    known = tuple(modules[slug] for slug in programme.module_slugs if slug in modules)
    return dataclasses.replace(programme, modules=known, wordings=wordings, law=_cited(known, laws))


def _laws(files: Files) -> dict[str, Law | None]:
    """By name; None for one with a mistake, so that who cites it isn't told that it is missing."""
    found = {}
    for path in files.listed(files.folder / "law", ".yaml"):
        check_slug(files, path, path.stem)
        law = files.thing(Law, path, {"slug": path.stem})
        found[path.stem] = files.shown(law, path) if law else None
    return found


def _cited(modules: Iterable[Module], laws: dict[str, Law]) -> tuple[Law, ...]:
    names = {name for module in modules for text in texts_in(module) for name in laws_cited(text)}
    return tuple(laws[name] for name in sorted(names & laws.keys()))
