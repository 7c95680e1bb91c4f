"""Giving marks back: whose, after one more look at who gets what."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for

from lms import clock
from lms.casework import lookups, operations, rules, schemas
from lms.casework.models import Mark
from lms.casework.pile import HELD, Line, Pile
from lms.casework.views import pages
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.refusal import Refusal
from lms.runs.lookups import run_for_staff
from lms.web import asking, read_form, role


def found_pile(ref: str, code: str) -> Pile:
    run = run_for_staff(ref, asking(), frozenset(["facilitator"]), clock.now())
    piles = lookups.piles_on([run], asking(), code) if run else []
    return piles[0] if piles else abort(404)


def _release_page(pile: Pile, chosen: set[int], refused: str = "", status: int = 200):
    days = timedelta(days=programme_of(pile.run.snapshot).resubmission_days)
    again = {line.mark.id: rules.again_by(line.mark.outcome, line.submission.attempt, today(clock.now()), days)
             for line in pile.held}
    return render_template("casework/release.html", pile=pile, chosen=chosen, again=again, refused=refused,
                           course=programme_of(pile.run.snapshot).title), status


@pages.get("/marking/<ref>/<code>/release")
@role("facilitator")
def release(ref, code):
    pile = found_pile(ref, code)
    one = request.args.get("mark", type=int)
    held = {line.mark.id for line in pile.held}
    return _release_page(pile, {one} & held if one else held)


@pages.post("/marking/<ref>/<code>/release")
@role("facilitator")
def give_back(ref, code):
    pile, chosen = found_pile(ref, code), set((read_form(schemas.Released).data or {}).get("marks", []))
    try:
        released = give_back_chosen(pile, chosen)
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        return _release_page(found_pile(ref, code), chosen, refusal.sentence, 422)
    if len(released) == 1:
        flash(f"Released. {released[0].person.name} can read it now, and gets a mail that says so.", "done")
    else:
        flash(f"Released {len(released)} marks. Each can be read now, and each person gets a mail.", "done")
    return redirect(url_for(".queue"), 303)


def give_back_chosen(pile: Pile, chosen: set[int]) -> list[Line]:
    if not chosen:
        raise Refusal("Tick whose marks you release.", field="marks", code="nobody")
    known = {line.mark.id: line for line in pile.lines if line.mark}
    if chosen - set(known):
        raise Refusal("A mark was changed since you opened this page. Look at it, then release.", code="changed")
    waiting = [line for number, line in known.items() if number in chosen and line.state == HELD]
    for line in waiting:
        operations.release_mark(db.session.get_one(Mark, line.mark.id), actor=asking(), now=clock.now())
    return waiting or [known[number] for number in chosen]
