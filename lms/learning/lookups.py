"""How far trainees have read, and what of a module is hers: one statement for what a page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from lms.content.majors import Majors
from lms.content.shapes import Module, Page, Programme
from lms.content.trying import Check
from lms.db import among, db, several
from lms.learning import rules
from lms.learning.models import CheckAttempt, Note, PageRead, Place
from lms.people.models import Person


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


# What one person has read, and where she was, as parts of a statement; see `progress_from` and `place_from`.
READ = select(PageRead.module_slug, PageRead.page_slug, PageRead.read_at).where(
    PageRead.person_id == bindparam("person"))
PLACE = select(Place.programme_slug, Place.module_slug, Place.page_slug, Place.down).where(
    Place.person_id == bindparam("person"))
_READ_BY = select(PageRead.person_id, PageRead.module_slug, PageRead.page_slug, PageRead.read_at).where(
    among(PageRead.person_id))
_HERS = several(
    read=READ, place=PLACE,
    answered=select(CheckAttempt.module_slug, CheckAttempt.check_id, CheckAttempt.chosen).where(
        CheckAttempt.person_id == bindparam("person"), CheckAttempt.module_slug == bindparam("module")),
    note=select(Note.module_slug, Note.kind, Note.about, Note.text, Note.revision, Note.saved_at).where(
        Note.person_id == bindparam("person"), Note.module_slug == bindparam("module")),
)


class Spot(NamedTuple):
    """Where she was last: the module, its page, and at which of the page's paragraphs."""

    module: Module
    page: Page
    down: int


@dataclass(frozen=True)
class Hers:
    """What one person has on a course: pages read, where she was, and, of one module, answers and notes."""

    progress: dict[str, Progress]
    spot: Spot | None
    answered: frozenset[str] = frozenset()
    notes: dict[tuple[str, str], object] | None = None

    @property
    def resume(self) -> Spot | None:
        return resume_at(self.spot, self.progress)

    def note(self, kind: str, about: str):
        """Its row: text, revision, saved_at; or None."""
        return (self.notes or {}).get((kind, about))


def hers_in(person: Person, programme: Programme, module: Module) -> Hers:
    """All that a page of this module shows of her."""
    rows = db.session.execute(_HERS, {"person": person.id, "module": module.slug}).all()
    checks = {check.id: check for check in module.checks}
    return Hers(
        progress_from((row for row in rows if row.part == "read"), programme),
        place_from((row for row in rows if row.part == "place"), programme),
        frozenset(row.check_id for row in rows if row.part == "answered" and row.check_id in checks
                  and _still_there(row.chosen, checks[row.check_id])),
        {(row.kind, row.about): row for row in rows if row.part == "note"},
    )


def since_of(programme: Programme) -> datetime | None:
    """From when on reading counts: what was read of an earlier major version doesn't. None: whenever it was."""
    return Majors().since(programme) if programme.major > 1 else None


def progress_of(person_ids: Iterable[int], programme: Programme) -> dict[int, dict[str, Progress]]:
    """By person and module slug; everybody asked about is there, with every module of the programme."""
    rows: dict[int, list] = {person_id: [] for person_id in person_ids}
    since = since_of(programme)
    for row in db.session.execute(_READ_BY, {"ids": list(rows)}):
        rows[row.person_id].append(row)
    return {person_id: _progress_since(since, read, programme) for person_id, read in rows.items()}


def progress_from(rows: Iterable, programme: Programme) -> dict[str, Progress]:
    """One person's, by module slug, of rows of READ that have been read already."""
    return _progress_since(since_of(programme), rows, programme)


def _progress_since(since: datetime | None, rows: Iterable, programme: Programme) -> dict[str, Progress]:
    read: dict[str, set[str]] = {}
    for row in rows:
        if since is None or row.read_at >= since:
            read.setdefault(row.module_slug, set()).add(row.page_slug)
    return {module.slug: _progress(module, read.get(module.slug, set())) for module in programme.modules}


def _progress(module: Module, read: set[str]) -> Progress:
    open_pages = [page for page in module.pages if page.slug not in read]
    known = frozenset(page.slug for page in module.pages if page.slug in read)
    return Progress(len(known), len(module.pages), open_pages[0] if open_pages else None, known)


def place_from(rows: Iterable, programme: Programme) -> Spot | None:
    """Where she was in this programme, of rows of PLACE; none where that page has gone."""
    row = next((row for row in rows if row.programme_slug == programme.slug), None)
    module = row and programme.module(row.module_slug)
    page = module and module.page(row.page_slug)
    return Spot(module, page, row.down) if page else None


def resume_at(spot: Spot | None, progress: dict[str, Progress]) -> Spot | None:
    """Where to offer to go on: not at the end of a page that is read, unless every page is."""
    if spot is None or spot.page.slug not in progress[spot.module.slug].read_slugs:
        return spot
    return spot if all(each.done for each in progress.values()) else None


_ATTEMPTS = select(CheckAttempt).where(
    CheckAttempt.person_id == bindparam("person"), CheckAttempt.module_slug == bindparam("module"),
).order_by(CheckAttempt.attempt)


def attempts_of(person: Person, module: Module) -> dict[str, list[CheckAttempt]]:
    """By check, what she answered, the first attempt first; none whose answers are worded otherwise by now."""
    found: dict[str, list[CheckAttempt]] = {check.id: [] for check in module.checks}
    checks = {check.id: check for check in module.checks}
    for attempt in db.session.scalars(_ATTEMPTS, {"person": person.id, "module": module.slug}):
        if attempt.check_id in checks and _still_there(attempt.chosen, checks[attempt.check_id]):
            found[attempt.check_id].append(attempt)
    return found


def _still_there(chosen: list[str], check: Check) -> bool:
    return set(chosen) <= {answer.text for answer in check.answers}


_NOTES = select(Note).where(Note.person_id == bindparam("person"), Note.text != "").order_by(Note.id)


def notes_of(person: Person) -> list[Note]:
    """All that she has noted, on whatever course; emptied ones are left out."""
    return [note for note in db.session.scalars(_NOTES, {"person": person.id}) if note.text.strip()]


def note_of(person: Person, module_slug: str, kind: str, about: str) -> Note | None:
    return db.session.scalar(select(Note).where(
        Note.person_id == person.id, Note.module_slug == module_slug, Note.kind == kind, Note.about == about,
    ).execution_options(populate_existing=True))


_ANSWERED_BY = select(CheckAttempt.module_slug, CheckAttempt.check_id, CheckAttempt.chosen).where(
    among(CheckAttempt.person_id)).order_by(CheckAttempt.attempt, CheckAttempt.id)
_FIRST = CheckAttempt.attempt == 1


def chosen_by(person_ids: Iterable[int], programme: Programme) -> dict[tuple[str, str], rules.Chosen | None]:
    """By module and check, how many of these people chose what when they first answered; None below five."""
    checks = {(module.slug, check.id): check for module in programme.modules for check in module.checks}
    found: dict[tuple[str, str], list[list[str]]] = {key: [] for key in checks}
    rows = db.session.execute(_ANSWERED_BY.where(_FIRST), {"ids": list(person_ids)}) if checks else ()
    for module_slug, check_id, chosen in rows:
        check = checks.get((module_slug, check_id))
        if check is not None and _still_there(chosen, check):
            found[module_slug, check_id].append(chosen)
    return {key: rules.figures(tuple(answer.text for answer in checks[key].answers), chosen)
            for key, chosen in found.items()}
