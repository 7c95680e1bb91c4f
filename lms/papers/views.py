"""A facilitator's material for the room, and the papers that are made for it."""

from flask import Blueprint, abort, render_template

from lms import clock
from lms.content.boxes import law_box
from lms.content.operations import programme_of
from lms.content.shapes import Module, Programme
from lms.papers import material
from lms.runs.lookups import leads, run_days, run_for_staff
from lms.runs.models import Run
from lms.web import asking, role
from lms.web.access import roles_of_asking

pages = Blueprint("papers", __name__)


def staffs_run(ref: str) -> tuple[Run, Programme]:
    """The run as its staff see it, and the programme that it is pinned to."""
    run = run_for_staff(ref, asking(), roles_of_asking(), clock.now()) or abort(404)
    return run, programme_of(run.snapshot)


def module_in(programme: Programme, slug: str) -> Module:
    return programme.module(slug) or abort(404)


@pages.get("/runs/<ref>/room")
@role("administrator", "facilitator")
def room(ref: str):
    run, programme = staffs_run(ref)
    return render_template(
        "papers/room.html", run=run, programme=programme, days=run_days(run),
        timings=material.timings_of(run, programme), titles={each.slug: each.title for each in programme.modules},
    )


@pages.get("/runs/<ref>/room/<module>")
@role("administrator", "facilitator")
def module_room(ref: str, module: str):
    run, programme = staffs_run(ref)
    found = module_in(programme, module)
    ways = material.ways_in(run, found) if leads(run, asking(), clock.now()) else None
    return render_template(
        "papers/module.html", run=run, programme=programme, module=found, ways=ways, steps_of=material.steps_of,
        number=programme.modules.index(found) + 1, figures=material.figures_of(run, found),
        timings=[each for each in material.timings_of(run, programme) if module in dict(each[1].parts)],
        titles={each.slug: each.title for each in programme.modules},
        doubts=material.doubts_in(run, found, clock.today(clock.now())), law_box=law_box,
    )


from lms.papers import paper_views as _papers  # noqa: E402, F401  (its views hang on `pages`)
