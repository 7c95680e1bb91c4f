"""Reading a folder of course material: the whole of it, or every mistake in it at once.

    union.yaml, union/privacy.md, union/accessibility.md
    programmes/<slug>.yaml
    modules/<slug>/module.yaml, NN-<page>.md, case-studies/<code>.yaml
    wordings/<id>.yaml
"""

import dataclasses
import re
from pathlib import Path

import yaml

from lms.content.building import Problem, Wrong, build
from lms.content.consistency import check
from lms.content.prose import minutes_for, to_html
from lms.content.shapes import CaseStudy, Material, Module, Page, Programme, Union, Wording

LARGEST = 1_000_000
PAGE_NAME = re.compile(r"\d\d-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")


class Mistakes(Exception):
    """The material can't be used; `problems` names every mistake as file, field, words."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read(folder: Path) -> Material:
    """The material in a folder; raises Mistakes with all that is wrong in it."""
    reader = _Reader(folder)
    material = reader.material() if folder.is_dir() else reader.wrong("", "folder", f"there is no folder {folder}")
    problems = reader.problems or (check(material) if material else [])
    if problems:
        raise Mistakes(problems)
    return material


def read_union(folder: Path) -> Union:
    """Only what the union states of itself; raises Mistakes."""
    reader = _Reader(folder)
    union = reader.union()
    if reader.problems:
        raise Mistakes(reader.problems)
    return union


class _Reader:
    def __init__(self, folder: Path):
        self.folder = folder
        self.problems: list[Problem] = []

    def wrong(self, file: str, field: str, words: str) -> None:
        self.problems.append(Problem(file, field, words))

    def material(self) -> Material | None:
        union = self.union()
        modules = {m.slug: m for path in self._folders("modules") if (m := self._module(path))}
        wordings = tuple(w for path in self._files("wordings", "*.yaml") if (w := self._object(Wording, path)))
        programmes = []
        for path in self._files("programmes", "*.yaml"):
            programme = self._object(Programme, path, also={"slug": path.stem})
            if programme is None:
                continue
            known = tuple(modules[slug] for slug in programme.module_slugs if slug in modules)
            for slug in programme.module_slugs:
                if slug not in modules and not (self.folder / "modules" / slug).is_dir():
                    self.wrong(self._name(path), "module_slugs", f"there is no module {slug}")
            programmes.append(dataclasses.replace(programme, modules=known, wordings=wordings))
        if not programmes and not self.problems:
            self.wrong("programmes", "programmes", "there is no programme")
        return Material(union, tuple(programmes)) if union else None

    def union(self) -> Union | None:
        union = self._object(Union, self.folder / "union.yaml")
        privacy = self._html(self.folder / "union" / "privacy.md")
        accessibility = self._html(self.folder / "union" / "accessibility.md")
        return dataclasses.replace(union, privacy=privacy, accessibility=accessibility) if union else None

    def _module(self, folder: Path) -> Module | None:
        module = self._object(Module, folder / "module.yaml", also={"slug": folder.name})
        pages = tuple(page for path in sorted(folder.glob("*.md")) if (page := self._page(path)))
        cases = tuple(
            case for path in self._files(f"modules/{folder.name}/case-studies", "*.yaml")
            if (case := self._case_study(path, folder.name))
        )
        if not pages:
            self.wrong(self._name(folder), "pages", "there is no page (a file such as 01-beginning.md)")
        return dataclasses.replace(module, pages=pages, case_studies=cases) if module else None

    def _page(self, path: Path) -> Page | None:
        name = PAGE_NAME.fullmatch(path.name)
        if not name:
            return self.wrong(self._name(path), "name", "a page is called 01-some-words.md")
        text = self._text(path)
        title, _, body = (text or "").strip().partition("\n")
        if text is not None and not title.startswith("# "):
            return self.wrong(self._name(path), "title", "the first line must be the title: # Some words")
        if not body.strip():
            return text and self.wrong(self._name(path), "text", "the page is empty")
        html = to_html(body)
        return Page(name[1], title[2:].strip(), html, minutes_for(html))

    def _case_study(self, path: Path, module: str) -> CaseStudy | None:
        case = self._object(CaseStudy, path, also={"module": module})
        if case is None:
            return None
        return dataclasses.replace(case, brief=to_html(case.brief), task=to_html(case.task), notes=to_html(case.notes))

    def _object(self, kind, path: Path, also: dict | None = None):
        text = self._text(path)
        if text is None:
            return None
        try:
            value = yaml.safe_load(text)
        except yaml.YAMLError as problem:
            mark = getattr(problem, "problem_mark", None)
            where = f"line {mark.line + 1}" if mark else "the file"
            reason = getattr(problem, "problem", "broken")
            return self.wrong(self._name(path), where, f"not readable as YAML ({reason})")
        whole = value | (also or {}) if isinstance(value, dict) else value
        try:
            return build(kind, whole, self._name(path), self.problems)
        except Wrong:
            return None

    def _html(self, path: Path) -> str:
        return to_html(self._text(path) or "")

    def _text(self, path: Path) -> str | None:
        name = self._name(path)
        if not path.is_file():
            return self.wrong(name, "file", "missing")
        if path.stat().st_size > LARGEST:
            return self.wrong(name, "size", "larger than 1 MB")
        try:
            return path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            return self.wrong(name, f"byte {problem.start}", "not UTF-8; save it as UTF-8")

    def _files(self, folder: str, pattern: str) -> list[Path]:
        return sorted((self.folder / folder).glob(pattern))

    def _folders(self, folder: str) -> list[Path]:
        return sorted(path for path in (self.folder / folder).glob("*") if path.is_dir())

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.folder))
