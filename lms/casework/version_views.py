"""The administrator sees which version of its programme a run keeps, what a newer one changes, and moves it."""

from flask import abort, flash, redirect, url_for

from lms import clock
from lms.casework import moving
from lms.casework import version_schemas as schemas
from lms.casework.views import pages
from lms.content.differences import differences, groups
from lms.content.models import Snapshot
from lms.content.operations import latest, programme_of, published
from lms.content.passages import side_by_side
from lms.db import begin_reading, db
from lms.refusal import Refusal
from lms.runs.models import Run
from lms.runs.views import found, planning
from lms.web import Form, administrators, asking, read_form, show_form


@pages.get("/runs/<ref>/programme")
@administrators
def version(ref):
    run = found(ref)
    return _page(run, show_form(schemas.Move, {"version": _newest(run).version}))


@pages.post("/runs/<ref>/programme")
@administrators
def move(ref):
    run, form = found(ref), read_form(schemas.Move)
    if form.data is not None:
        try:
            moving.move_run(run, version_of(run, form.data["version"]), actor=asking(), now=clock.now())
            db.session.commit()
            flash(f"{run.ref} is held with version {run.snapshot.version}.", "done")
            return redirect(url_for("casework.version", ref=run.ref), 303)
        except Refusal as refusal:
            begin_reading()
            run = found(ref)
            form.refuse(refusal)
    return _page(run, form, 422)


def version_of(run: Run, number: str) -> Snapshot:
    """A published version of the run's programme; raises Refusal."""
    snapshot = published(run.programme_slug, number)
    if snapshot is None:
        raise Refusal(f"Version {number} of this programme isn’t published.", field="version", code="version")
    return snapshot


def _newest(run: Run) -> Snapshot:
    return latest(run.programme_slug) or abort(404)


def _page(run: Run, form: Form, status: int = 200):
    newest, now = _newest(run), clock.now()
    before, after = programme_of(run.snapshot), programme_of(newest)
    form.values["version"] = newest.version
    return planning(
        "programme", run, "programme", status, form=form, newest=newest, newest_programme=after,
        groups=groups(differences(before, after)) if newest.id != run.snapshot_id else {},
        words=lambda change: side_by_side(change.before, change.after) if change.before or change.after else "",
        reason=moving.reason_not_to_move(run, newest, now) if newest.id != run.snapshot_id else "",
    )
