"""How a practice plays: what comes after which choice, what the choices showed, and where it could have ended."""

from collections.abc import Iterable
from dataclasses import dataclass

from lms.content.trying import Choice, Criterion, Practice, Scene

SAID = {2: "meets well", 1: "meets", 0: "not yet"}


@dataclass(frozen=True)
class Taken:
    """A choice as it was made: the how-manieth it was, where, and what was chosen."""

    number: int
    scene: Scene
    choice: Choice


@dataclass(frozen=True)
class Moment:
    """What one choice showed against one criterion, and what else could have been said there."""

    taken: Taken
    points: int
    better: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One criterion of the debrief; `points` is None where the way never came to it."""

    criterion: Criterion
    points: int | None
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Told:
    """One choice of a way: what it showed, by criterion, and what would have shown more."""

    taken: Taken
    shown: tuple[tuple[Criterion, int], ...]
    better: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """The last place on a way from which so many other endings could still be reached."""

    taken: Taken
    endings: int


def way_through(practice: Practice, chosen: Iterable[int]) -> list[Taken]:
    """The choices by their places in each scene, from the first scene on."""
    scene, taken = practice.scene(practice.starts_at), []
    for number, index in enumerate(chosen, 1):
        taken.append(Taken(number, scene, scene.choices[index]))
        scene = practice.scene(scene.choices[index].to)
    return taken


def scene_after(practice: Practice, taken: list[Taken]) -> Scene:
    return practice.scene(taken[-1].choice.to if taken else practice.starts_at)


def debrief(practice: Practice, taken: list[Taken]) -> list[Finding]:
    """Criterion by criterion; of several choices their average counts, so that a slip can be made good."""
    found = []
    for criterion in practice.criteria:
        moments = tuple(
            Moment(each, shown.points, _better(each.scene, criterion.id, shown.points))
            for each in taken for shown in each.choice.shows if shown.criterion == criterion.id
        )
        found.append(Finding(criterion, _overall([moment.points for moment in moments]), moments))
    return found


def _overall(points: list[int]) -> int | None:
    if not points:
        return None
    average = sum(points) / len(points)
    return 2 if average >= 1.5 else 1 if average >= 1 else 0


def _better(scene: Scene, criterion: str, points: int) -> tuple[str, ...]:
    """What would have shown most, where that is more."""
    showing = [(choice.say, each.points) for choice in scene.choices for each in choice.shows
               if each.criterion == criterion]
    most = max((each for _, each in showing), default=points)
    return tuple(say for say, each in showing if each == most > points)


def choice_by_choice(taken: list[Taken], found: list[Finding]) -> list[Told]:
    """The same, in the order in which it happened: each choice once, however many criteria it touched."""
    told = []
    for each in taken:
        here = [(finding.criterion, moment) for finding in found for moment in finding.moments if moment.taken == each]
        better = dict.fromkeys(say for _, moment in here for say in moment.better)
        told.append(Told(each, tuple((criterion, moment.points) for criterion, moment in here), tuple(better)))
    return told


def endings(practice: Practice) -> list[Scene]:
    return [scene for scene in practice.scenes if not scene.choices]


def endings_from(practice: Practice, scene_id: str) -> frozenset[str]:
    """The endings that can still be reached from a scene."""
    seen, ahead = set(), [scene_id]
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead += [choice.to for choice in practice.scene(here).choices]
    return frozenset(each for each in seen if not practice.scene(each).choices)


def turns(practice: Practice, taken: list[Taken], known: Iterable[str]) -> list[Turn]:
    """Where the way turned from each ending that she doesn't know yet, the latest first."""
    left = {scene.id for scene in endings(practice)} - set(known)
    found = []
    for each in reversed(taken):
        within = endings_from(practice, each.scene.id) & left
        if within:
            found.append(Turn(each, len(within)))
            left -= within
    return found
