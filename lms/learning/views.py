"""Reading: a module's page, a page of it, saying that it is read, and where she was."""

from flask import Blueprint, abort, jsonify, redirect, render_template, url_for

from lms import clock
from lms.db import db
from lms.learning import schemas
from lms.learning.around import around, module_of, my_programme, wants_json
from lms.learning.lookups import since_of
from lms.learning.models import PAGE
from lms.learning.operations import keep_place, mark_read
from lms.web import asking, read_form, signed_in
from lms.web.device import kept_on_device

pages = Blueprint("learning", __name__)


@pages.get("/my-course/<ref>/modules/<module>")
@signed_in
@kept_on_device
def module(ref: str, module: str):
    return render_template("learning/module.html", around=around(ref, module))


@pages.get("/my-course/<ref>/modules/<module>/<page>")
@signed_in
@kept_on_device
def page(ref: str, module: str, page: str):
    found = around(ref, module, f"page:{page}")
    spot = found.hers.spot
    return render_template(
        "learning/page.html", around=found, page=found.module.page(page), note=found.hers.note(PAGE, page),
        down=spot.down if spot and (spot.module.slug, spot.page.slug) == (module, page) else 0,
    )


@pages.post("/my-course/<ref>/modules/<module>/<page>")
@signed_in
def read(ref: str, module: str, page: str):
    booking, programme = my_programme(ref)
    shown = module_of(programme, module)
    on = shown.page(page) or abort(404)
    mark_read(asking(), shown.slug, on.slug, since=since_of(programme), now=clock.now())
    following = shown.pages[shown.pages.index(on) + 1:]
    if following and not wants_json():  # she goes on to it
        keep_place(asking(), programme.slug, shown.slug, following[0].slug, now=clock.now())
    db.session.commit()
    if wants_json():
        return jsonify(read=True)
    after = around(ref, module, f"page:{page}").after
    return redirect(after.url if after else url_for("desk.my_course", ref=booking.run.ref, _anchor="modules"), 303)


@pages.post("/my-course/<ref>/place")
@signed_in
def place(ref: str):
    """The script of a page says where she is."""
    _booking, programme = my_programme(ref)
    said = read_form(schemas.Spot).data or abort(422)
    module = module_of(programme, said["module"])
    page = module.page(said["page"]) or abort(404)
    keep_place(asking(), programme.slug, module.slug, page.slug, down=said["down"], now=clock.now())
    db.session.commit()
    return "", 204


# Their views hang on `pages`.
from lms.learning import check_views, finding_views, note_views, notebook_views  # noqa: E402, F401
from lms.learning.practice import views as _practice  # noqa: E402, F401  (its views hang on `pages`)
