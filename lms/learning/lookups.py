"""How far trainees have read."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from lms.content.shapes import Module, Page, Programme
from lms.db import among, db
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


# What one person has read, as a part of a statement; see `progress_from`.
READ = select(PageRead.module_slug, PageRead.page_slug).where(PageRead.person_id == bindparam("person"))
_READ_BY = select(PageRead.person_id, PageRead.module_slug, PageRead.page_slug).where(among(PageRead.person_id))


def progress_of(person_ids: Iterable[int], programme: Programme) -> dict[int, dict[str, Progress]]:
    """By person and module slug; everybody asked about is there, with every module of the programme."""
    rows: dict[int, list] = {person_id: [] for person_id in person_ids}
    for row in db.session.execute(_READ_BY, {"ids": list(rows)}):
        rows[row.person_id].append(row)
    return {person_id: progress_from(read, programme) for person_id, read in rows.items()}


def progress_from(rows: Iterable, programme: Programme) -> dict[str, Progress]:
    """One person's, by module slug, of rows of READ that have been read already."""
    read: dict[str, set[str]] = {}
    for row in rows:
        read.setdefault(row.module_slug, set()).add(row.page_slug)
    return {module.slug: _progress(module, read.get(module.slug, set())) for module in programme.modules}


def _progress(module: Module, read: set[str]) -> Progress:
    open_pages = [page for page in module.pages if page.slug not in read]
    known = frozenset(page.slug for page in module.pages if page.slug in read)
    return Progress(len(known), len(module.pages), open_pages[0] if open_pages else None, known)
