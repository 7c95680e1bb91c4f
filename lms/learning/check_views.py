"""Knowledge checks: answered, explained, tried again. Nobody marks them."""

from flask import redirect, render_template, request, url_for

from lms import clock
from lms.db import begin_reading, db
from lms.learning import schemas
from lms.learning.answering import answer_checks
from lms.learning.around import Around, around
from lms.learning.contents import CHECKS
from lms.learning.lookups import attempts_of
from lms.learning.rules import is_right
from lms.learning.views import pages
from lms.refusal import Refusal
from lms.web import Form, asking, read_form, show_form, signed_in


@pages.get("/my-course/<ref>/modules/<module>/checks")
@signed_in
def checks(ref, module):
    found = around(ref, module, CHECKS)
    return _page(found, show_form(schemas.answers_to(found.module)))


@pages.post("/my-course/<ref>/modules/<module>/checks")
@signed_in
def answer(ref, module):
    """Whatever has been chosen is kept, whichever question's button was pressed: nothing chosen is lost."""
    found = around(ref, module, CHECKS)
    form, pressed = read_form(schemas.answers_to(found.module)), request.form.get("check", "")
    if form.data is None:
        return _page(found, form, 422)
    chosen = {name.removeprefix("a-"): numbers for name, numbers in form.data.items() if numbers}
    try:
        if pressed not in chosen and any(check.id == pressed for check in found.module.checks):
            chosen[pressed] = []
        answer_checks(asking(), found.module, chosen, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        if refusal.field:
            refusal.field = refusal.field.replace("answers.", "a-", 1)
        return _page(around(ref, module, CHECKS), form.refuse(refusal), 422)
    at = pressed if pressed in chosen else next(iter(chosen))
    return redirect(url_for(".checks", ref=ref, module=module, _anchor=f"q-{at}"), 303)


def _page(found: Around, form: Form, status: int = 200):
    attempts = attempts_of(asking(), found.module)
    again = request.args.get("again", "")
    last = {id: set(tries[-1].chosen) for id, tries in attempts.items() if tries}
    right = {
        check.id: is_right(last[check.id], (answer.text for answer in check.answers if answer.right))
        for check in found.module.checks if check.id in last
    }
    typed = {name.removeprefix("a-") for name, values in form.values.items() if values}
    return render_template(
        "learning/checks.html", around=found, form=form, last=last, right=right, attempts=attempts,
        open_ones={check.id for check in found.module.checks
                   if check.id not in last or check.id == again or (status == 422 and check.id in typed)},
    ), status
