"""What reps who learned the law on a course are told once a folder is published; from programmes alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.content.law import Law
from lms.content.shapes import Programme

CHANGED = "Reps who learned it are asked to read what has changed."
CORRECTED = "Marked as a correction of words: nobody is asked to read it again."
NO_CORRECTION = (
    "Marked as a correction of words, but its status, its days or where it holds have changed: reps are asked to read "
    "it."
)
DROPPED = "Reps who learned it are told that it is no longer part of the course."


@dataclass(frozen=True)
class News:
    """Of one statement of law, what reps are told, if anything."""

    law: Law
    words: str
    unexplained: bool = False  # they are asked to read it, and its file doesn't say anew what has changed

    @property
    def is_told(self) -> bool:
        return self.words != CORRECTED


def law_news(before: Mapping[str, Programme], after: Mapping[str, Programme]) -> list[News]:
    """By programmes that are published, and what would be published in their place; by the statements' titles."""
    found: dict[str, News] = {}
    for slug, programme in after.items():
        old = before.get(slug)
        for law in programme.law:
            was = old.statement(law.slug) if old else None
            if was is not None and was.says != law.says:
                found[law.slug] = _of(was, law)
    stated = {law.slug for programme in (dict(before) | dict(after)).values() for law in programme.law}
    for programme in before.values():
        found |= {law.slug: News(law, DROPPED) for law in programme.law if law.slug not in stated}
    return sorted(found.values(), key=lambda each: each.law.title)


def _of(was: Law, law: Law) -> News:
    if law.corrects(was):
        return News(law, CORRECTED)
    marked = law.corrected is not None and law.corrected != was.corrected
    return News(law, NO_CORRECTION if marked else CHANGED, unexplained=not law.update or law.update == was.update)
