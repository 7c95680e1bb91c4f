"""For programs: a facilitator's piles, and giving their marks back."""

from datetime import date, datetime, timedelta

from flask import abort

from lms import clock
from lms.casework import lookups, rules, schemas
from lms.casework import marking_schemas as shapes
from lms.casework.api import api
from lms.casework.pile import HELD, Line, Pile
from lms.casework.release_views import found_pile, give_back_chosen
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import db
from lms.runs.lookups import run_for_staff
from lms.runs.models import Run
from lms.web import asking, role
from lms.web.api import listed, read
from lms.web.paging import Slice


def again_by(outcome: str | None, attempt: int, run: Run, now: datetime) -> date | None:
    """Until when another version could be sent, were this outcome released now."""
    days = timedelta(days=programme_of(run.snapshot).resubmission_days)
    return rules.again_by(outcome or "", attempt, today(now), days)


def _line_shown(line: Line, run: Run, now: datetime) -> dict:
    sent, mark = line.submission, line.mark
    return {
        "person_id": line.person.id, "name": line.person.name, "state": line.state, "begun_by": line.begun_by,
        "submission_id": sent and sent.id, "attempt": sent and sent.attempt, "sent_at": sent and sent.sent_at,
        "late": bool(sent and sent.late), "mark_id": mark and mark.id, "outcome": mark and mark.outcome,
        "points": line.points if mark else None, "marker": mark and mark.marker,
        "reason": mark.reason if mark else "", "released_at": mark and mark.released_at,
        "again_by": again_by(mark.outcome, sent.attempt, run, now) if line.state == HELD else None,
    }


def _pile_shown(pile: Pile) -> dict:
    now = clock.now()
    return {
        "run": pile.run.ref, "programme": programme_of(pile.run.snapshot).title, "place": pile.run.place,
        "code": pile.case_study.code, "required": pile.required, "title": pile.case_study.title, "due_on": pile.due_on,
        "most_points": 2 * len(pile.case_study.criteria), "to_mark": len(pile.to_mark), "to_release": len(pile.held),
        "lines": [_line_shown(line, pile.run, now) for line in pile.lines],
    }


@api.get("/marking")
@role("facilitator")
@api.gives_list(shapes.PileShown)
def queue():
    """Every pile on the runs that you lead: those to mark first, then those to release, then the rest."""
    return listed(Slice(lookups.waiting_for(asking(), clock.now()), None), _pile_shown)


@api.get("/runs/<ref>/marking/<code>")
@role("facilitator")
@api.gives(200, shapes.PileShown, tagged=True)
def pile(ref, code):
    """The answers to one case study on one run that you lead."""
    return _pile_shown(found_pile(ref, code))


@api.post("/runs/<ref>/marking/<code>/release")
@role("facilitator")
@api.takes(schemas.Released)
@api.gives(200, shapes.PileShown)
def release_chosen(ref, code):
    """Give back the marks of one case study that you name by `mark_id`."""
    pile, typed = found_pile(ref, code), read()
    give_back_chosen(pile, set(typed["marks"]))
    db.session.commit()
    return _pile_shown(found_pile(ref, code))


@api.post("/runs/<ref>/marking/release")
@role("facilitator")
@api.gives_list(shapes.PileShown)
def release_run(ref):
    """Give back every mark of a run that is held; who it belongs to is told."""
    run = run_for_staff(ref, asking(), frozenset(["facilitator"]), clock.now()) or abort(404)
    for pile in lookups.piles_on([run], asking()):
        if pile.held:
            give_back_chosen(pile, {line.mark.id for line in pile.held})
    db.session.commit()
    return listed(Slice(lookups.piles_on([run], asking()), None), _pile_shown)
