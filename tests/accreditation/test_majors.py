"""A new major version doesn't get back through another programme what it no longer takes from its own last one."""

from datetime import UTC, date, datetime

import pytest

from lms.accreditation.lookups import case_file_of, case_files_of
from lms.attendance.operations import record_tap
from lms.casework.lookups import outcomes_of, task_of, tasks_of
from lms.content.majors import Majors
from lms.content.operations import programme_of
from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.accreditation import cases
from tests.small_courses import a_programme, a_stewards_course

NOW = make.NOW
BEFORE, BEGAN, AFTER = (datetime(2026, 10, day, tzinfo=UTC) for day in (1, 2, 3))
LATER = [date(2027, 3, 4), date(2027, 3, 18)]
WHEN_THEY_BEGAN = "SELECT snapshot.programme_slug, snapshot.version, snapshot.published_at"
OLD = "count from RC-26-01: its material is older than this version of the course."


def stewards(version, at):
    return a_stewards_course(version=version, published_at=at)


def who_did_the_reps_course(at):
    """Everything of it, on a run that was held with what was published at that time."""
    return cases.a_trainee(cases.a_run_that_is_over(snapshot=a_programme(published_at=at)), make.a_region("Wales"),
                           "completed")


def on(snapshot, *people):
    run = make.a_run(snapshot=snapshot, days=LATER[:1], state="confirmed", minimum=1)
    for person in people:
        make.a_confirmed_trainee(run, person)
    return run


def found(session, person_id, run_id):
    """The lines of her case file by code, her tasks' states, and that of the page for writing 2A."""
    person, run = session.get(Person, person_id), session.get(Run, run_id)
    lines = {line.code: line for line in case_file_of(person, run, NOW).conditions}
    [state] = {task.state for task in tasks_of(person, run, NOW)}
    met = outcomes_of([person_id], programme_of(run.snapshot))[person_id]
    assert task_of(person, run, "2A", NOW).state == state
    assert ("2A" in met) == (state == "meets")
    return lines, state


@pytest.mark.parametrize("versions", [("1.0",), ("2.0",), ("1.0", "1.1")])
def test_a_new_programme_takes_what_is_older_than_itself(versions, writing, in_context):
    with writing():
        person = who_did_the_reps_course(BEFORE)
        run = on([stewards(version, AFTER) for version in versions][-1], person)
        ids = person.id, run.id
    with in_context() as session:
        lines, state = found(session, *ids)
        assert "Done on RC-26-01" in lines["Q3"].known and "count from RC-26-01." in lines["Q4"].known
        assert lines["Q5"].met and lines["Q6"].met and state == "meets"


@pytest.mark.parametrize("version", ["2.0", "2.1", "10.0"])
def test_a_new_major_version_refuses_what_another_programme_did_before_it(version, writing, in_context):
    with writing():
        stewards("1.0", BEFORE)
        person = who_did_the_reps_course(BEFORE)
        began = stewards("2.0", BEGAN)
        run = on(began if version == "2.0" else stewards(version, AFTER), person)
        ids = person.id, run.id
    with in_context() as session:
        lines, state = found(session, *ids)
        assert lines["Q3"].known == "Still to come: Day 1, morning and Day 1, afternoon."
        assert lines["Q4"].known == (
            f"Not covered yet: The role of reps, Representing members and Agreements. "
            f"The role of reps and Representing members don’t {OLD}")
        assert "“Tuesday at ten” has not been sent" in lines["Q5"].known and not lines["Q6"].met
        assert state == "to write"


@pytest.mark.parametrize("at", [BEGAN, AFTER])
def test_a_new_major_version_takes_what_another_programme_did_since(at, writing, in_context):
    """Also what was published with it, and for each of its minor versions."""
    with writing():
        stewards("1.0", BEFORE)
        stewards("2.0", BEGAN)
        person = who_did_the_reps_course(at)
        run = on(stewards("2.1", datetime(2026, 10, 20, tzinfo=UTC)), person)
        ids = person.id, run.id
    with in_context() as session:
        lines, state = found(session, *ids)
        assert "Done on RC-26-01" in lines["Q3"].known and "count from RC-26-01." in lines["Q4"].known
        assert lines["Q5"].met and state == "meets"


def test_the_last_major_version_still_takes_what_the_new_one_refuses(writing, in_context):
    with writing():
        first = stewards("1.0", BEFORE)
        person = who_did_the_reps_course(BEFORE)
        stewards("2.0", BEGAN)
        run = on(first, person)
        ids = person.id, run.id
    with in_context() as session:
        lines, state = found(session, *ids)
        assert "Done on RC-26-01" in lines["Q3"].known and state == "meets"


def test_what_her_own_run_covers_is_not_said_to_be_outdated(writing, in_context):
    with writing():
        stewards("1.0", BEFORE)
        person = who_did_the_reps_course(BEFORE)
        run = on(stewards("2.0", BEGAN), person)
        record_tap(run.sessions[0], person, tap_id="morning", state="present", actor=run.facilitators[0].person,
                   now=run.sessions[0].ends_at)
        ids = person.id, run.id
    with in_context() as session:
        assert found(session, *ids)[0]["Q4"].known == "Not covered yet: Agreements."


def test_when_a_version_began_is_read_once_for_many_and_not_for_who_did_nothing_else(writing, in_context, queries):
    with writing():
        stewards("1.0", BEFORE)
        done = cases.a_run_that_is_over(snapshot=a_programme(published_at=BEFORE))
        first, second = (cases.a_trainee(done, make.a_region(name), "learned") for name in ("Wales", "Fife"))
        newest = stewards("2.0", BEGAN)
        runs = [on(newest, *people).id for people in ((first, second), (first,), (make.a_link_member(),))]
    counts = []
    for run_id in runs:
        with in_context() as session:
            run = session.get(Run, run_id)
            with queries() as seen:
                case_files_of(run, NOW)
            counts.append(sum(each.startswith(WHEN_THEY_BEGAN) for each in seen))
    assert counts == [1, 1, 0]


def test_only_what_came_after_an_earlier_major_version_has_a_day(writing):
    with writing():
        kept = {version: programme_of(stewards(version, at)) for version, at in (
            ("1.0", BEFORE), ("1.1", BEGAN), ("3.0", BEGAN), ("3.2", AFTER), ("10.0", AFTER))}
        other = programme_of(a_programme(version="2.0", published_at=AFTER))
        majors = Majors()
        assert {version: majors.since(programme) for version, programme in kept.items()} == {
            "1.0": None, "1.1": None, "3.0": BEGAN, "3.2": BEGAN, "10.0": AFTER}
        assert majors.since(other) is None
