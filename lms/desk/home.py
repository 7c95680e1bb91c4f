"""Home: everybody lands on a page that says what to do next, whatever she is."""

from datetime import datetime

from flask import redirect, render_template, url_for

from lms import clock
from lms.accreditation.files import CaseFile
from lms.accreditation.known import known_of
from lms.accreditation.standing import standings_in
from lms.accreditation.waiting import waiting_for as sign_offs_waiting_for
from lms.bookings.listing import next_courses, state_of
from lms.bookings.lookups import places_of, running_of
from lms.bookings.models import Booking
from lms.casework.lookups import waiting_for as piles_waiting_for
from lms.certificates.lookups import made_for
from lms.content.operations import programme_of, union
from lms.desk.course import greeting
from lms.desk.next_act import next_act
from lms.desk.todo import todo_of
from lms.desk.views import pages
from lms.desk.way import ways_of
from lms.network.updates import Update, updates_of
from lms.runs.lookups import first_day, run_days, runs_facilitated_by, runs_not_over
from lms.web import asking, signed_in
from lms.web.access import roles_of_asking
from lms.workplaces.lookups import regions_looked_after_by

RUNS_SHOWN = 12


@pages.get("/home")
@signed_in
def home():
    person, roles, now = asking(), roles_of_asking(), clock.now()
    updates = [each for each in updates_of(person, now) if each.read_at is None] if "rep" in roles else []
    if "administrator" in roles:
        return _administrator(now, running_of(person), updates)
    if roles & {"facilitator", "officer"}:
        return _staff(roles, now, running_of(person), updates)
    running = running_of(person)
    if not updates and len(running) == 1 and running[0].state == "confirmed" and running[0].run.mode != "open":
        return redirect(url_for("desk.my_course", ref=running[0].run.ref), 303)
    return _member(running, now, updates)


def _administrator(now, own: list[Booking], updates: list[Update]):
    runs = runs_not_over()
    places = places_of([run.id for run in runs])
    shown = runs[:RUNS_SHOWN]
    return render_template(
        "desk/administrator.html", updates=updates, todo=todo_of(runs[::-1], places, now), runs=shown, places=places,
        greeting=greeting(now), now=now, own=own, titles=programme_of,
        states={run.id: state_of(run, places[run.id], now) for run in shown},
        days={run.id: run_days(run, short=True) for run in shown},
    )


def _staff(roles, now, own: list[Booking], updates: list[Update]):
    person = asking()
    led = runs_facilitated_by(person, now) if "facilitator" in roles else []
    places = places_of([run.id for run in led])
    today = [session for run in led for session in run.sessions
             if clock.today(session.starts_at) == clock.today(now) and run.state in ("open", "confirmed")]
    piles = [pile for pile in piles_waiting_for(person, now, led) if pile.to_mark or pile.held] if led else []
    regions = regions_looked_after_by(person, clock.today(now)) if "officer" in roles else []
    files: list[CaseFile] = sign_offs_waiting_for(person, now, regions) if regions else []
    return render_template(
        "desk/staff.html", updates=updates, led=led, today=today, piles=piles, files=files,
        greeting=greeting(now), now=now,
        regions=regions, own=own, roles=roles, titles=programme_of,
        states={run.id: state_of(run, places[run.id], now) for run in led},
        days={run.id: run_days(run, short=True) for run in led},
    )


def _member(running: list[Booking], now: datetime, updates: list[Update]):
    person, day = asking(), clock.today(now)
    known = known_of([person.id], now)[person.id]
    ways = ways_of(person, running, now, known)
    ways.sort(key=lambda way: (way.run.mode == "open", first_day(way.run) or day))
    on = {way.run.ref for way in ways}
    return render_template(
        "desk/member.html", updates=updates, ways=[(way, next_act(way)) for way in ways], greeting=greeting(now),
        standing=next(iter(standings_in(known, now).values()), None), link_member=known.is_link_member(day),
        work=known.work, officer=known.officers.get(known.work.region_id) if known.work else None,
        courses=[each for each in next_courses(now) if each.ref not in on],
        certificates=ways[0].made if ways else made_for(person),
        kinds={kind.slug: kind.plain for kind in union().rep_kinds}, titles=programme_of,
    )
