"""The statements of law of a course on shelves, one for each module that rests on them: no page has to hold all."""

import re
from dataclasses import dataclass
from html import unescape

from lms.content.law import Law
from lms.content.shapes import Module, Page, Programme

ELSEWHERE = "elsewhere"
# The head of a box that shows a statement, which is its title; and a link, which has its name.
_CITED = re.compile(r'<p>(?:<strong>)?([^<]+)(?:</strong>)?</p>|"law:([^"]+)"')
_LINK = re.compile(r'(<a href="[^"#]*/law)#([^"]+)"')


@dataclass(frozen=True)
class Cited:
    """A statement of law, and the pages of the course that cite it."""

    law: Law
    pages: tuple[tuple[Module, Page], ...]


@dataclass(frozen=True)
class Shelf:
    """The statements that this module's pages are the first to cite; those that no page cites lie elsewhere."""

    slug: str
    title: str
    statements: tuple[Cited, ...]


_kept: dict[tuple[str, str], tuple[Programme, list[Shelf]]] = {}


def law_shelves(programme: Programme) -> list[Shelf]:
    """In the order of the modules; looked through once a process for each programme."""
    key = programme.slug, programme.version
    if key not in _kept or _kept[key][0] is not programme:
        _kept[key] = programme, _filled(programme)
    return _kept[key][1]


def law_address(programme: Programme, name: str) -> str:
    """Where a statement lies under the course's own address."""
    for shelf in law_shelves(programme):
        if any(each.law.slug == name for each in shelf.statements):
            return f"/law/{shelf.slug}#{name}"
    return f"/law#{name}"


def to_shelves(html: str, programme: Programme) -> str:
    """Links to statements lead to the shelves where they lie."""
    return _LINK.sub(lambda link: f'{link[1].removesuffix("/law")}{law_address(programme, link[2])}"', html)


def _filled(programme: Programme) -> list[Shelf]:
    shelves: dict[str, list[Cited]] = {module.slug: [] for module in programme.modules} | {ELSEWHERE: []}
    pages = [(module, page, cited_in(page.html)) for module in programme.modules for page in module.pages]
    others = [(module.slug, cited_in(_rest(module))) for module in programme.modules]
    for law in programme.law:
        on = tuple((module, page) for module, page, cited in pages if law.title in cited or law.slug in cited)
        home = on[0][0].slug if on else next(
            (slug for slug, cited in others if law.title in cited or law.slug in cited), ELSEWHERE)
        shelves[home].append(Cited(law, on))
    titles = {module.slug: module.title for module in programme.modules} | {ELSEWHERE: "Elsewhere in the course"}
    return [Shelf(slug, titles[slug], tuple(shelf)) for slug, shelf in shelves.items() if shelf]


def cited_in(html: str) -> set[str]:
    """What may be the title or the name of a statement."""
    return {unescape(title or name) for title, name in _CITED.findall(html)}


def _rest(module: Module) -> str:
    """What else of a module trainees read."""
    cases = [case.brief + case.task for case in module.case_studies]
    checks = [check.ask + "".join(answer.why for answer in check.answers) for check in module.checks]
    return "".join([module.keep, *cases, *checks, *(each.prompt for each in module.reflections)])
