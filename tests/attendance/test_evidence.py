"""What the registers prove: over all runs of one major version, and of no other."""

from datetime import timedelta

from lms.attendance.lookups import evidence_of
from lms.attendance.operations import accept_make_up, sign_register
from tests import make
from tests.attendance.registers import a_register, tap
from tests.small_courses import a_programme

SLUG = "a-reps-course"


def test_evidence_is_gathered_over_the_runs_of_one_major_version(writing):
    with writing():
        first = a_register(count=1, snapshot=a_programme(version="1.0"))
        second = a_register(count=0, snapshot=a_programme(version="1.4"), place="Cardiff")
        third = a_register(count=0, snapshot=a_programme(version="2.0"), place="Bristol")
        tenth = a_register(count=0, snapshot=a_programme(version="10.0"), place="York")
        [person] = first.people
        for each in (second, third, tenth):
            make.a_confirmed_trainee(each.run, person, now=make.NOW - timedelta(days=60))
        tap(first, person, "late", minutes_missed=12)
        sign_register(first.session, actor=first.leader, now=first.begins)
        tap(second, person, "absent", session=second.run.sessions[1])
        accept_make_up(second.run.sessions[1], person, task="Did it all at home.", actor=second.leader,
                       now=second.run.sessions[1].ends_at)
        tap(third, person)
        tap(tenth, person)
        found = evidence_of([person.id], SLUG, 1)[person.id]
        assert [(each.ref, each.state, each.minutes_missed, each.made_up, each.signed) for each in found] == [
            (first.run.ref, "late", 12, None, True),
            (second.run.ref, "absent", second.run.sessions[1].minutes, "Did it all at home.", False)]
        assert found[0].recorded_by_id == first.leader.id
        assert [each.ref for each in evidence_of([person.id], SLUG, 2)[person.id]] == [third.run.ref]
        assert evidence_of([person.id], "another-course", 1) == {person.id: []}


def test_many_people_cost_as_many_queries_as_one(writing, in_context, queries):
    with writing():
        register = a_register(count=6)
        for person in register.people:
            tap(register, person)
            tap(register, person, session=register.run.sessions[1])
        ids = [person.id for person in register.people]
    costs = []
    for asked in (ids[:1], ids):
        with in_context(), queries() as seen:
            assert all(len(found) == 2 for found in evidence_of(asked, SLUG, 1).values())
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 2  # the first is BEGIN
