"""How far trainees have read."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from lms.content.shapes import Module, Page, Programme
from lms.db import db
from lms.learning.models import PageRead


@dataclass(frozen=True)
class Progress:
    """The pages of one module: how many are read, of how many, and the first that isn't."""

    read: int
    total: int
    next_page: Page | None
    read_slugs: frozenset[str] = frozenset()

    @property
    def done(self) -> bool:
        return self.total > 0 and self.read == self.total


def progress_of(person_ids: Iterable[int], programme: Programme) -> dict[int, dict[str, Progress]]:
    """By person and module slug; everybody asked about is there, with every module of the programme."""
    ids = list(person_ids)
    read: dict[tuple[int, str], set[str]] = {}
    for person_id, module, page in db.session.execute(
        select(PageRead.person_id, PageRead.module_slug, PageRead.page_slug).where(
            PageRead.person_id.in_(ids), PageRead.module_slug.in_([module.slug for module in programme.modules])
        )
    ):
        read.setdefault((person_id, module), set()).add(page)
    return {
        person_id: {module.slug: _progress(module, read.get((person_id, module.slug), set()))
                    for module in programme.modules}
        for person_id in ids
    }


def _progress(module: Module, read: set[str]) -> Progress:
    open_pages = [page for page in module.pages if page.slug not in read]
    known = frozenset(page.slug for page in module.pages if page.slug in read)
    return Progress(len(known), len(module.pages), open_pages[0] if open_pages else None, known)
