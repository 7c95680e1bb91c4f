"""The list of runs, the latest first: a page of it, and the whole as a file."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flask import render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from lms import audit, clock
from lms.bookings.listing import state_of
from lms.bookings.lookups import Places, places_of
from lms.content.operations import programme_of
from lms.db import UTCDateTime, db
from lms.desk.views import pages
from lms.runs.loading import load_sessions
from lms.runs.lookups import run_days
from lms.runs.models import Run, Session
from lms.web import administrators, asking
from lms.web.exports import file_of
from lms.web.paging import count_up_to, read_slice, read_through, say_count

COLUMNS = ("Run", "Course", "Where", "Days", "State", "Places")
NO_DAY_YET = datetime(9999, 1, 1, tzinfo=UTC)  # such a run stands before all others
_BEGINS = func.coalesce(
    select(func.min(Session.starts_at)).where(Session.run_id == Run.id).scalar_subquery(), NO_DAY_YET,
    type_=UTCDateTime(),
)
LISTED = select(Run.id, Run.ref, _BEGINS.label("begins"))
ORDER = (_BEGINS, Run.ref)


@pages.get("/runs")
@administrators
def runs():
    after, now = request.args.get("after"), clock.now()
    part = read_slice(LISTED, ORDER, _key, of="runs", after=after, descending=True)
    shown = _runs(part.rows)
    places = places_of([run.id for run in shown])
    return render_template(
        "desk/runs.html", runs=shown, places=places, title_of=lambda run: programme_of(run.snapshot).title,
        states={run.id: state_of(run, places[run.id], now) for run in shown}, columns=COLUMNS,
        days={run.id: run_days(run, short=True) for run in shown}, first=not after, after=part.after,
        count=say_count(count_up_to(select(Run.id))) if after or part.after else len(shown),
        url=lambda **more: url_for("desk.runs", **more),
    )


@pages.post("/runs.<any(csv, xlsx):kind>")
@administrators
def runs_file(kind: str):
    now, rows = clock.now(), db.session.scalar(select(func.count(Run.id)))
    audit.record("downloaded the list of runs", asking(), asking(), now, kind=kind, rows=rows)
    db.session.commit()
    return file_of(kind, "runs", (*COLUMNS, "Confirmed", "To approve", "Offered", "Waiting"), _cells(now))


def _cells(now: datetime) -> Iterator[list[tuple]]:
    for rows in read_through(LISTED, ORDER, _key, descending=True):
        shown = _runs(rows)
        places = places_of([run.id for run in shown])
        yield [_row(run, places[run.id], now) for run in shown]


def _row(run: Run, places: Places, now: datetime) -> tuple:
    state, days = state_of(run, places, now)[1], run_days(run, short=True)
    return (run.ref, programme_of(run.snapshot).title, run.place, days, state, run.capacity,
            places.confirmed, places.provisional, places.offered, places.waiting)


def _runs(rows: list) -> list[Run]:
    """Those of one page, in its order, each with its sessions."""
    found = {run.id: run for run in db.session.scalars(
        select(Run).where(Run.id.in_([row.id for row in rows])).options(selectinload(Run.snapshot))
    )}
    load_sessions(found.values())
    return [found[row.id] for row in rows]


def runs_named(words: str, most: int) -> list[Run]:
    """Those whose reference or place holds these words, the latest first."""
    like = Run.ref.icontains(words, autoescape=True) | Run.place.icontains(words, autoescape=True)
    return _runs(db.session.execute(LISTED.where(like).order_by(*(each.desc() for each in ORDER)).limit(most)).all())


def _key(row) -> tuple:
    return row.begins, row.ref
