"""For programs: how fresh the law of the courses is, what rests on it, and one's own updates."""

from lms import clock
from lms.db import db
from lms.network import operations, schemas
from lms.network.freshness import Line, dropped_lines, lines
from lms.network.reached import counts_of
from lms.network.statements import Wording
from lms.network.update_views import her_update
from lms.network.updates import Update, updates_of
from lms.network.views import found_line, reps_who
from lms.web import administrators, asking, authors, signed_in
from lms.web.api import Door, listed, read
from lms.web.paging import Slice

api = Door("Freshness", __name__, "The law that courses teach: when it was checked, what rests on it, what changed.")


def _update_line(update: Update) -> dict:
    return {"statement": update.slug, "title": update.now.law.title, "changed_at": update.statement.since,
            "dropped": update.dropped, "read_at": update.read_at}


def _update_shown(update: Update) -> dict:
    return _update_line(update) | {
        "digest": update.digest, "what_changed": "" if update.dropped else update.now.law.update,
        "learned": update.learned.law, "now": None if update.dropped else update.now.law,
    }


@api.get("/updates")
@signed_in
@api.gives_list(schemas.UpdateLine)
def updates():
    """What you learned on a course that your accreditation rests on, and that is said otherwise now."""
    return listed(Slice(updates_of(asking(), clock.now()), None), _update_line)


@api.get("/updates/<statement>")
@signed_in
@api.gives(200, schemas.UpdateShown, tagged=True)
def update(statement):
    """One of them, as you learned it and as it is now."""
    return _update_shown(her_update(statement))


@api.post("/updates/<statement>")
@signed_in
@api.takes(schemas.HasRead)
@api.gives(200, schemas.UpdateShown)
def has_read(statement):
    """Say that you have read it as it is now; `digest` is the one that you were shown."""
    operations.read_update(asking(), her_update(statement), digest=read()["digest"], now=clock.now())
    db.session.commit()
    return _update_shown(her_update(statement))


def _line(line: Line) -> dict:
    return {"statement": line.statement.slug, "dropped_at": line.statement.dropped_at, "pages": len(line.cited),
            "runs": len(line.runs)} | {
        name: getattr(line.law, name)
        for name in ("title", "jurisdiction", "provision", "status", "checked_on", "next_check")
    } | {name: getattr(line, name) for name in ("overdue", "accreditations", "otherwise", "certificates")}


def _wording(wording: Wording) -> dict:
    return {"digest": wording.digest, "means": wording.means, "since": wording.since, "law": wording.law,
            "versions": [edition.label for edition in wording.editions]}


@api.get("/freshness")
@authors
@api.asks(schemas.StatementsAsked)
@api.gives_list(schemas.StatementLine)
def freshness(asked):
    """Every statement of law that the latest versions make, by the day of its next check; or those they dropped."""
    found = dropped_lines if asked["dropped"] else lines
    return listed(Slice(found(clock.today(clock.now())), None), _line)


@api.get("/freshness/<statement>")
@authors
@api.gives(200, schemas.StatementShown, tagged=True)
def statement(statement):
    """One statement, how it was worded before, and what rests on it."""
    _, line = found_line(statement)
    reps, has_read_it = counts_of(line.statement, line.today)
    return _line(line) | {
        "cited": line.cited, "reps": reps, "read": has_read_it,
        "on_runs": [{"ref": run.ref, "place": run.place, "version": run.version,
                     "present": run.snapshot_id in line.statement.teach_it} for run in line.runs],
        "wordings": [_wording(each) for each in line.statement.wordings],
    }


@api.get("/freshness/<statement>/reps")
@administrators
@api.asks(schemas.RepsAsked)
@api.gives_list(schemas.RepShown)
def reps(asked, statement):
    """The reps who learned it otherwise, by name: when they were told, and when they read it as it is now."""
    _, line = found_line(statement)
    part = reps_who(line, asked["after"], read=asked["read"], most=asked["limit"])
    return listed(part, lambda row: {"person_id": row.id, "name": row.name, "told_at": row.told_at,
                                     "read_at": row.read_at})
