"""What was sat, recognised or written on another programme's run, as the case file of this one finds it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lms.accreditation.lookups import case_file_of, case_files_of
from lms.accreditation.operations import decide_completion
from lms.attendance.operations import record_tap
from lms.casework.lookups import task_of, tasks_of
from lms.casework.operations import submit_answer
from lms.content.operations import programme_of
from lms.people.models import Person
from lms.record.operations import hold
from lms.refusal import Refusal
from lms.runs.models import Run
from tests import make
from tests.accreditation import cases
from tests.small_courses import a_programme, a_stewards_course, a_training_day

NOW = make.NOW
LATER = [date(2027, 3, 4)]


def on_stewards_course(person, **over):
    """A run of the stewards' course to come, with a place of hers on it."""
    run = make.a_run(snapshot=a_stewards_course(**over), days=LATER, state="confirmed", minimum=1)
    make.a_confirmed_trainee(run, person)
    return run


def file_of(session, person_id, run_id):
    return case_file_of(session.get(Person, person_id), session.get(Run, run_id), NOW)


def line(file, code):
    return next(each for each in file.conditions if each.code == code)


def test_modules_and_case_studies_of_the_reps_course_count_on_the_stewards_course(writing, in_context):
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(), make.a_region("Wales"), "completed")
        run = on_stewards_course(person)
        ids = person.id, run.id
    with in_context() as session:
        file = file_of(session, *ids)
        # Morning: role and representing, both done; afternoon: the stewards' own module.
        assert line(file, "Q3").known == "Still to come: Day 1, afternoon. Done on RC-26-01 (Day 1, morning)."
        assert line(file, "Q4").known == (
            "Not covered yet: Agreements. The role of reps and Representing members count from RC-26-01.")
        assert line(file, "Q5").met and line(file, "Q6").met
        assert [task.met_on for task in tasks_of(file.person, file.run, NOW)] == ["RC-26-01"]
        task = task_of(file.person, file.run, "2A", NOW)
        assert (task.state, task.met_on, task.may_write) == ("meets", "RC-26-01", False)
        assert not line(file, "Q7").met  # the completion of one course is not that of another


def test_one_half_day_is_all_that_is_left_to_attend(writing, in_context):
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(), make.a_region("Wales"), "completed")
        run = on_stewards_course(person)
        record_tap(run.sessions[1], person, tap_id="afternoon", state="present", actor=run.facilitators[0].person,
                   now=run.sessions[1].ends_at)
        ids = person.id, run.id
    with in_context() as session:
        file = file_of(session, *ids)
        assert line(file, "Q3").known == "All attended or done on RC-26-01 (Day 1, morning)."
        assert line(file, "Q4").met and not file.may_be_decided
        assert case_file_of(file.person, file.run, file.run.sessions[1].ends_at).may_be_decided


def test_the_same_code_in_another_module_is_another_case_study(writing, in_context):
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(), make.a_region("Wales"), "completed")
        role, representing, agreements = programme_of(a_stewards_course()).modules
        moved = replace(representing.case_studies[0], module="agreements")
        run = on_stewards_course(person, version="1.1", modules=(
            role, replace(representing, case_studies=()), replace(agreements, case_studies=(moved,))))
        ids = person.id, run.id
    with in_context() as session:
        file = file_of(session, *ids)
        assert "“Tuesday at ten” has not been sent" in line(file, "Q5").known
        assert task_of(file.person, file.run, "2A", NOW).state == "to write"


def test_a_new_major_version_of_the_same_programme_asks_for_everything_anew(writing, in_context):
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(), make.a_region("Wales"), "completed")
        again = make.a_run(snapshot=a_programme(version="2.0"), days=[*LATER, date(2027, 3, 18)], state="confirmed",
                           minimum=1)
        make.a_confirmed_trainee(again, person)
        ids = person.id, again.id
    with in_context() as session:
        file = file_of(session, *ids)
        assert line(file, "Q3").known.startswith("Still to come: Day 1, morning,")
        assert line(file, "Q4").known.startswith("Not covered yet: The role of reps,")
        assert "has not been sent" in line(file, "Q5").known
        assert file.decision is None and task_of(file.person, file.run, "2A", NOW).state == "to write"


def test_a_new_minor_version_takes_what_the_old_one_had(writing, in_context):
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(), make.a_region("Wales"), "completed")
        again = make.a_run(snapshot=a_programme(version="1.1"), days=[*LATER, date(2027, 3, 18)], state="confirmed",
                           minimum=1)
        make.a_confirmed_trainee(again, person)
        ids = person.id, again.id
    with in_context() as session:
        file = file_of(session, *ids)
        assert all(line(file, code).met for code in ("Q3", "Q4", "Q5", "Q6", "Q7"))


def test_what_came_after_another_major_version_of_one_programme_still_counts_in_another(writing, in_context):
    """The stewards' course doesn't care which version of the reps' course taught the module."""
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(snapshot=a_programme(version="3.0")),
                                 make.a_region("Wales"), "completed")
        run = on_stewards_course(person)
        ids = person.id, run.id
    with in_context() as session:
        assert "Done on RC-26-01" in line(file_of(session, *ids), "Q3").known


def test_a_module_recognised_counts_for_the_module_and_not_for_the_session(writing, in_context):
    with writing():
        person = make.placed(make.a_link_member())
        for module in ("role", "representing", "agreements"):
            hold(person, "module recognised", subject=module, since=date(2026, 1, 5), basis="TUC course",
                 actor=make.US, now=NOW)
        run = on_stewards_course(person)
        ids = person.id, run.id
    with in_context() as session:
        file = file_of(session, *ids)
        assert line(file, "Q4").met and not line(file, "Q3").met


