"""Reading a folder of course material: the whole of it, or every mistake in it at once.

    union.yaml, union/privacy.md, union/accessibility.md
    programmes/<slug>.yaml
    modules/<slug>/module.yaml, NN-<page>.md, case-studies/<code>.yaml
    wordings/<name>.yaml
"""

import dataclasses
import re
from pathlib import Path

from lms.content.building import Problem
from lms.content.consistency import check
from lms.content.files import Files
from lms.content.prose import minutes_for
from lms.content.shapes import CaseStudy, Material, Module, Page, Programme, Union, Wording

PAGE_NAME = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60


class Mistakes(Exception):
    """The material can't be used; `problems` names every mistake as file, field, words."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read(folder: Path) -> Material:
    """The material in a folder; raises Mistakes with all that is wrong in it."""
    files = _files_of(folder)
    union, modules, wordings = _union(files), _modules(files), _wordings(files)
    sound = not files.problems
    programmes = [programme for path in files.listed(folder / "programmes", ".yaml")
                  if (programme := _programme(files, path, modules, wordings))]
    if not programmes and sound:
        files.wrong(folder / "programmes", "files", "there is no programme")
    # Half-read modules would be reported twice: once as what is wrong, once as what is missing.
    problems = files.problems + check(union, programmes, modules.values(), wordings, whole=sound)
    if problems:
        raise Mistakes(problems)
    return Material(union, tuple(programmes))


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


def _programme(files: Files, path: Path, modules: dict[str, Module], wordings: tuple[Wording, ...]) -> Programme | None:
    _check_slug(files, path, path.stem)
    programme = files.thing(Programme, path, {"slug": path.stem}, ("modules", "wordings"))
    if programme is None:
        return None
    for slug in programme.module_slugs:
        if not (files.folder / "modules" / slug).is_dir():
            files.wrong(path, "module_slugs", f"there is no module {slug}")
    known = tuple(modules[slug] for slug in programme.module_slugs if slug in modules)
    return dataclasses.replace(programme, modules=known, wordings=wordings)


def _modules(files: Files) -> dict[str, Module]:
    folder = files.folder / "modules"
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and (module := _module(files, path)):
            found[module.slug] = module
    return found


def _module(files: Files, folder: Path) -> Module | None:
    _check_slug(files, folder, folder.name)
    module = files.thing(Module, folder / "module.yaml", {"slug": folder.name}, ("pages", "case_studies"))
    paths = files.listed(folder, ".md", also=("module.yaml", "case-studies"))
    if not paths:
        files.wrong(folder, "pages", "there is no page (a file such as 01-beginning.md)")
    pages = tuple(page for path in paths if (page := _page(files, path, paths)))
    cases = tuple(case for path in files.listed(folder / "case-studies", ".yaml")
                  if (case := _case_study(files, path, folder.name)))
    return dataclasses.replace(module, pages=pages, case_studies=cases) if module else None


def _page(files: Files, path: Path, all_of_them: list[Path]) -> Page | None:
    name = PAGE_NAME.fullmatch(path.name)
    if not name or len(name[2]) > LONGEST_SLUG:
        return files.wrong(path, "name", "a page is called 01-some-words.md, with at most 60 letters")
    others = [found for other in all_of_them if other < path and (found := PAGE_NAME.fullmatch(other.name))]
    for part, words in ((1, "number"), (2, "name")):
        if any(other[part] == name[part] for other in others):
            files.wrong(path, "name", f"another page of this module has the same {words}")
    text = files.text(path)
    if text is None:
        return None
    title, _, body = text.strip().partition("\n")
    if not re.fullmatch(r"# +\S.*", title):
        return files.wrong(path, "title", "the first line must be the title: # Some words")
    if not body.strip():
        return files.wrong(path, "text", "the page is empty")
    html = files.html(path, "text", body)
    return Page(name[2], title[2:].strip(), html, minutes_for(html))


def _case_study(files: Files, path: Path, module: str) -> CaseStudy | None:
    case = files.thing(CaseStudy, path, {"module": module})
    if case is None:
        return None
    if path.stem != case.code.lower():
        files.wrong(path, "code", f"the file of {case.code} is called {case.code.lower()}.yaml")
    written = {name: files.html(path, name, getattr(case, name)) for name in ("brief", "task", "notes")}
    return dataclasses.replace(case, **written)


def _check_slug(files: Files, path: Path, slug: str) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        files.wrong(path, "name", "small letters, figures and hyphens only, at most 60, for it stands in addresses")
