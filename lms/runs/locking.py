"""Who changes a run waits for whoever else does."""

from lms.db import db
from lms.runs.models import Run

_MAY_CHANGE = ["snapshot_id", "place", "venue", "joining_notes", "state", "capacity", "minimum", "closing_on"]


def hold(run: Run) -> None:
    """What is written for this run rests on its version and state: whoever changes them waits, and is waited for.

    Many may hold a run at the same time.
    """
    db.session.flush()
    db.session.refresh(run, ["snapshot_id", "state"], with_for_update={"read": True})
    db.session.expire(run, ["snapshot"])


def lock(run: Run, *lists: str) -> None:
    """Whoever else changes this run waits; what decides is read again, and so are these lists of it."""
    db.session.flush()  # a refresh would lose what isn't written yet
    db.session.refresh(run, _MAY_CHANGE, with_for_update=True)
    for name in lists:
        known = list(getattr(run, name))  # held, so that those that are still there stay the same objects
        db.session.refresh(run, [name])
        del known
