"""The facilitator's material: what is there, who sees it, and who sees the ways that were taken."""

from dataclasses import replace

import pytest

from lms.content.operations import programme_of
from lms.content.shapes import Sheet
from lms.content.trying import Plan, Step
from lms.learning.practice.operations import begin_way, choose
from lms.runs.models import Run
from tests import make
from tests.make import NOW
from tests.small_courses import a_programme
from tests.staging import staged

STEPS = (Step(20, "Arrive", "<p>Say hello.</p>"), Step(190, "Talk", "<p>Talk.</p>"))
PLAN = Plan("They can say what a rep does.", STEPS, ("Flip chart",))


@pytest.fixture
@staged
def course(writing):
    """A confirmed run whose first module has a plan and one of whose case studies has a guide and a sheet."""
    with writing():
        small = programme_of(a_programme())
        modules = [replace(module, plan=PLAN) if module.slug == "role" else replace(
            module, case_studies=tuple(replace(case, discussion="<p>Ask who is with him.</p>",
                                               sheets=(Sheet("For the HR manager", "<p>You are in a hurry.</p>"),))
                                       for case in module.case_studies),
        ) for module in small.modules]
        run = make.a_run(snapshot=a_programme(version="1.1", modules=tuple(modules)), state="confirmed", minimum=1)
        return run, make.a_confirmed_trainee(run, make.a_link_member(name="Rhiannon Prŷs")), make.an_administrator()


@pytest.fixture
def taken(course, writing):
    with writing() as session:
        run = session.get(Run, course[0].id)
        person, module = session.merge(course[1]), programme_of(run.snapshot).module("role")
        way = begin_way(run, module, module.practices[0], 1, actor=person, now=NOW)
        choose(way, 1, 1, latest=1, now=NOW)


def text(answer):
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_plans_stand_against_the_sessions(signed_in, course):
    run, _, administrator = course
    for person in (run.facilitators[0].person, administrator):
        page = text(signed_in(person).get(f"/runs/{run.ref}/room"))
        assert "210 minutes" in page and "210 of 180 minutes" in page and "No plan yet" in page
        assert "No plan for all of it" in page
        assert f"/runs/{run.ref}/room" in text(signed_in(person).get(f"/runs/{run.ref}"))


def test_a_module_has_its_plan_guides_notes_and_sheets(signed_in, course):
    run = course[0]
    leader = signed_in(run.facilitators[0].person)
    page = text(leader.get(f"/runs/{run.ref}/room/role"))
    for words in ("They can say what a rep does.", "Say hello.", "from 20", "Bring:", "Flip chart", "210 minutes"):
        assert words in page
    page = text(leader.get(f"/runs/{run.ref}/room/representing"))
    for words in ("no plan yet", "Ask who is with him.", "What is good.", "You are in a hurry.", "has to be met"):
        assert words in page


def test_the_run_s_facilitators_see_the_ways_and_nobody_else_does(signed_in, course, taken, writing):
    run, trainee, administrator = course
    page = text(signed_in(run.facilitators[0].person).get(f"/runs/{run.ref}/room/role"))
    assert "Rhiannon Prŷs" in page and "Nobody helped her" in page and "“Not now.”" in page and "Kind: not yet" in page
    page = text(signed_in(administrator).get(f"/runs/{run.ref}/room/role"))
    assert "Rhiannon" not in page and "Only the facilitators of this run see the ways" in page
    with writing() as session:
        other = make.a_run(place="Cardiff", snapshot=session.get(Run, run.id).snapshot)
        stranger = make.a_link_member()
    theirs = signed_in(other.facilitators[0].person)
    assert "Rhiannon" not in text(theirs.get(f"/runs/{other.ref}/room/role"))
    for person in (other.facilitators[0].person, trainee, stranger):
        for url in ("", "/role"):
            assert signed_in(person).get(f"/runs/{run.ref}/room{url}").status_code == 404


def test_what_the_course_has_not_is_not_found(signed_in, course):
    assert signed_in(course[0].facilitators[0].person).get(f"/runs/{course[0].ref}/room/none").status_code == 404


def test_a_program_reads_the_same(by_program, course, taken):
    run, trainee, administrator = course
    hers = by_program(run.facilitators[0].person)
    told = hers.get(f"/runs/{run.ref}/room").json
    assert told["modules"][0] == {"slug": "role", "title": "The role of reps", "plan_minutes": 210}
    assert [each["planned"] for each in told["sessions"]] == [210, 0, 0, 0]
    module = hers.get(f"/runs/{run.ref}/room/role").json
    assert (module["steps"][0]["minutes"], module["needs"]) == (20, ["Flip chart"])
    assert [(way["person_id"], way["ending"], way["said"]) for way in module["ways"]] == [
        (trainee.id, "Nobody helped her", ["“Not now.”"])]
    case = hers.get(f"/runs/{run.ref}/room/representing").json["case_studies"][0]
    assert (case["notes"], case["sheets"][0]["title"]) == ("<p>What is good.</p>", "For the HR manager")
    assert by_program(administrator).get(f"/runs/{run.ref}/room/role").json["ways"] == []
    assert by_program(trainee).get(f"/runs/{run.ref}/room").status_code == 404


def test_more_trainees_cost_no_more_statements(signed_in, course, taken, writing, queries):
    run, leader = course[0], signed_in(course[0].facilitators[0].person)
    url, costs = f"/runs/{run.ref}/room/role", []
    for more in (0, 3):
        with writing() as session:
            now = session.get(Run, run.id)
            module = programme_of(now.snapshot).module("role")
            for _ in range(more):
                person = make.a_confirmed_trainee(now)
                choose(begin_way(now, module, module.practices[0], 1, actor=person, now=NOW), 1, 0, latest=1, now=NOW)
        leader.get(url)
        with queries() as seen:
            leader.get(url)
        costs.append(len([each for each in seen if not each.startswith("BEGIN")]))
    assert costs[0] == costs[1] <= 8
