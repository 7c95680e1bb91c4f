"""People on the whole way, each made by the rooms' own operations, up to the step that a test is about."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.accreditation import operations
from lms.attendance.operations import record_tap
from lms.clock import today
from lms.refusal import Refusal
from lms.runs.lookups import facilitators_of
from lms.workplaces.lookups import employments_of
from tests import make
from tests.small_courses import a_refresher

BEGINS = make.NOW - timedelta(days=40)
DAYS = [date(2026, 11, 5), date(2026, 11, 19)]
IN_TIME = datetime(2031, 9, 10, 9, tzinfo=UTC)  # what was given on 26 November 2026 ends on 26 November 2031
STEPS = ("learned", "completed", "appointed", "signed off", "accredited")


def a_run_that_is_over(facilitators=2, **over):
    """Two days in November, led by two people, both days over by now."""
    leaders = [make.a_person(name=name) for name in ("Morag Bain", "Emeka Vance")[:facilitators]]
    return make.a_run(**{"days": DAYS, "state": "confirmed", "facilitators": leaders, "now": BEGINS} | over)


def a_trainee(run, region, upto="accredited", markers=None, **over):
    """Somebody who was there each day and met each case study; `upto` names the last step that was taken."""
    administrator = over.pop("administrator", None) or make.an_administrator()
    place = make.a_workplace(region=region)
    person = make.placed(make.a_link_member(**over), place)
    make.a_confirmed_trainee(run, person, now=BEGINS)
    markers = markers or [each.person for each in facilitators_of(run, make.NOW)]
    for session in run.sessions:
        record_tap(session, person, tap_id=f"{session.id}-{person.id}", state="present", actor=markers[0],
                   now=session.ends_at)
    for number, code in enumerate(("2A", "3A", "7A")):
        sent = make.a_submission(run=run, person=person, case_study=code)
        make.a_released_mark(submission=sent, marker=markers[number % len(markers)])
    steps = STEPS[1:STEPS.index(upto) + 1]
    if "completed" in steps:
        operations.decide_completion(person, run, actor=markers[0], now=make.NOW)
    if "appointed" in steps:
        appoint(person, administrator)
    if "signed off" in steps:
        operations.sign_off(person, run, officer=officer_of(region), now=make.NOW)
    if "accredited" in steps:
        operations.accredit(person, run, actor=administrator, now=make.NOW)
    return person


def appoint(person, administrator, **over):
    given = {
        "rep_kind": "rep", "employer": employments_of([person.id])[person.id].workplace.employer,
        "constituency": "ward managers", "how": "elected", "authority": "Branch minute 14",
        "appointed_on": today(make.NOW) - timedelta(days=3), "actor": administrator, "now": make.NOW,
    }
    return operations.record_appointment(person, **given | over)


def officer_of(region):
    """Who looks after the region; somebody is appointed if nobody does."""
    from lms.workplaces.lookups import officers_of

    found = officers_of([region.id]).get(region.id)
    return found.person if found else make.an_officer(region, make.a_person(name="Catrin Beddoe"))


def a_refresher_run(person, held=IN_TIME, attended=True, decided=True, **over):
    """A refresher that was held on that day, with her on it."""
    ahead = held - timedelta(days=60)
    run = make.a_run(snapshot=a_refresher(wordings=make.wordings(approved=True)), days=[held.date()],
                     state="confirmed", minimum=1, now=ahead, closing_on=held.date() - timedelta(days=20), **over)
    make.a_confirmed_trainee(run, person, now=ahead)
    leader = run.facilitators[0].person
    for session in run.sessions if attended else ():
        record_tap(session, person, tap_id=f"{session.id}-{person.id}", state="present", actor=leader,
                   now=session.ends_at)
    if decided:
        operations.decide_completion(person, run, actor=leader, now=held + timedelta(hours=9))
    return run


def refused(act, *args, **named) -> str:
    with pytest.raises(Refusal) as refusal:
        act(*args, **named)
    return refusal.value.sentence
