"""Home: everybody lands on a page that says what to do next, whatever she is."""

from flask import redirect, render_template, url_for

from lms import clock
from lms.accreditation.files import CaseFile
from lms.accreditation.lookups import standings_of
from lms.accreditation.waiting import waiting_for as sign_offs_waiting_for
from lms.bookings.listing import next_courses, state_of
from lms.bookings.lookups import bookings_of, places_of
from lms.bookings.models import ALIVE, Booking
from lms.casework.lookups import waiting_for as piles_waiting_for
from lms.certificates.lookups import certificates_of
from lms.content.operations import programme_of, union
from lms.desk.course import greeting
from lms.desk.next_act import next_act
from lms.desk.todo import todo_of
from lms.desk.views import pages
from lms.desk.way import way_of
from lms.people.models import Person
from lms.record.lookups import link_members_on
from lms.runs.lookups import all_runs, first_day, run_days, runs_facilitated_by
from lms.web import asking, signed_in
from lms.web.access import roles_of_asking
from lms.workplaces.lookups import employments_of, officers_of, regions_looked_after_by

RUNS_SHOWN = 12


@pages.get("/home")
@signed_in
def home():
    person, roles, now = asking(), roles_of_asking(), clock.now()
    if "administrator" in roles:
        return _administrator(now, _running(person))
    if roles & {"facilitator", "officer"}:
        return _staff(roles, now, _running(person))
    running = _running(person)
    if len(running) == 1 and running[0].state == "confirmed" and running[0].run.mode != "open":
        return redirect(url_for("desk.my_course", ref=running[0].run.ref), 303)
    return _member(running, now)


def _running(person: Person) -> list[Booking]:
    """Her own places and applications on courses that aren't over."""
    return [booking for booking in bookings_of(person)
            if booking.state in ALIVE and booking.run.state not in ("closed", "cancelled")]


def _administrator(now, own: list[Booking]):
    runs = [run for run in all_runs() if run.mode != "open"]
    places = places_of([run.id for run in runs])
    shown = [run for run in runs if run.state not in ("closed", "cancelled")][::-1][:RUNS_SHOWN]
    return render_template(
        "desk/administrator.html", todo=todo_of(runs, places, now), runs=shown, places=places, greeting=greeting(now),
        now=now, own=own, titles=programme_of, states={run.id: state_of(run, places[run.id], now) for run in shown},
        days={run.id: run_days(run, short=True) for run in shown},
    )


def _staff(roles, now, own: list[Booking]):
    person = asking()
    led = runs_facilitated_by(person, now) if "facilitator" in roles else []
    places = places_of([run.id for run in led])
    today = [session for run in led for session in run.sessions
             if clock.today(session.starts_at) == clock.today(now) and run.state in ("open", "confirmed")]
    piles = [pile for pile in piles_waiting_for(person, now) if pile.to_mark or pile.held] if led else []
    files: list[CaseFile] = sign_offs_waiting_for(person, now) if "officer" in roles else []
    return render_template(
        "desk/staff.html", led=led, today=today, piles=piles, files=files, greeting=greeting(now), now=now,
        regions=regions_looked_after_by(person, clock.today(now)) if "officer" in roles else [],
        states={run.id: state_of(run, places[run.id], now) for run in led},
        days={run.id: run_days(run, short=True) for run in led}, roles=roles, own=own,
        titles=programme_of,
    )


def _member(running, now):
    person, day = asking(), clock.today(now)
    ways = [way_of(person, booking, now) for booking in running]
    ways.sort(key=lambda way: (way.run.mode == "open", first_day(way.run) or day))
    standing = next((each for each in standings_of([person.id], now).values()), None)
    work = employments_of([person.id]).get(person.id)
    officer = officers_of([work.workplace.region_id]).get(work.workplace.region_id) if work else None
    return render_template(
        "desk/member.html", ways=[(way, next_act(way)) for way in ways], greeting=greeting(now), standing=standing,
        link_member=person.id in link_members_on([person.id], day), officer=officer, work=work,
        courses=[each for each in next_courses(now, person) if each.ref not in {way.run.ref for way in ways}],
        certificates=[each for each in certificates_of(person) if each.file is not None],
        kinds={kind.slug: kind.plain for kind in union().rep_kinds}, titles=programme_of,
    )
