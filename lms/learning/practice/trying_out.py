"""A practice in a preview: the ways through it stand in the author's own sign-in, and in no table.

They are of the practice that she began last; they go when she signs out.
"""

from flask import session

from lms import clock
from lms.content.shapes import Module
from lms.learning.practice.lookups import Way
from lms.learning.practice.models import PracticeStep, PracticeWay
from lms.learning.practice.operations import STALE, check_choice
from lms.refusal import Refusal
from lms.runs.models import Run

KEY = "practice_in_preview"
MOST = 20  # ways; the cookie that holds them has room for so many


def ways_in_preview(run: Run, module: Module, name: str) -> list[Way]:
    """Hers through this one, as the material says it now."""
    if module.practice(name) is None:
        return []
    return [_way(module, name, number, chosen) for number, chosen in enumerate(_kept(run, module, name), 1)]


def begin_in_preview(run: Run, module: Module, name: str, number: int) -> int:
    """Begin the way of this number; where there is no room for it, or it isn't the next, the first. Which it is."""
    ways = _kept(run, module, name)
    if number > len(ways):
        ways, number = ([*ways, []], number) if number == len(ways) + 1 <= MOST else ([[]], 1)
        _keep(run, module, name, ways)
    return number


def choose_in_preview(run: Run, way: Way, number: int, choice: int, *, latest: int) -> None:
    """Take this choice; one that was made stays. Raises Refusal."""
    if number < way.next_number:
        return
    check_choice(way, number, choice, latest=latest)
    ways = _kept(run, way.module, way.practice.slug)
    if len(ways) != latest:
        raise Refusal("You have begun another practice since.", code=STALE)
    _keep(run, way.module, way.practice.slug, [*ways[:-1], [*ways[-1], choice]])


def _way(module: Module, name: str, number: int, chosen: list[int]) -> Way:
    row = PracticeWay(number=number, module_slug=module.slug, practice_slug=name, begun_at=clock.now())
    row.steps = [PracticeStep(number=at, choice=choice, at=row.begun_at) for at, choice in enumerate(chosen, 1)]
    return Way(row, module, module.practice(name))


def _kept(run: Run, module: Module, name: str) -> list[list[int]]:
    kept = session.get(KEY)
    return kept["ways"] if kept and kept["of"] == _of(run, module, name) else []


def _keep(run: Run, module: Module, name: str, ways: list[list[int]]) -> None:
    session[KEY] = {"of": _of(run, module, name), "ways": ways}


def _of(run: Run, module: Module, name: str) -> str:
    return f"{run.ref}/{module.slug}/{name}"
