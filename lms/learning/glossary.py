"""The words of a course that its pages define."""

import re
from dataclasses import dataclass
from html import unescape

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
