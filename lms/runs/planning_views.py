"""The parts of a plan: sessions, facilitators, due dates."""

from flask import abort, flash, redirect, url_for

from lms import clock
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.people.lookups import person_by_email, person_by_number
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs import lookups, operations, schemas
from lms.runs.models import Facilitator, Run, Session
from lms.runs.views import found, pages, planning
from lms.web import administrators, asking, read_form, show_form


@pages.get("/runs/<ref>/sessions")
@administrators
def sessions(ref):
    return _sessions_page(found(ref), show_form(schemas.NewSession))


@pages.post("/runs/<ref>/sessions")
@administrators
def add_session(ref):
    run, form = found(ref), read_form(schemas.NewSession)
    if form.data is not None:
        try:
            add_as_typed(run, form.data)
            db.session.commit()
            flash("The session is added.", "done")
            return redirect(url_for("runs.sessions", ref=run.ref), 303)
        except Refusal as refusal:
            begin_reading()
            run = found(ref)
            form.refuse(refusal)
    return _sessions_page(run, form, 422)


def _sessions_page(run: Run, form, status: int = 200):
    modules = programme_of(run.snapshot).modules
    form.choose("modules", [(module.slug, module.title) for module in modules])
    return planning(
        "sessions", run, "sessions", status, form=form, titles={module.slug: module.title for module in modules},
    )


def add_as_typed(run: Run, typed: dict) -> Session:
    """A session at this date and time in London; the days are numbered anew."""
    session = operations.add_session(
        run, day=len(lookups.days_of(run)) + 1, part=typed["part"], title=f"{typed['part'].capitalize()} session",
        starts_at=clock.at_london(typed["date"], typed["starts"]),
        ends_at=clock.at_london(typed["date"], typed["ends"]),
        modules=typed["modules"], actor=asking(), now=clock.now(),
    )
    operations.number_days(run)
    return session


@pages.get("/runs/<ref>/sessions/<int:session_id>")
@administrators
def covers(ref, session_id):
    session = session_on(found(ref), session_id)
    return _covers_page(session, show_form(schemas.Covers, {"modules": [each.module_slug for each in session.covers]}))


@pages.post("/runs/<ref>/sessions/<int:session_id>")
@administrators
def change_covers(ref, session_id):
    session, form = session_on(found(ref), session_id), read_form(schemas.Covers)
    if form.data is not None:
        try:
            operations.cover_modules(session, form.data["modules"], actor=asking(), now=clock.now())
            db.session.commit()
            flash("Kept.", "done")
            return redirect(url_for("runs.sessions", ref=session.run.ref), 303)
        except Refusal as refusal:
            begin_reading()
            session = session_on(found(ref), session_id)
            form.refuse(refusal)
    return _covers_page(session, form, 422)


def _covers_page(session: Session, form, status: int = 200):
    form.choose("modules", [(module.slug, module.title) for module in programme_of(session.run.snapshot).modules])
    return planning("session", session.run, "sessions", status, session=session, form=form)


@pages.post("/runs/<ref>/sessions/<int:session_id>/removal")
@administrators
def removal(ref, session_id):
    run = found(ref)
    operations.remove_session(session_on(run, session_id), actor=asking(), now=clock.now())
    db.session.commit()
    flash("The session is removed.", "done")
    return redirect(url_for("runs.sessions", ref=run.ref), 303)


def session_on(run: Run, session_id: int) -> Session:
    return next((each for each in run.sessions if each.id == session_id), None) or abort(404)


@pages.get("/runs/<ref>/facilitators")
@administrators
def facilitators(ref):
    return _facilitators_page(found(ref), show_form(schemas.NewFacilitator))


@pages.post("/runs/<ref>/facilitators")
@administrators
def assign(ref):
    run, form = found(ref), read_form(schemas.NewFacilitator)
    if form.data is not None:
        try:
            facilitator = operations.assign_facilitator(
                run, somebody_named(form.data["who"]), actor=asking(), now=clock.now()
            )
            db.session.commit()
            flash(f"{facilitator.person.name} leads {run.ref}.", "done")
            return redirect(url_for("runs.facilitators", ref=run.ref), 303)
        except Refusal as refusal:
            begin_reading()
            run = found(ref)
            form.refuse(refusal)
    return _facilitators_page(run, form, 422)


def somebody_named(typed: str) -> Person:
    """Whoever has this membership number or e-mail address; raises Refusal if nobody has."""
    person = person_by_email(typed) if "@" in typed else person_by_number(typed)
    if person is None:
        raise Refusal("We know nobody with that number or address. Invite her under Staff first.", field="who")
    return person


def _facilitators_page(run: Run, form, status: int = 200):
    return planning("facilitators", run, "facilitators", status, form=form,
                    leading=lookups.facilitators_of(run, clock.now()))


@pages.post("/runs/<ref>/facilitators/<int:facilitator_id>/end")
@administrators
def end(ref, facilitator_id):
    run = found(ref)
    facilitator = facilitator_on(run, facilitator_id)
    operations.end_facilitator(facilitator, actor=asking(), now=clock.now())
    db.session.commit()
    flash(f"{facilitator.person.name} no longer leads {run.ref}.", "done")
    return redirect(url_for("runs.facilitators", ref=run.ref), 303)


def facilitator_on(run: Run, facilitator_id: int) -> Facilitator:
    return next((each for each in run.facilitators if each.id == facilitator_id), None) or abort(404)


@pages.get("/runs/<ref>/due-dates")
@administrators
def due_dates(ref):
    run = found(ref)
    values = {f"due_{each.case_study}": each.due_on for each in run.deadlines}
    return planning("due_dates", run, "due_dates", form=show_form(_due_dates(run), values))


@pages.post("/runs/<ref>/due-dates")
@administrators
def set_due_dates(ref):
    run = found(ref)
    form = read_form(_due_dates(run))
    if form.data is not None:
        try:
            for name, due_on in form.data.items():
                if due_on is not None:
                    operations.set_deadline(run, name.removeprefix("due_"), due_on, actor=asking(), now=clock.now())
            db.session.commit()
            flash("The due dates are kept.", "done")
            return redirect(url_for("runs.due_dates", ref=run.ref), 303)
        except Refusal as refusal:
            begin_reading()
            run = found(ref)
            form.refuse(refusal)
    return planning("due_dates", run, "due_dates", 422, form=form)


def _due_dates(run: Run):
    programme = programme_of(run.snapshot)
    return schemas.due_dates(programme.case_studies, programme.standard.required_case_studies)
