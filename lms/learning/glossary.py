"""The words of a course that its pages define, and the statements of law that they rest on."""

import re
from dataclasses import dataclass
from html import unescape

from lms.content.law import Law
from lms.content.shapes import Module, Page, Programme
from lms.people.models import folded

_DEFINITION = re.compile(r'<dl class="definition"><dt>(.*?)</dt><dd>(.*?)</dd></dl>', re.DOTALL)


@dataclass(frozen=True)
class Defined:
    """A word, what it means, and the page that defines it."""

    term: str
    html: str
    module: Module
    page: Page

    @property
    def anchor(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", folded(self.term)).strip("-") or "word"

    @property
    def letter(self) -> str:
        return folded(self.term)[:1].upper()


def words_defined(programme: Programme) -> list[Defined]:
    """All words that a page of the course defines, a to z; one that two pages define is there once."""
    found: dict[str, Defined] = {}
    for module in programme.modules:
        for page in module.pages:
            for term, html in _DEFINITION.findall(page.html):
                word = Defined(unescape(re.sub(r"<[^>]*>", "", term)).strip(), html, module, page)
                found.setdefault(word.anchor, word)
    return sorted(found.values(), key=lambda word: folded(word.term))


@dataclass(frozen=True)
class Cited:
    """A statement of law, and the pages of the course that cite it."""

    law: Law
    pages: tuple[tuple[Module, Page], ...]


def law_by_module(programme: Programme) -> list[tuple[Module | None, list[Cited]]]:
    """The statements under the first module whose pages cite them; what only other texts cite comes last."""
    shelves: dict[str, list[Cited]] = {module.slug: [] for module in programme.modules} | {"": []}
    pages = [(module, page, _cited_in(page.html)) for module in programme.modules for page in module.pages]
    elsewhere = [(module.slug, _cited_in(_rest(module))) for module in programme.modules]
    for law in programme.law:
        on = tuple((module, page) for module, page, cited in pages if law.title in cited or law.slug in cited)
        home = on[0][0].slug if on else next(
            (slug for slug, cited in elsewhere if law.title in cited or law.slug in cited), "")
        shelves[home].append(Cited(law, on))
    modules = {module.slug: module for module in programme.modules}
    return [(modules.get(slug), shelf) for slug, shelf in shelves.items() if shelf]


# The head of a box that shows a statement, which is its title; and a link, which has its name.
_CITED = re.compile(r'<p>(?:<strong>)?([^<]+)(?:</strong>)?</p>|"law:([^"]+)"')


def _cited_in(html: str) -> set[str]:
    """What may be the title or the name of a statement."""
    return {unescape(title or name) for title, name in _CITED.findall(html)}


def _rest(module: Module) -> str:
    """What else of a module trainees read."""
    cases = [case.brief + case.task for case in module.case_studies]
    checks = [check.ask + "".join(answer.why for answer in check.answers) for check in module.checks]
    return "".join([module.keep, *cases, *checks, *(each.prompt for each in module.reflections)])
