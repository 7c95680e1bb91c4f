"""For programs: a facilitator's material for the room."""

from lms import clock
from lms.content.shapes import Module
from lms.learning.practice.lookups import Way
from lms.papers import material, schemas
from lms.papers.views import module_in, staffs_run
from lms.runs.lookups import leads
from lms.web import asking, role
from lms.web.api import Door

api = Door("The room", __name__, "What facilitators use in the room, and the papers that are made for it.")


def _line(module: Module) -> dict:
    return {"slug": module.slug, "title": module.title, "plan_minutes": module.plan.minutes if module.plan else None}


@api.get("/runs/<ref>/room")
@role("administrator", "facilitator")
@api.gives(200, schemas.RoomShown)
def room(ref):
    """The plans of a run's modules, and whether they fit into its sessions."""
    run, programme = staffs_run(ref)
    return {
        "modules": [_line(module) for module in programme.modules],
        "sessions": [
            {"session_id": session.id, "title": session.title, "starts_at": session.starts_at,
             "minutes": timing.minutes, "planned": timing.planned}
            for session, timing in material.timings_of(run, programme)
        ],
    }


@api.get("/runs/<ref>/room/<module>")
@role("administrator", "facilitator")
@api.gives(200, schemas.RoomModuleShown)
def module_room(ref, module):
    """The plan of one module, its guides and sheets; and, for whoever leads the run, the ways its trainees took."""
    run, programme = staffs_run(ref)
    found = module_in(programme, module)
    ways = material.ways_in(run, found) if leads(run, asking(), clock.now()) else {}
    return _line(found) | {
        "aim": found.plan.aim if found.plan else "", "needs": found.plan.needs if found.plan else (),
        "steps": found.plan.steps if found.plan else (), "case_studies": found.case_studies,
        "checks": [_figures(each) for each in material.figures_of(run, found)],
        "ways": [_way(way) for each in ways.values() for way in each],
    }


def _figures(each: material.Figures) -> dict:
    return {
        "id": each.check.id, "answers": [answer.text for answer in each.check.answers],
        "people": each.chosen.people if each.chosen else None, "counts": each.chosen.counts if each.chosen else (),
    }


def _way(way: Way) -> dict:
    return {
        "practice": way.practice.slug, "person_id": way.row.person_id, "person": way.row.person.name,
        "number": way.number, "last_at": way.last_at, "ending": way.scene.ending if way.over else None,
        "said": [step.said for step in material.steps_of(way)],
    }


from lms.papers import paper_api as _papers  # noqa: E402, F401  (its views hang on `api`)
