"""A facilitator's material for one run: plans against the sessions, and what her trainees did with a module."""

from dataclasses import dataclass
from datetime import date

from lms.content.shapes import Module, Programme
from lms.content.trying import Check
from lms.learning.figures import check_figures
from lms.learning.newer_law import Doubt, doubts_of
from lms.learning.practice import rules as practice
from lms.learning.practice.lookups import Way, ways_on
from lms.learning.rules import Chosen
from lms.papers.rules import Timing, timings
from lms.runs.models import Run, Session


@dataclass(frozen=True)
class Figures:
    """One knowledge check and how its answers were chosen; None where too few have answered."""

    check: Check
    chosen: Chosen | None


@dataclass(frozen=True)
class Step:
    """One choice of a way, with what it shows in words."""

    title: str
    said: str
    shows: tuple[str, ...]


def timings_of(run: Run, programme: Programme) -> list[tuple[Session, Timing]]:
    """Each session with the minutes that its modules' plans take."""
    plans = {module.slug: module.plan.minutes for module in programme.modules if module.plan}
    sessions = [(session.minutes, [each.module_slug for each in session.covers]) for session in run.sessions]
    return list(zip(run.sessions, timings(sessions, plans), strict=True))


def figures_of(run: Run, module: Module) -> list[Figures]:
    found = check_figures(run) if module.checks else {}
    return [Figures(check, found.get((module.slug, check.id))) for check in module.checks]


def doubts_in(run: Run, module: Module, today: date) -> list[Doubt]:
    """The law in what trainees read and facilitators say of a module that isn't sure to be so today."""
    plan = module.plan.steps if module.plan else ()
    said = [*(page.html for page in module.pages), module.keep, *(step.text for step in plan)]
    said += [part for check in module.checks for part in (check.ask, *(answer.why for answer in check.answers))]
    said += [case.brief + case.task + case.notes + case.discussion for case in module.case_studies]
    return doubts_of(run.snapshot, today, "".join(said))


def ways_in(run: Run, module: Module) -> dict[str, list[Way]]:
    """By practice of the module, the ways that the run's trainees took."""
    found: dict[str, list[Way]] = {each.slug: [] for each in module.practices}
    for way in ways_on(run) if module.practices else []:
        if way.module.slug == module.slug and way.practice.slug in found:
            found[way.practice.slug].append(way)
    return found


def steps_of(way: Way) -> list[Step]:
    titles = {criterion.id: criterion.title for criterion in way.practice.criteria}
    return [
        Step(each.scene.title, each.choice.say, tuple(
            f"{titles[shown.criterion]}: {practice.SAID[shown.points]}" for shown in each.choice.shows
        )) for each in way.taken
    ]
