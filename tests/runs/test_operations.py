"""Planning a run, changing it while it is planned, and the union's decisions on it."""

from datetime import date, time, timedelta

import pytest

from lms.clock import at_london
from lms.db import begin_writing, db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs import lookups, operations
from lms.runs.models import Facilitator, Run
from tests import make
from tests.make import NOW, US
from tests.small_courses import MODULES

DAY_AFTER = NOW.replace(year=2027, month=3, day=19)


def a_session(run, day=date(2027, 3, 4), begins=9, ends=12, modules=("role",)):
    return operations.add_session(
        run, day=1, part="morning", title="Morning session", starts_at=at_london(day, time(begins)),
        ends_at=at_london(day, time(ends)), modules=list(modules), actor=US, now=NOW,
    )


def a_draft(**over):
    planned = {"snapshot": make.a_programme(), "place": "Leeds", "mode": "in person", "capacity": 8, "minimum": 6}
    return operations.plan_run(**planned | over, actor=US, now=NOW)


def test_references_count_by_programme_and_year(writing):
    with writing():
        refs = [a_draft(first_day=date(year, 3, 4)).ref for year in (2027, 2027, 2026, 2027)]
        assert refs == ["RC-27-01", "RC-27-02", "RC-26-01", "RC-27-03"]
        assert make.an_open_run().ref == "LM-26-01"


def test_a_run_keeps_to_the_material_that_it_was_planned_with(writing):
    with writing():
        before = make.a_programme()
        run = a_draft(snapshot=before)
        make.a_programme(version="1.1")
        assert run.snapshot is before


@pytest.mark.parametrize(("numbers", "field"), [
    ({"capacity": None}, "capacity"), ({"minimum": None}, "minimum"), ({"minimum": 9}, "minimum"),
])
def test_a_dated_run_has_places_and_a_minimum(writing, numbers, field):
    with writing():
        with pytest.raises(Refusal) as no:
            a_draft(**numbers)
        assert no.value.field == field


def test_a_course_that_is_read_at_any_time_has_no_days_and_the_other_way_round(writing):
    with writing():
        with pytest.raises(Refusal, match="each person reads it"):
            a_draft(snapshot=make.a_basic_course())
        with pytest.raises(Refusal, match="set days"):
            a_draft(mode="open")


def test_two_days_are_laid_out_with_all_modules_in_their_order(writing):
    with writing():
        run = make.a_run()
        assert [(each.day, each.part, each.minutes) for each in run.sessions] == [
            (1, "morning", 180), (1, "afternoon", 180), (2, "morning", 180), (2, "afternoon", 180)]
        assert [cover.module_slug for each in run.sessions for cover in each.covers] == list(MODULES)
        assert lookups.run_days(run) == "4 and 18 March"
        assert sum(lookups.module_minutes(run).values()) == 720


@pytest.mark.parametrize(("given", "words"), [
    ({"begins": 12, "ends": 12}, "end after it begins"), ({"modules": ()}, "Choose the modules"),
    ({"modules": ("tea",)}, "modules of this programme"), ({"begins": 11, "ends": 13}, "Another session"),
])
def test_a_session_that_makes_no_sense_is_refused(writing, given, words):
    with writing():
        run = a_draft()
        a_session(run)
        with pytest.raises(Refusal, match=words):
            a_session(run, **{"begins": 13, "ends": 16} | given)


def test_days_are_numbered_anew_when_a_session_goes(writing):
    with writing():
        run = make.a_run(state="draft")
        for session in list(run.sessions)[:2]:
            operations.remove_session(session, actor=US, now=NOW)
        assert [session.day for session in run.sessions] == [1, 1]


def test_the_sessions_of_an_open_run_stay_as_they_are(writing):
    with writing():
        run = make.a_run()
        with pytest.raises(Refusal, match="arranged their days"):
            operations.remove_session(run.sessions[0], actor=US, now=NOW)
        with pytest.raises(Refusal, match="arranged their days"):
            operations.cover_modules(run.sessions[0], ["role"], actor=US, now=NOW)
        with pytest.raises(Refusal, match="arranged their days"):
            a_session(run, date(2027, 3, 30))


def test_a_draft_that_lacks_something_does_not_open_and_says_all_that_it_lacks(writing):
    with writing():
        run = a_draft()
        with pytest.raises(Refusal) as no:
            operations.open_run(run, actor=US, now=NOW)
        assert "days and sessions" in no.value.sentence
        assert "Name a facilitator" in no.value.sentence
        assert run.state == "draft"


def test_opening_fills_in_the_due_dates_that_nobody_gave(writing):
    with writing():
        run = make.a_run(state="draft")
        operations.set_deadline(run, "2A", date(2027, 3, 10), actor=US, now=NOW)
        operations.open_run(run, actor=US, now=NOW)
        assert {each.case_study: each.due_on for each in run.deadlines} == {
            "2A": date(2027, 3, 10), "3A": date(2027, 4, 1), "7A": date(2027, 4, 1)}


def test_a_due_date_is_for_a_case_study_of_the_programme_and_may_be_changed(writing):
    with writing():
        run = make.a_run()
        with pytest.raises(Refusal, match="no such case study"):
            operations.set_deadline(run, "9Z", date(2027, 3, 10), actor=US, now=NOW)
        deadline = operations.set_deadline(run, "2A", date(2027, 3, 10), actor=US, now=NOW)
        assert (deadline.due_on, len(run.deadlines)) == (date(2027, 3, 10), 3)