def test_a_session_of_another_run_counts_where_it_taught_all_that_is_missing(writing, in_context):
    """Two days teach in a morning half of what one day teaches in its morning."""
    with writing():
        short = make.a_run(days=[date(2027, 3, 4)], state="confirmed", minimum=1)
        long = make.a_run(days=[date(2027, 3, 11), date(2027, 3, 25)], state="confirmed", minimum=1)
        on_short, on_long = make.placed(make.a_link_member()), make.placed(make.a_link_member())
        for person, there, other in ((on_short, short, long), (on_long, long, short)):
            for run in (there, other):
                make.a_confirmed_trainee(run, person)
            record_tap(there.sessions[0], person, tap_id=f"m{person.id}", state="present",
                       actor=there.facilitators[0].person, now=there.sessions[0].ends_at)
        taught = [{each.module_slug for each in run.sessions[0].covers} for run in (short, long)]
        assert taught[0] > taught[1]
        ids = on_short.id, on_long.id, short.id, long.id
    with in_context() as session:
        more, less = file_of(session, ids[0], ids[3]), file_of(session, ids[1], ids[2])
        assert line(more, "Q3").known == (
            "Still to come: Day 2, morning and Day 2, afternoon. Done on RC-27-01 (Day 1, afternoon).")
        assert line(less, "Q3").known == "Still to come: Day 1, morning and Day 1, afternoon."
        # What she did there counts module by module all the same.
        assert "The role of reps and Representing members count from RC-27-02." in line(less, "Q4").known


def test_what_was_recognised_before_a_major_version_is_not_recognised_for_it(writing, in_context):
    with writing():
        before, after = make.placed(make.a_link_member()), make.placed(make.a_link_member())
        a_stewards_course(version="1.0", published_at=NOW - timedelta(days=30))
        newer = a_stewards_course(version="2.0", published_at=NOW - timedelta(days=10))
        run = make.a_run(snapshot=newer, days=LATER, state="confirmed", minimum=1)
        for person, ago in ((before, 11), (after, 9)):
            make.a_confirmed_trainee(run, person)
            for module in ("role", "representing", "agreements"):
                hold(person, "module recognised", subject=module, since=(NOW - timedelta(days=ago)).date(),
                     basis="TUC course", actor=make.US, now=NOW)
        ids = before.id, after.id, run.id
    with in_context() as session:
        assert not line(file_of(session, ids[0], ids[2]), "Q4").met
        assert line(file_of(session, ids[1], ids[2]), "Q4").met


def test_a_day_that_asks_for_nothing_but_being_there_is_not_done_elsewhere(writing):
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(), make.a_region("Wales"), "completed")
        modules = programme_of(a_programme()).modules[:1]
        day = make.a_run(snapshot=a_training_day(modules=modules), days=LATER, state="confirmed", minimum=1)
        make.a_confirmed_trainee(day, person)
        leader = day.facilitators[0].person
        with pytest.raises(Refusal, match="Decide on its last day, or after it"):
            decide_completion(person, day, actor=leader, now=NOW)
        with pytest.raises(Refusal, match="Still to come"):
            decide_completion(person, day, actor=leader, now=day.sessions[0].starts_at)
        for each in day.sessions:
            record_tap(each, person, tap_id=f"there{each.id}", state="present", actor=leader, now=each.ends_at)
        assert decide_completion(person, day, actor=leader, now=day.sessions[-1].ends_at)


def test_the_pages_of_a_trainee_who_has_done_half_elsewhere_open(writing, signed_in):
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(), make.a_region("Wales"), "completed")
        run = on_stewards_course(person)
        ref, leader, administrator = run.ref, run.facilitators[0].person, make.an_administrator()
    own = signed_in(person)
    assert "Done on RC-26-01" in own.get(f"/my-course/{ref}/accreditation").text
    assert "Meets" in own.get(f"/my-course/{ref}").text
    assert "You have met this on RC-26-01." in own.get(f"/my-course/{ref}/case-studies/2A").text
    file = signed_in(administrator).get(f"/runs/{ref}/case-files/{person.id}").text
    assert "count from RC-26-01" in file
    assert signed_in(leader).get(f"/runs/{ref}/trainees/{person.id}").status_code == 200


def test_who_has_met_it_elsewhere_cannot_send_it_again(writing):
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(), make.a_region("Wales"), "completed")
        run = on_stewards_course(person)
        with pytest.raises(Refusal):
            submit_answer(person, run, "2A", make.ANSWER, now=NOW + timedelta(days=110))


def test_reading_many_takes_as_many_statements_as_reading_few(writing, in_context, queries):
    counts = []
    with writing():
        done, region = cases.a_run_that_is_over(), make.a_region("Wales")
        run = make.a_run(snapshot=a_stewards_course(), days=LATER, state="confirmed", minimum=1, capacity=20)
        run_id = run.id
        for _ in range(2):
            make.a_confirmed_trainee(run, cases.a_trainee(done, region, "completed"))
    for more in (0, 3):
        with writing() as session:
            for _ in range(more):
                make.a_confirmed_trainee(session.get(Run, run_id),
                                         cases.a_trainee(session.get(Run, done.id), region, "completed"))
        with in_context() as session:
            run = session.get(Run, run_id)
            with queries() as seen:
                files = case_files_of(run, NOW)
            counts.append(len(seen))
            assert all("Done on RC-26-01" in line(file, "Q3").known for file in files)
    assert counts[0] == counts[1]
