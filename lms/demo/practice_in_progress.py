"""The ways that people of the run in progress took through the practice hearing."""

from lms.content.operations import programme_of
from lms.db import db
from lms.demo import cast
from lms.demo.courses import Stage
from lms.learning.practice.lookups import ways_of
from lms.learning.practice.operations import begin_way, choose
from lms.people.models import Person
from lms.runs.models import Run

# Each person's ways, the first first: which of a scene's choices she takes, again from the first when all are used.
WAYS = {
    cast.TRAINEE: ((0, 0, 0, 0, 0, 1),), "Ṣọlá Adéyẹmí": ((1, 2, 1, 2, 0), (0,)), "Priya Raghunathan": ((0, 1, 0),),
    "Siân Llŷr-Evans": ((2, 0, 0, 0, 1),), "Imran Sheikh": ((1, 1, 2, 1, 2, 1),), "Bernadette Quigley": ((0,),),
}
ON_THE_WAY = "Marcus Whitlock"  # stopped after two choices


def make_practice_in_progress(stage: Stage, run: Run, everybody: dict[str, Person]) -> None:
    for number, (name, ways) in enumerate(WAYS.items()):
        for again, leanings in enumerate(ways):
            _took(stage, run, everybody[name], leanings, day=-7 + number // 2 + again)
    _took(stage, run, everybody[ON_THE_WAY], (0, 2), day=-1, steps=2)


def _took(stage: Stage, run: Run, person: Person, leanings: tuple[int, ...], *, day: int, steps: int = 99) -> None:
    """To an ending, or for so many choices."""
    module = next((each for each in programme_of(run.snapshot).modules if each.practices), None)
    if module is None:
        return
    practice = module.practices[0]
    number = len(ways_of(person, module.slug, practice.slug)) + 1
    way = begin_way(run, module, practice, number, actor=person, now=stage.calendar.at(day, "20:05"))
    db.session.commit()
    for step in range(1, steps + 1):
        if way.over:
            break
        choice = min(leanings[(step - 1) % len(leanings)], len(way.scene.choices) - 1)
        choose(way, step, choice, latest=number, now=stage.calendar.at(day, f"20:{6 + step:02d}"))
        db.session.commit()
        db.session.expire(way.row, ["steps"])
        way = ways_of(person, module.slug, practice.slug)[-1]