def test_what_is_open_is_not_opened_again(writing):
    with writing():
        with pytest.raises(Refusal, match="open already"):
            operations.open_run(make.a_run(), actor=US, now=NOW)


def test_applications_close_before_the_first_day(writing):
    with writing():
        run = make.a_run()
        about = {"place": "York", "venue": "The hall", "joining_notes": "", "minimum": 4}
        with pytest.raises(Refusal, match="close before"):
            operations.describe_run(run, **about, closing_on=date(2027, 3, 4), actor=US, now=NOW)
        operations.describe_run(run, **about, closing_on=date(2027, 3, 1), actor=US, now=NOW)
        assert (run.place, run.minimum, run.closing_on) == ("York", 4, date(2027, 3, 1))


def test_a_facilitator_sees_her_run_only_and_until_it_ends(writing):
    with writing():
        morag = make.a_person(name="Morag Bain")
        run, other = make.a_run(facilitators=[morag]), make.a_run(place="Cardiff")
        assert lookups.runs_facilitated_by(morag, NOW) == [run]
        assert lookups.run_for_staff(run.ref, morag, frozenset({"facilitator"}), NOW) is run
        assert lookups.run_for_staff(other.ref, morag, frozenset({"facilitator"}), NOW) is None
        assert lookups.run_for_staff(other.ref, morag, frozenset({"administrator"}), NOW) is other
        with pytest.raises(Refusal, match="already"):
            operations.assign_facilitator(run, morag, actor=US, now=NOW)


def test_a_run_that_is_open_keeps_somebody_who_leads_it(writing):
    with writing():
        morag, alun = make.a_person(name="Morag Bain"), make.a_person(name="Alun Harries")
        run = make.a_run(facilitators=[morag])
        with pytest.raises(Refusal, match="Nobody would lead"):
            operations.end_facilitator(run.facilitators[0], actor=US, now=NOW)
        operations.assign_facilitator(run, alun, actor=US, now=NOW)
        operations.end_facilitator(run.facilitators[0], actor=US, now=NOW)
        assert not lookups.facilitates(run, morag, NOW)
        assert [each.person for each in lookups.facilitators_of(run, NOW)] == [alun]


def test_a_run_closes_after_its_days_and_lets_its_facilitators_go_thirty_days_later(writing):
    with writing():
        morag = make.a_person(name="Morag Bain")
        run = make.a_run(state="confirmed", facilitators=[morag])
        with pytest.raises(Refusal, match="hasn't ended"):
            operations.close_run(run, actor=US, now=NOW)
        operations.close_run(run, actor=US, now=DAY_AFTER)
        assert lookups.facilitates(run, morag, DAY_AFTER + timedelta(days=29))
        assert not lookups.facilitates(run, morag, DAY_AFTER + timedelta(days=30))


def test_the_next_runs_are_those_that_have_not_begun_and_those_without_dates(writing):
    with writing():
        later, sooner = make.a_run(), make.a_run(place="Cardiff", days=[date(2027, 1, 19), date(2027, 2, 2)])
        basic = make.an_open_run()
        make.a_run(state="draft")
        assert lookups.next_runs(NOW) == [sooner, later, basic]
        assert lookups.next_runs(NOW.replace(year=2027, month=1, day=20)) == [later, basic]


def test_the_next_runs_take_as_many_queries_for_twelve_as_for_two(writing, in_context, queries):
    counts = []
    for more in (2, 10):
        with writing():
            for _ in range(more):
                make.a_run()
        with in_context(), queries() as seen:
            for run in lookups.next_runs(NOW):
                assert lookups.run_days(run) == "4 and 18 March"
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_two_who_plan_at_once_get_two_references(writing, app, at_once, in_context):
    with writing():
        make.a_programme()

    def plan():
        with writing():
            return a_draft(first_day=date(2027, 3, 4)).ref

    assert sorted(at_once(plan, plan, plan)) == ["RC-27-01", "RC-27-02", "RC-27-03"]
    with in_context() as session:
        assert session.query(Run).count() == 3


def test_a_facilitator_named_twice_at_once_leads_once(writing, at_once, in_context):
    with writing():
        run_id, person_id = make.a_run(state="draft").id, make.a_person(name="Alun Harries").id

    def assign():
        with writing() as session:
            operations.assign_facilitator(session.get(Run, run_id), session.get(Person, person_id), actor=US, now=NOW)

    first, second = at_once(assign, assign)
    assert isinstance(first, Refusal) != isinstance(second, Refusal)


def test_a_due_date_set_twice_at_once_is_one_date(writing, at_once, in_context):
    with writing():
        run_id = make.a_run(state="draft").id

    def set_it():
        with writing() as session:
            operations.set_deadline(session.get(Run, run_id), "2A", date(2027, 3, 10), actor=US, now=NOW)

    assert at_once(set_it, set_it) == [None, None]
    with in_context() as session:
        assert len(session.get(Run, run_id).deadlines) == 1


def test_two_facilitators_do_not_both_leave_at_once(app, writing, at_once, in_context):
    with writing():
        run = make.a_run()
        operations.assign_facilitator(run, make.a_person(name="Gwen Powell"), actor=make.US, now=make.NOW)
        ids = [each.id for each in run.facilitators]

    def leave(facilitator_id):
        with app.app_context():
            begin_writing()
            operations.end_facilitator(db.session.get_one(Facilitator, facilitator_id), actor=make.US, now=make.NOW)
            db.session.commit()

    outcomes = at_once(*[lambda each=each: leave(each) for each in ids])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Refusal"]
