"""For programs: the modules of one's course, their pages, and how far they are read."""

from flask import abort

from lms import clock
from lms.bookings.lookups import booking_of
from lms.content.operations import programme_of
from lms.content.shapes import Module, Page, Programme
from lms.db import db
from lms.learning import schemas
from lms.learning.around import module_of, my_programme, shown_under
from lms.learning.lookups import Progress, progress_of, since_of
from lms.learning.operations import mark_read
from lms.people.lookups import find_person
from lms.runs.lookups import run_for_staff
from lms.web import asking, role, signed_in
from lms.web.access import roles_of_asking
from lms.web.api import Door

api = Door("Learning", __name__, "The modules of a course, read page by page.")


def _progress(module: Module, progress: Progress) -> dict:
    return {
        "slug": module.slug, "title": module.title, "minutes": module.minutes, "read": progress.read,
        "total": progress.total, "next_page": progress.next_page and progress.next_page.slug,
    }


def _all_of(person_id: int, programme: Programme) -> dict:
    progress = progress_of([person_id], programme)[person_id]
    return {"items": [_progress(module, progress[module.slug]) for module in programme.modules], "next": None}


def _page(page: Page, progress: Progress, html: str = "") -> dict:
    return vars(page) | {"read": page.slug in progress.read_slugs, "html": html}


@api.get("/my-course/<ref>/modules")
@signed_in
@api.gives_list(schemas.ModuleProgress)
def modules(ref):
    """The modules of a course that you are on, and how far you have read; all of them at once."""
    _booking, programme = my_programme(ref)
    return _all_of(asking().id, programme)


@api.get("/my-course/<ref>/modules/<module>")
@signed_in
@api.gives(200, schemas.ModuleShown, tagged=True)
def module(ref, module):
    """One module, with its pages; the text is each page's own."""
    _booking, programme = my_programme(ref)
    found = module_of(programme, module)
    progress = progress_of([asking().id], programme)[asking().id][found.slug]
    return _progress(found, progress) | {
        "summary": found.summary, "outcomes": found.outcomes, "case_studies": found.case_studies,
        "pages": [_page(page, progress) for page in found.pages], "reflections": found.reflections,
        "checks": len(found.checks), "keep": shown_under(ref, programme)(found.keep),
    }


@api.get("/my-course/<ref>/modules/<module>/<page>")
@signed_in
@api.gives(200, schemas.PageShown, tagged=True)
def page(ref, module, page):
    """One page as the run's version of the programme has it."""
    _booking, programme = my_programme(ref)
    found = module_of(programme, module)
    on = found.page(page) or abort(404)
    html = shown_under(ref, programme)(on.html)
    return _page(on, progress_of([asking().id], programme)[asking().id][found.slug], html)


@api.post("/my-course/<ref>/modules/<module>/<page>")
@signed_in
@api.gives(200, schemas.ModuleProgress)
def read(ref, module, page):
    """Say that you have read a page; said again, it changes nothing."""
    _booking, programme = my_programme(ref)
    found = module_of(programme, module)
    on = found.page(page) or abort(404)
    mark_read(asking(), found.slug, on.slug, since=since_of(programme), now=clock.now())
    db.session.commit()
    return _progress(found, progress_of([asking().id], programme)[asking().id][found.slug])


@api.get("/runs/<ref>/trainees/<int:person_id>/modules")
@role("administrator", "facilitator")
@api.gives_list(schemas.ModuleProgress)
def modules_of_trainee(ref, person_id):
    """How far somebody on a run has read; all modules at once."""
    run = run_for_staff(ref, asking(), roles_of_asking(), clock.now()) or abort(404)
    booking = booking_of(run, find_person(person_id) or abort(404))
    if booking is None or booking.state != "confirmed":
        abort(404)
    return _all_of(person_id, programme_of(run.snapshot))


from lms.learning import checks_api, finding_api, notes_api  # noqa: E402, F401  (their views hang on `api`)
from lms.learning.practice import api as _practice  # noqa: E402, F401  (its views hang on `api`)
