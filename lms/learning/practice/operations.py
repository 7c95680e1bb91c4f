"""Beginning a way through a practice, and choosing; each once, however often a page is sent."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from lms.content.shapes import Module
from lms.content.trying import Practice
from lms.db import db
from lms.learning.practice.lookups import Way, steps_of, ways_of
from lms.learning.practice.models import PracticeStep, PracticeWay
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run

STALE = "stale"


def begin_way(run: Run, module: Module, practice: Practice, number: int, *, actor: Person, now: datetime) -> Way:
    """Her way of this number, in the words of the run's snapshot; what was begun already is given back as it is."""
    hers = ways_of(actor, module.slug, practice.slug)
    if begun := next((way for way in hers if way.number == number), None):
        return begun
    if number != len(hers) + 1:
        raise Refusal(f"The next way through it is your way {len(hers) + 1}.", code=STALE)
    row = PracticeWay(
        person_id=actor.id, run=run, snapshot=run.snapshot, module_slug=module.slug, practice_slug=practice.slug,
        number=number, begun_at=now, steps=[],
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:  # the same page was sent twice at once
        return next(way for way in ways_of(actor, module.slug, practice.slug) if way.number == number)
    return Way(row, module, practice)


def choose(way: Way, number: int, choice: int, *, latest: int, now: datetime) -> PracticeStep:
    """Take this choice as the way's so-manieth; what was chosen stays chosen. `latest` is her newest way's number."""
    if number < way.next_number:
        return _again(way.row.steps[number - 1] if number >= 1 else None, choice)
    check_choice(way, number, choice, latest=latest)
    step = PracticeStep(way_id=way.row.id, number=number, scene=way.scene.id, choice=choice, at=now)
    try:
        with db.session.begin_nested():
            db.session.add(step)
            db.session.flush()
    except IntegrityError:  # from another tab, at the same moment
        kept = next((each for each in steps_of(way.row) if each.number == number), None)
        return _again(kept, choice)
    return step


def check_choice(way: Way, number: int, choice: int, *, latest: int) -> None:
    """Raises Refusal where this can't be the way's next choice."""
    if way.number != latest:
        raise Refusal("You have begun again since. This way stays as it was.", code=STALE)
    if way.over:
        raise Refusal("This one has ended.", code=STALE)
    if number > way.next_number:
        raise Refusal("You aren’t there yet.", code=STALE)
    if not 0 <= choice < len(way.scene.choices):
        raise Refusal("Choose one of these.", field="choice", code="choice")


def _again(kept: PracticeStep | None, choice: int) -> PracticeStep:
    if kept is None or kept.choice != choice:
        raise Refusal("You have already chosen here, and it stays. This is where you are now.", code=STALE)
    return kept
