"""That a practice can be played to its endings, and that each way shows something."""

from collections.abc import Iterator

from lms.content.building import Problem
from lms.content.consistency.twice import twice
from lms.content.modules import LONGEST_SLUG, SLUG
from lms.content.shapes import Module
from lms.content.trying import Practice


def practice_problems(module: Module, practice: Practice) -> list[Problem]:
    file = f"modules/{module.slug}/practice/{practice.slug}.yaml"
    found = [Problem(file, field, words) for field, words in _wrong(practice)]
    return found or [Problem(file, field, words) for field, words in _ways(practice)]


def _wrong(practice: Practice) -> Iterator[tuple[str, str]]:
    scenes, criteria = {scene.id for scene in practice.scenes}, {each.id for each in practice.criteria}
    if practice.starts_at not in scenes:
        yield "starts_at", f"there is no scene {practice.starts_at}"
    if practice.minutes < 1:
        yield "minutes", "it must be at least 1"
    if not criteria:
        yield "criteria", "the debrief needs criteria"
    elif not any(each.starred for each in practice.criteria):
        yield "criteria", "star at least one that must be met"
    for kind, names in (("criteria", practice.criteria), ("scenes", practice.scenes)):
        for name in twice(each.id for each in names):
            yield kind, f"two of them are called {name}"
        for each in names:
            if not SLUG.fullmatch(each.id) or len(each.id) > LONGEST_SLUG:
                yield kind, f"the id {each.id} must be of small letters, figures and hyphens, at most 60"
    for scene in practice.scenes:
        field = f"scenes.{scene.id}"
        if bool(scene.ending) == bool(scene.choices):
            yield field, "a scene has either choices or an ending"
        if len(scene.choices) == 1:
            yield f"{field}.choices", "one choice is none; give two at least"
        for number, choice in enumerate(scene.choices, 1):
            if choice.to not in scenes:
                yield f"{field}.choices[{number}].to", f"there is no scene {choice.to}"
            for shown in choice.shows:
                if shown.criterion not in criteria:
                    yield f"{field}.choices[{number}].shows", f"there is no criterion {shown.criterion}"
                if not 0 <= shown.points <= 2:
                    yield f"{field}.choices[{number}].shows", "points are 0, 1 or 2"


def _ways(practice: Practice) -> Iterator[tuple[str, str]]:
    leads = {scene.id: {choice.to for choice in scene.choices} for scene in practice.scenes}
    reached = _all_from({practice.starts_at}, leads)
    for scene in practice.scenes:
        if scene.id not in reached:
            yield f"scenes.{scene.id}", "no choice leads here"
    back: dict[str, set[str]] = {name: set() for name in leads}
    for name, following in leads.items():
        for each in following:
            back[each].add(name)
    ends = _all_from({scene.id for scene in practice.scenes if scene.ending}, back)
    for name in leads:
        if name not in ends:
            yield f"scenes.{name}", "no ending can be reached from here"
    shown = {each.criterion for scene in practice.scenes for choice in scene.choices for each in choice.shows}
    for criterion in practice.criteria:
        if criterion.id not in shown:
            yield f"criteria.{criterion.id}", "no choice shows anything against it"


def _all_from(begin: set[str], leads: dict[str, set[str]]) -> set[str]:
    reached, ahead = set(), list(begin)
    while ahead:
        if (name := ahead.pop()) not in reached:
            reached.add(name)
            ahead += leads[name]
    return reached
