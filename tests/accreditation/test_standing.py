"""Standing for any day: what suspends, what ends, and that the past stays as it was."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.accreditation import operations
from lms.accreditation.known import known_of
from lms.accreditation.leaving import leaving, reps_who_left
from lms.accreditation.lookups import case_file_of, case_files_of, case_files_on, standing_of, standings_of
from lms.accreditation.models import Accreditation
from lms.accreditation.waiting import waiting_for
from lms.bookings.models import Booking
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run
from lms.workplaces.lookups import employments_of
from lms.workplaces.models import Region
from tests import make
from tests.accreditation import cases

NOW = make.NOW
LATER = NOW + timedelta(days=30)


def states(person, *moments):
    return [standing_of(person, "rep", moment).state for moment in moments]


@pytest.fixture
def rep(writing, stage):
    """Inside a writing context: a rep of Wales, and what belongs to her."""

    def begun():
        with writing():
            region = make.a_region("Wales")
            run = cases.a_run_that_is_over()
            administrator = make.an_administrator()
            return cases.a_trainee(run, region, administrator=administrator).id, run.id, administrator.id

    def made():
        return tuple(db.session.get(*each) for each in zip((Person, Run, Person), stage(begun), strict=True))

    return made


def test_she_is_a_rep_from_that_moment_until_five_years_on(writing, rep):
    with writing():
        person, _run, _administrator = rep()
        years = NOW.replace(year=2031)
        assert states(person, NOW - timedelta(minutes=1), NOW, years, years + timedelta(days=1)) == [
            "none", "current", "current", "expired"]
        assert standing_of(person, "rep", NOW).words == "Accredited until 26 November 2031"
        assert standing_of(make.a_member(), "rep", NOW).state == "none"


def test_arrears_suspend_at_once_and_only_as_long_as_they_last(writing, rep):
    from lms.people.operations import set_membership

    with writing():
        person, _run, _administrator = rep()
        make.in_arrears(person, since=date(2026, 12, 1), now=LATER)
        set_membership(person, "current", since=date(2026, 12, 20), source="the tests", actor=make.US, now=LATER)
        assert states(person, NOW, NOW + timedelta(days=6), LATER) == ["current", "suspended", "current"]
        assert standing_of(person, "rep", NOW + timedelta(days=6)).words == "Suspended: membership arrears"


def test_a_suspension_counts_for_the_days_on_which_it_was_open_and_a_query_for_none(writing, rep):
    with writing():
        person, _run, administrator = rep()
        opened, closed = NOW + timedelta(days=2), NOW + timedelta(days=9)
        hold = operations.open_hold(person, kind="suspension", reason="An inquiry", actor=administrator, now=opened)
        operations.open_hold(person, kind="query", reason="Which site", actor=administrator, now=opened)
        operations.close_hold(hold, reason="Nothing in it", actor=administrator, now=closed)
        assert states(person, NOW, opened, closed - timedelta(days=1), closed) == [
            "current", "suspended", "suspended", "current"]


def test_an_ended_appointment_suspends_and_an_ended_accreditation_ends(writing, rep):
    with writing() as session:
        person, _run, administrator = rep()
        given = session.scalar(select(Accreditation))
        operations.end_appointment(given.appointment, reason="Her term ended", actor=administrator, now=LATER)
        operations.end_accreditation(given, reason="Stood down", actor=administrator, now=LATER + timedelta(days=2))
        assert states(person, NOW, LATER, LATER + timedelta(days=2)) == ["current", "suspended", "ended"]


def test_leaving_her_employer_ends_it_and_moving_within_it_does_not(writing, rep):
    with writing():
        person, run, _administrator = rep()
        region = employments_of([person.id])[person.id].workplace.region
        make.placed(person, make.a_workplace(workplace="East site", region=region), since=date(2026, 12, 1))
        assert states(person, LATER) == ["current"] and not reps_who_left(LATER.date())
        make.placed(person, make.a_workplace(employer="Northmarsh Care Board", region=region), since=date(2026, 12, 10))
        assert states(person, NOW, NOW + timedelta(days=13), LATER) == ["current", "current", "ended"]
        said = "Ended on 10 December 2026, on leaving Pellow Bay Health Board"
        assert standing_of(person, "rep", LATER).words == said
        assert [(row.person_id, row.left) for row in reps_who_left(LATER.date())] == [(person.id, date(2026, 12, 10))]
        lines = {line.code: line for line in case_file_of(person, run, LATER).in_the_way}
        assert "leaving Pellow Bay Health Board on 10 December 2026" in lines["Q8"].known


def test_who_was_never_recorded_there_has_not_left(writing, rep):
    with writing() as session:
        person, _run, administrator = rep()
        given = session.scalar(select(Accreditation))
        operations.end_accreditation(given, reason="Moved", actor=administrator, now=NOW)
        host = make.a_workplace(employer="A host trust").employer
        appointment = cases.appoint(person, administrator, employer=host)
        assert leaving(appointment, known_of([person.id], LATER)[person.id].works, LATER.date()) is None


def test_she_has_to_have_been_a_link_member_as_the_course_began(writing):
    from lms.record.lookups import facts_of
    from lms.record.operations import end_fact

    with writing():
        run, region = cases.a_run_that_is_over(), make.a_region("Wales")
        before, during, after = (cases.a_trainee(run, region, "learned") for _ in range(3))
        for person, ended in ((before, date(2026, 11, 1)), (during, date(2026, 11, 5)), (after, date(2026, 11, 20))):
            fact = facts_of([person.id], ["link member"])[person.id][0]
            end_fact(fact, on=ended, reason="Gave it up", actor=make.US, now=NOW)
        met = [any(line.code == "Q2" and line.met for line in case_file_of(person, run, NOW).conditions)
               for person in (before, during, after)]
        assert met == [False, False, True]


def test_a_case_file_stays_when_the_booking_ended_after_completion(writing):
    with writing() as session:
        run, region = cases.a_run_that_is_over(), make.a_region("Wales")
        stays, goes = cases.a_trainee(run, region, "completed"), cases.a_trainee(run, region, "learned")
        for booking in session.scalars(select(Booking)):
            booking.state, booking.seat = "withdrawn", None
        session.flush()
        assert [file.person for file in case_files_of(run, NOW)] == [stays]
        assert case_file_of(stays, run, NOW).decision and case_file_of(goes, run, NOW) is None


def test_reading_many_takes_as_many_queries_as_reading_few(app, writing, in_context, queries):
    from lms.runs.lookups import runs_not_over

    counts = []
    with writing():
        regions = make.a_region("Wales"), make.a_region("North")
        officer = cases.officer_of(regions[0])
        make.an_officer(regions[1], officer)
        officer_id, region_ids = officer.id, [region.id for region in regions]
    for trainees in (2, 8):
        with writing() as session:
            regions = [session.get(Region, region_id) for region_id in region_ids]
            runs = [cases.a_run_that_is_over() for _ in range(trainees // 2)]
            for number in range(trainees):
                cases.a_trainee(runs[number // 2], regions[number % 2], STEPS[number % 2])
        with in_context() as session, queries() as seen:
            officer, runs = session.get(Person, officer_id), runs_not_over()
            before = len(seen)
            files = case_files_on(runs, NOW)
            standings_of([file.person.id for found in files.values() for file in found], NOW)
            middle = len(seen)
            waiting = waiting_for(officer, NOW)
            counts.append((middle - before, len(seen) - middle))
            assert len(waiting) == sum(file.accreditation is None for found in files.values() for file in found)
    assert counts[0] == counts[1]


STEPS = ("completed", "accredited")
