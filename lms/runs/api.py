"""For programs: the runs, and planning one until it opens and after it is over."""

from flask import abort

from lms import clock
from lms.db import db
from lms.runs import lookups, operations, schemas, showing
from lms.runs.loading import load_sessions
from lms.runs.models import Run
from lms.runs.planning_views import add_as_typed, facilitator_on, session_on, somebody_named
from lms.runs.views import chosen, found, planned
from lms.web import administrators, asking, role
from lms.web.access import roles_of_asking
from lms.web.api import Door, listed, read, unchanged
from lms.web.paging import read_slice

api = Door("Runs", __name__, "Deliveries of a programme: planning one, its sessions, who leads it, when work is due.")


def _shown(run: Run) -> dict:
    return showing.shown(run, clock.now())


@api.get("/runs")
@role("administrator", "facilitator")
@api.asks(schemas.RunsAsked)
@api.gives_list(schemas.RunLine)
def runs(asked):
    """The runs in the order in which they were planned: all for administrators, a facilitator's own for her."""
    state, programme, person = asked["state"], asked["programme"], asking()
    part = read_slice(
        showing.runs_of_staff(person, roles_of_asking(), clock.now(), state=state, programme=programme),
        [Run.id], lambda run: (run.id,), of=f"runs of {person.id} {state} {programme}",
        after=asked["after"], most=asked["limit"],
    )
    load_sessions(part.rows)
    return listed(part, showing.line)


@api.post("/runs")
@administrators
@api.takes(schemas.NewRun)
@api.gives(201, schemas.RunShown)
def plan():
    """Plan a run, as a draft that nobody sees yet; each of its days gets a morning and an afternoon session."""
    run = planned(*chosen(read()))
    db.session.commit()
    return _shown(run)


@api.get("/runs/<ref>")
@role("administrator", "facilitator")
@api.gives(200, schemas.RunShown, tagged=True)
def run(ref):
    """One run as its staff see it."""
    return _shown(lookups.run_for_staff(ref, asking(), roles_of_asking(), clock.now()) or abort(404))


@api.get("/runs/<ref>/plan")
@administrators
@api.gives(200, schemas.PlanShown, tagged=True)
def plan_shown(ref):
    """What of a run may be changed: place, venue, joining notes, minimum, closing day."""
    return found(ref)


@api.put("/runs/<ref>/plan")
@administrators
@api.takes(schemas.Where)
@api.gives(200, schemas.PlanShown, tagged=True)
def change(ref):
    """Change place, venue, joining notes, minimum and closing day; what is left out becomes empty."""
    run = found(ref)
    operations.lock(run)
    unchanged(schemas.PlanShown, run)
    operations.describe_run(run, **read(), actor=asking(), now=clock.now())
    db.session.commit()
    return run


@api.post("/runs/<ref>/opening")
@administrators
@api.gives(200, schemas.RunShown)
def opening(ref):
    """Open a draft for applications; case studies without a due date get one."""
    run = found(ref)
    operations.open_run(run, actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(run)


@api.post("/runs/<ref>/closing")
@administrators
@api.gives(200, schemas.RunShown)
def closing(ref):
    """Close a run when everything is decided; its facilitators see it for 30 days more."""
    run = found(ref)
    operations.close_run(run, actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(run)


@api.post("/runs/<ref>/sessions")
@administrators
@api.takes(schemas.NewSession)
@api.gives(201, schemas.SessionShown)
def add_session(ref):
    """Add a session to a draft; its times are London's."""
    session = add_as_typed(found(ref), read())
    db.session.commit()
    return showing.session_shown(session)


@api.get("/runs/<ref>/sessions/<int:session_id>")
@administrators
@api.gives(200, schemas.SessionShown, tagged=True)
def session(ref, session_id):
    """One session, and which modules it covers."""
    return showing.session_shown(session_on(found(ref), session_id))


@api.put("/runs/<ref>/sessions/<int:session_id>")
@administrators
@api.takes(schemas.Covers)
@api.gives(200, schemas.SessionShown, tagged=True)
def change_covers(ref, session_id):
    """Say anew which modules a session of a draft covers."""
    operations.lock(found(ref))
    session = session_on(found(ref), session_id)
    unchanged(schemas.SessionShown, showing.session_shown(session))
    operations.cover_modules(session, read()["modules"], actor=asking(), now=clock.now())
    db.session.commit()
    return showing.session_shown(session)


@api.delete("/runs/<ref>/sessions/<int:session_id>")
@administrators
@api.gives(204)
def removal(ref, session_id):
    """Take a session out of a draft."""
    operations.remove_session(session_on(found(ref), session_id), actor=asking(), now=clock.now())
    db.session.commit()


@api.post("/runs/<ref>/facilitators")
@administrators
@api.takes(schemas.NewFacilitator)
@api.gives(201, schemas.FacilitatorShown)
def assign(ref):
    """Name somebody who leads a run, by membership number or e-mail address."""
    run = found(ref)
    facilitator = operations.assign_facilitator(
        run, somebody_named(read()["who"]), actor=asking(), now=clock.now()
    )
    db.session.commit()
    return showing.facilitator_shown(facilitator)


@api.post("/runs/<ref>/facilitators/<int:facilitator_id>/end")
@administrators
@api.gives(200, schemas.FacilitatorShown)
def end(ref, facilitator_id):
    """She leads the run no more, and sees it no more."""
    facilitator = facilitator_on(found(ref), facilitator_id)
    operations.end_facilitator(facilitator, actor=asking(), now=clock.now())
    db.session.commit()
    return showing.facilitator_shown(facilitator)


def _due(run: Run, code: str) -> dict:
    return next((each for each in showing.due_dates_shown(run) if each["code"] == code), None) or abort(404)


@api.get("/runs/<ref>/due-dates/<code>")
@administrators
@api.gives(200, schemas.DueDateShown, tagged=True)
def due_date(ref, code):
    """When a case study of a run is due."""
    return _due(found(ref), code)


@api.put("/runs/<ref>/due-dates/<code>")
@administrators
@api.takes(schemas.DueDate)
@api.gives(200, schemas.DueDateShown, tagged=True)
def set_due_date(ref, code):
    """Say by the end of which day a case study is due."""
    run = found(ref)
    operations.lock(run)
    unchanged(schemas.DueDateShown, _due(run, code))
    operations.set_deadline(run, code, read()["due_on"], actor=asking(), now=clock.now())
    db.session.commit()
    return _due(run, code)
