"""A module to read on paper: its pages in order, its drawings, the law with its days, its words."""

import re
from dataclasses import dataclass
from datetime import date

from flask import current_app

from lms.clock import today
from lms.content.models import Snapshot
from lms.content.operations import programme_of, union
from lms.content.shapes import Module, Programme, Union
from lms.learning.glossary import Defined, words_defined
from lms.learning.law_shelves import Cited, law_shelves
from lms.mail import address
from lms.papers import printing
from lms.papers.prose import on_paper


@dataclass(frozen=True)
class ReaderFacts:
    """Everything that stands in one module's file."""

    union: Union
    programme: Programme
    module: Module
    published_on: date
    site: str

    @property
    def number(self) -> int:
        return self.programme.modules.index(self.module) + 1

    @property
    def words(self) -> list[Defined]:
        """What this module's pages define, a to z."""
        return [word for word in words_defined(self.programme) if word.module.slug == self.module.slug]

    @property
    def law(self) -> list[Cited]:
        """The statements that its pages cite."""
        cited = [each for shelf in law_shelves(self.programme) for each in shelf.statements]
        return [each for each in cited if any(module.slug == self.module.slug for module, _ in each.pages)]


def facts_of(snapshot: Snapshot, module_slug: str) -> ReaderFacts:
    programme = programme_of(snapshot)
    return ReaderFacts(union(), programme, programme.module(module_slug), today(snapshot.published_at),
                       re.sub(r"^https?://", "", address("")))


def page(facts: ReaderFacts) -> str:
    """The module as HTML."""
    return current_app.jinja_env.get_template("documents/module.html").render(facts=facts, on_paper=on_paper)


def fingerprint(facts: ReaderFacts) -> str:
    return printing.fingerprint(page(facts))


def draw(facts: ReaderFacts) -> bytes:
    return printing.draw(page(facts), {})
