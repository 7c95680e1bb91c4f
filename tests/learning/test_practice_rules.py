"""How a practice plays: every way through every practice, and what each debrief says."""

from pathlib import Path

import pytest

from lms.content.reading import read
from lms.content.trying import Choice, Scene, Shown
from lms.learning.practice import rules
from tests.small_courses import a_practice

COURSE = Path(__file__).resolve().parents[2] / "course_content"


def practices_of_the_course():
    found = {}
    for programme in read(COURSE).programmes:
        for module in programme.modules:
            found |= {f"{module.slug}/{practice.slug}": practice for practice in module.practices}
    return found


def edges(practice):
    """Every choice that can be come to, with a way that leads through it and on to an ending, by the shortest."""
    first, ahead = {practice.starts_at: []}, [practice.starts_at]
    while ahead:
        here = ahead.pop(0)
        for index, choice in enumerate(practice.scene(here).choices):
            if choice.to not in first:
                first[choice.to] = [*first[here], index]
                ahead.append(choice.to)
    return [(scene, index, [*way, index]) for scene, way in first.items()
            for index in range(len(practice.scene(scene).choices))]


def to_an_ending(practice, way):
    """The same way, gone on with by whatever leads to an ending soonest."""
    far = {scene.id: 0 for scene in practice.scenes if not scene.choices}
    while len(far) < len(practice.scenes):
        nearer = {scene.id: 1 + min(far[choice.to] for choice in scene.choices if choice.to in far)
                  for scene in practice.scenes if scene.id not in far and any(c.to in far for c in scene.choices)}
        assert nearer, f"from {[scene.id for scene in practice.scenes if scene.id not in far]} it never ends"
        far |= nearer
    taken = rules.way_through(practice, way)
    while (scene := rules.scene_after(practice, taken)).choices:
        way = [*way, min(range(len(scene.choices)), key=lambda index: far[scene.choices[index].to])]
        taken = rules.way_through(practice, way)
    return way


def play_every_way(name, practice):
    """Through each choice and to each ending; every criterion is come to on each way."""
    come_to, chosen = set(), set()
    for _scene, _index, begun in edges(practice):
        way = to_an_ending(practice, begun)
        taken = rules.way_through(practice, way)
        ending = rules.scene_after(practice, taken)
        assert not ending.choices and ending.ending, f"{name}: {way}"
        come_to.add(ending.id)
        chosen |= {(each.scene.id, index) for each, index in zip(taken, way, strict=True)}
        found = rules.debrief(practice, taken)
        assert [each.criterion for each in found] == list(practice.criteria)
        told = rules.choice_by_choice(taken, found)
        assert [each.taken for each in told] == taken
        assert sum(len(each.shown) for each in told) == sum(len(each.moments) for each in found)
        untouched = [each.criterion.id for each in found if each.points is None]
        assert not untouched, f"{name}: the way {way} never comes to {untouched}"
        others = len(rules.endings(practice)) - 1
        assert sum(turn.endings for turn in rules.turns(practice, taken, {ending.id})) <= others
    everywhere = {(scene.id, index) for scene in practice.scenes for index in range(len(scene.choices))}
    assert chosen == everywhere, f"{name}: no way leads to {everywhere - chosen}"
    assert come_to == {scene.id for scene in rules.endings(practice)}, name


def test_every_way_of_a_small_practice_comes_to_an_ending_and_a_debrief():
    play_every_way("a small one", a_practice())


def test_every_way_of_every_practice_of_the_course_comes_to_an_ending_and_a_debrief():
    for name, practice in practices_of_the_course().items():
        play_every_way(name, practice)


@pytest.mark.parametrize(("points", "overall"), [
    ([], None), ([0], 0), ([1], 1), ([2], 2), ([0, 2], 1), ([0, 1], 0), ([1, 2], 2), ([0, 0, 2], 0), ([0, 2, 2], 1),
])
def test_several_choices_come_out_together(points, overall):
    assert rules._overall(points) == overall


def test_the_debrief_names_the_choices_and_what_else_could_have_been_said():
    practice = a_practice()
    kind, rights = rules.debrief(practice, rules.way_through(practice, [0, 1]))
    assert (kind.points, [(each.taken.number, each.points) for each in kind.moments]) == (1, [(1, 2), (2, 0)])
    assert kind.moments[1].better == ()
    assert (rights.points, rights.moments[0].better) == (1, ("“I ring the officer.”",))


def test_it_is_said_where_other_endings_were_still_to_be_had():
    practice = a_practice()
    taken = rules.way_through(practice, [0, 0])
    assert [(each.taken.number, each.endings) for each in rules.turns(practice, taken, {"rung"})] == [(2, 1), (1, 1)]
    assert [(each.taken.number, each.endings) for each in rules.turns(practice, taken, {"rung", "waited"})] == [(1, 1)]
    assert rules.turns(practice, taken, {"rung", "waited", "gone"}) == []


def test_only_the_best_of_what_else_could_have_been_said_is_named():
    said = [Choice(f"{points} points", "", "", "on", (Shown("kind", points),)) for points in (0, 1, 2)]
    scene = Scene("a", "A", "", (*said, Choice("Nothing of it", "", "", "on")))
    assert rules._better(scene, "kind", 0) == rules._better(scene, "kind", 1) == ("2 points",)
    assert rules._better(scene, "kind", 2) == rules._better(scene, "rights", 0) == ()
