"""For programs: which version of its programme a run keeps, and moving one that hasn't begun to a newer one."""

from lms import clock
from lms.casework import moving
from lms.casework import version_schemas as schemas
from lms.casework.api import api
from lms.casework.version_views import version_of
from lms.content.differences import differences
from lms.content.operations import latest, programme_of
from lms.db import db
from lms.runs.models import Run
from lms.runs.views import found
from lms.web import administrators, asking
from lms.web.api import read


def _shown(run: Run) -> dict:
    """A run's version as RunVersion has it."""
    newest, now = latest(run.programme_slug), clock.now()
    same = newest.id == run.snapshot_id
    reason = "" if same else moving.reason_not_to_move(run, newest, now)
    changes = [] if same else differences(programme_of(run.snapshot), programme_of(newest))
    return {
        "programme": run.programme_slug, "version": run.snapshot.version, "newest": newest.version,
        "is_major": programme_of(newest).major > programme_of(run.snapshot).major,
        "may_move": not same and not reason, "reason": reason or None, "changes": list(map(str, changes)),
    }


@api.get("/runs/<ref>/programme")
@administrators
@api.gives(200, schemas.RunVersion, tagged=True)
def version(ref):
    """The version that a run keeps, the newest, what differs, and whether the run can be moved to it."""
    return _shown(found(ref))


@api.post("/runs/<ref>/programme")
@administrators
@api.takes(schemas.Move)
@api.gives(200, schemas.RunVersion)
def move(ref):
    """Hold a run that hasn't begun with a newer version of its programme."""
    run = found(ref)
    moving.move_run(run, version_of(run, read()["version"]), actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(run)
