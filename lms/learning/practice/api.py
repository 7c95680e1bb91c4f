"""For programs: a practice, one's own ways through it, and the next choice."""

from lms import clock
from lms.db import db
from lms.learning.api import api
from lms.learning.practice import lookups, operations, rules, schemas
from lms.learning.practice.finding import PRACTICE, WAY, practice_of, way_of
from lms.learning.practice.lookups import Way
from lms.learning.practice.rules import Finding, Taken
from lms.web import asking, signed_in
from lms.web.api import read


@api.get(PRACTICE)
@signed_in
@api.gives(200, schemas.PracticeShown)
def practice(ref, module, name):
    """A situation to play through, and your ways through it. Your facilitator can see them; they are not marked."""
    _booking, found, practice = practice_of(ref, module, name)
    ways = lookups.ways_of(asking(), found.slug, practice.slug)
    return vars(practice) | {
        "endings": len(rules.endings(practice)), "ways": [_line(way) for way in ways],
    }


@api.post(WAY)
@signed_in
@api.gives(200, schemas.WayShown)
def begin_practice(ref, module, name, way):
    """Begin your way of this number: the one after your last. Said again, it changes nothing."""
    booking, found, practice = practice_of(ref, module, name)
    begun = operations.begin_way(booking.run, found, practice, way, actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(begun)


@api.get(WAY)
@signed_in
@api.gives(200, schemas.WayShown)
def practice_way(ref, module, name, way):
    """Your way as far as it has come; at its end, the debrief."""
    return _shown(way_of(ref, module, name, way)[-1])


@api.post(f"{WAY}/<int:step>")
@signed_in
@api.takes(schemas.Chosen)
@api.gives(200, schemas.WayShown)
def choose(ref, module, name, way, step):
    """Take the choice of this number. What was chosen stays chosen; the same again changes nothing."""
    ways, hers = way_of(ref, module, name, way)
    operations.choose(hers, step, **read(), latest=ways[-1].number, now=clock.now())
    db.session.commit()
    db.session.expire(hers.row, ["steps"])
    return _shown(way_of(ref, module, name, way)[-1])


def _line(way: Way) -> dict:
    return {
        "number": way.number, "begun_at": way.row.begun_at, "choices": len(way.taken),
        "ending": way.scene.ending if way.over else None,
    }


def _shown(way: Way) -> dict:
    found = rules.debrief(way.practice, way.taken) if way.over else []
    return _line(way) | {
        "steps": [_step(each) for each in way.taken],
        "now": {
            "number": way.next_number, "title": way.scene.title, "html": way.scene.text, "ending": way.scene.ending,
            "choices": [choice.say for choice in way.scene.choices],
        },
        "debrief": [_finding(each) for each in found],
    }


def _step(taken: Taken) -> dict:
    return {
        "number": taken.number, "title": taken.scene.title, "html": taken.scene.text, "said": taken.choice.say,
        "then": taken.choice.then, "because": taken.choice.because,
    }


def _finding(found: Finding) -> dict:
    return {
        "criterion": found.criterion.id, "title": found.criterion.title, "starred": found.criterion.starred,
        "shows": rules.SAID.get(found.points),
        "moments": [
            {"number": moment.taken.number, "said": moment.taken.choice.say, "shows": rules.SAID[moment.points],
             "instead": moment.better}
            for moment in found.moments
        ],
    }
