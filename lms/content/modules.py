"""Reading the folder of a module.

    module.yaml, NN-<page>.md, keep.md, checks.yaml, plan.yaml
    case-studies/<code>.yaml, practice/<name>.yaml, figures/<name>.svg
"""

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path

from lms.content.figures import Figure, NotADrawing, drawing, picture_kind
from lms.content.files import Files
from lms.content.law import Law
from lms.content.prose import Shelf, minutes_for
from lms.content.shapes import CaseStudy, Module, Page
from lms.content.trying import Check, Plan, Practice

PAGE_NAME = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60
RESERVED = {"keep", "checks", "reflections", "practice", "paper"}  # they stand where a page's name does in an address
NOT_PAGES = ("module.yaml", "keep.md", "checks.yaml", "plan.yaml", "case-studies", "practice", "figures")


@dataclass(frozen=True)
class Checks:
    """What checks.yaml holds."""

    questions: tuple[Check, ...]


def read_modules(files: Files, laws: dict[str, Law | None]) -> dict[str, Module]:
    """Every module of the material, by its slug."""
    folder = files.folder / "modules"
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and not path.name.startswith(".") and (module := _module(files, path, laws)):
            found[module.slug] = module
    return found


def _module(files: Files, folder: Path, laws: dict[str, Law | None]) -> Module | None:
    check_slug(files, folder, folder.name)
    shelf = Shelf(laws, _figures(files, folder / "figures"))
    elsewhere = ("pages", "case_studies", "keep", "checks", "practices", "plan")
    module = files.thing(Module, folder / "module.yaml", {"slug": folder.name}, elsewhere)
    paths = files.listed(folder, ".md", also=NOT_PAGES)
    if not paths:
        files.wrong(folder, "pages", "there is no page (a file such as 01-beginning.md)")
    parts = {
        "pages": tuple(page for path in paths if (page := _page(files, path, paths, shelf))),
        "case_studies": tuple(case for path in files.listed(folder / "case-studies", ".yaml")
                              if (case := _case_study(files, path, folder.name, shelf))),
        "practices": tuple(practice for path in files.listed(folder / "practice", ".yaml")
                           if (practice := _practice(files, path, shelf))),
    }
    checks, plan = (
        _if_there(files, kind, folder / name, shelf) for kind, name in ((Checks, "checks.yaml"), (Plan, "plan.yaml"))
    )
    keep = folder / "keep.md"
    if keep.exists() and (text := files.text(keep)) is not None:
        parts["keep"] = files.html(keep, "text", text, shelf)
    if module is None:
        return None
    module = files.shown(module, folder / "module.yaml", shelf)
    return dataclasses.replace(module, **parts, checks=checks.questions if checks else (), plan=plan)


def _if_there(files: Files, kind, path: Path, shelf: Shelf):
    thing = files.thing(kind, path, {}) if path.exists() else None
    return files.shown(thing, path, shelf) if thing else None


def _figures(files: Files, folder: Path) -> dict[str, Figure | None]:
    """By name; None for one that can't be shown."""
    found: dict[str, Figure | None] = {}
    for path in files.listed(folder, ".svg"):
        check_slug(files, path, path.stem)
        found[path.stem] = _figure(files, path)
    return found


def _figure(files: Files, path: Path) -> Figure | None:
    if kind := picture_kind(path):
        return files.wrong(path, "drawing", f"that is a {kind} picture and no SVG drawing")
    text = files.text(path)
    try:
        return None if text is None else drawing(path.stem, text)
    except NotADrawing as problem:
        return files.wrong(path, "drawing", str(problem))


def _page(files: Files, path: Path, all_of_them: list[Path], shelf: Shelf) -> Page | None:
    name = PAGE_NAME.fullmatch(path.name)
    if not name or len(name[2]) > LONGEST_SLUG:
        files.wrong(path, "name", "a page is called 01-some-words.md: two figures, then small letters, at most 60")
    elif name[2] in RESERVED:
        files.wrong(path, "name", f"{name[2]} is taken: a module has it besides its pages")
    else:
        _alone(files, path, name, all_of_them)
    text = files.text(path)
    if text is None:
        return None
    title, _, body = text.strip().partition("\n")
    if not re.fullmatch(r"# +\S.*", title):
        return files.wrong(path, "title", "the first line must be the title: # Some words")
    if not body.strip():
        return files.wrong(path, "text", "the page is empty")
    html = files.html(path, "text", body, shelf)
    return Page(name[2], title[2:].strip(), html, minutes_for(html)) if name else None


def _alone(files: Files, path: Path, name: re.Match, all_of_them: list[Path]) -> None:
    """That no other page of the module has its number or its name."""
    others = [found for other in all_of_them if other < path and (found := PAGE_NAME.fullmatch(other.name))]
    for part, words in ((1, "number"), (2, "name")):
        if any(other[part] == name[part] for other in others):
            files.wrong(path, "name", f"another page of this module has the same {words}")


def _case_study(files: Files, path: Path, module: str, shelf: Shelf) -> CaseStudy | None:
    case = files.thing(CaseStudy, path, {"module": module})
    if case is None:
        return None
    if path.stem != case.code.lower():
        files.wrong(path, "code", f"the file of {case.code} is called {case.code.lower()}.yaml")
    return files.shown(case, path, shelf)


def _practice(files: Files, path: Path, shelf: Shelf) -> Practice | None:
    check_slug(files, path, path.stem)
    practice = files.thing(Practice, path, {"slug": path.stem})
    return files.shown(practice, path, shelf) if practice else None


def check_slug(files: Files, path: Path, slug: str) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        files.wrong(path, "name", "small letters, figures and hyphens only, at most 60, for it stands in addresses")
