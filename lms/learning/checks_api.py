"""For programs: knowledge checks, and where one was in a course."""

from flask import abort

from lms import clock
from lms.content.trying import Check
from lms.db import db
from lms.learning import schemas
from lms.learning.answering import answer_checks
from lms.learning.api import api
from lms.learning.around import module_of, my_programme
from lms.learning.lookups import PLACE, attempts_of, place_from
from lms.learning.models import CheckAttempt
from lms.learning.operations import keep_place
from lms.learning.rules import is_right
from lms.web import asking, signed_in
from lms.web.api import listed, read
from lms.web.paging import Slice


@api.get("/my-course/<ref>/modules/<module>/checks")
@signed_in
@api.gives_list(schemas.CheckShown)
def checks(ref, module):
    """The questions of a module to check yourself by; what is right is told once you have answered."""
    _booking, programme = my_programme(ref)
    found = module_of(programme, module)
    attempts = attempts_of(asking(), found)
    return listed(Slice(list(found.checks), None), lambda check: _shown(check, attempts[check.id]))


@api.post("/my-course/<ref>/modules/<module>/checks")
@signed_in
@api.takes(schemas.Answers)
@api.gives_list(schemas.CheckShown)
def answer(ref, module):
    """Answer one question or several. The same answer sent again is kept once."""
    _booking, programme = my_programme(ref)
    found = module_of(programme, module)
    answer_checks(asking(), found, read()["answers"], now=clock.now())
    db.session.commit()
    attempts = attempts_of(asking(), found)
    return listed(Slice(list(found.checks), None), lambda check: _shown(check, attempts[check.id]))


def _shown(check: Check, attempts: list[CheckAttempt]) -> dict:
    last, right = set(attempts[-1].chosen) if attempts else set(), [each.text for each in check.answers if each.right]
    return {
        "id": check.id, "ask": check.ask, "several": check.several, "attempts": len(attempts),
        "right": is_right(last, right) if attempts else None,
        "answers": [{
            "text": each.text, "chosen": each.text in last, "right": each.right if attempts else None,
            "why": each.why if attempts else None,
        } for each in check.answers],
    }


@api.get("/my-course/<ref>/place")
@signed_in
@api.gives(200, schemas.SpotShown)
def place(ref):
    """Where you were last in this course."""
    _booking, programme = my_programme(ref)
    spot = place_from(db.session.execute(PLACE, {"person": asking().id}), programme)
    return {"module": spot and spot.module.slug, "page": spot and spot.page.slug, "down": spot and spot.down}


@api.put("/my-course/<ref>/place")
@signed_in
@api.takes(schemas.Spot)
@api.gives(200, schemas.SpotShown)
def put_place(ref):
    """Say where you are; on whatever device you go on, you begin there."""
    _booking, programme = my_programme(ref)
    said = read()
    page = module_of(programme, said["module"]).page(said["page"]) or abort(404)
    keep_place(asking(), programme.slug, said["module"], page.slug, down=said["down"], now=clock.now())
    db.session.commit()
    return said
