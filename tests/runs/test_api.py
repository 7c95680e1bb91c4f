"""Planning a run by a program, from the draft to its closing."""

from datetime import date, timedelta

import pytest

from lms.runs.lookups import facilitators_of, run_by_ref
from tests import make
from tests.small_courses import a_basic_course, a_programme

LEEDS = {
    "programme": "a-reps-course", "mode": "in person", "place": "Leeds", "venue": "Weavers’ Hall", "capacity": 8,
    "minimum": 6, "first_day": "2027-03-04", "second_day": "2027-03-18", "closing_on": "2027-02-18",
}


@pytest.fixture
def admin(writing, by_program):
    with writing():
        a_programme()
        administrator = make.an_administrator()
    return by_program(administrator)


def tagged(program, path):
    return {"If-Match": program.get(path).headers["ETag"]}


def test_a_run_is_planned_led_and_opened(admin, writing, in_context):
    planned = admin.post("/runs", json=LEEDS)
    ref = planned.json["ref"]
    assert (planned.status_code, ref, planned.json["state"]) == (201, "RC-27-01", "draft")
    assert planned.json["days"] == ["2027-03-04", "2027-03-18"]
    assert [len(each["modules"]) for each in planned.json["sessions"]] == [2, 2, 2, 1]
    assert planned.json["missing"] == ["Name a facilitator."]
    refused = admin.post(f"/runs/{ref}/opening")
    assert (refused.status_code, refused.json["code"]) == (422, "missing")
    with writing():
        morag = make.a_member(name="Morag Bain")
    leads = admin.post(f"/runs/{ref}/facilitators", json={"who": morag.membership_number})
    assert (leads.status_code, leads.json["name"], leads.json["ended_at"]) == (201, "Morag Bain", None)
    opened = admin.post(f"/runs/{ref.lower()}/opening").json
    assert (opened["state"], opened["missing"]) == ("open", [])
    assert opened["due_dates"][0] == {"code": "2A", "title": "Tuesday at ten", "due_on": "2027-04-01"}
    assert admin.get(f"/runs/{ref}").json == opened


def test_two_runs_at_one_place_are_two_by_a_program(admin):
    assert admin.post("/runs", json=LEEDS).json["ref"] == "RC-27-01"
    assert admin.post("/runs", json=LEEDS).json["ref"] == "RC-27-02"


@pytest.mark.parametrize(("over", "field"), [
    ({"programme": "nothing"}, "body.programme"), ({"first_day": None}, "body.first_day"),
    ({"mode": "by post"}, "body.mode"), ({"minimum": 9}, "body.minimum"), ({"first_day": "4 March"}, "body.first_day"),
])
def test_a_wrong_plan_names_its_field_and_leaves_no_run(admin, over, field):
    refused = admin.post("/runs", json=LEEDS | over)
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, field)
    assert admin.get("/runs").json["items"] == []


def test_an_open_run_has_no_days(admin, writing):
    with writing():
        a_basic_course()
    planned = admin.post("/runs", json={"programme": "a-basic-course", "mode": "open", "place": "On line"}).json
    assert (planned["days"], planned["capacity"], planned["sessions"]) == ([], None, [])
    evening = {"date": "2027-03-05", "part": "evening", "starts": "18:00", "ends": "20:00", "modules": ["role"]}
    refused = admin.post(f"/runs/{planned['ref']}/sessions", json=evening)
    assert refused.json["code"] == "mode"


def test_the_plan_changes_only_as_it_was_read(admin, writing):
    with writing():
        ref = make.a_run().ref
    path, where = f"/runs/{ref}/plan", {"place": "Bradford", "venue": "Wool Exchange", "minimum": 5,
                                        "closing_on": "2027-02-20"}
    old = tagged(admin, path)
    assert admin.put(path, json=where).json["code"] == "no-tag"
    changed = admin.put(path, json=where, headers=old)
    assert (changed.status_code, changed.json) == (200, where | {"joining_notes": ""})
    assert admin.put(path, json=where, headers=old).json["code"] == "changed"
    late = where | {"closing_on": "2027-03-04"}
    refused = admin.put(path, json=late, headers={"If-Match": changed.headers["ETag"]})
    assert (refused.status_code, refused.json["code"]) == (422, "closing")


def test_sessions_come_change_and_go_while_it_is_planned(admin, writing):
    with writing():
        ref = make.a_run(state="draft").ref
    added = admin.post(f"/runs/{ref}/sessions", json={
        "date": "2027-03-11", "part": "evening", "starts": "18:00", "ends": "20:00", "modules": ["rights"]})
    assert (added.status_code, added.json["day"], added.json["starts_at"]) == (201, 2, "2027-03-11T18:00:00+00:00")
    path = f"/runs/{ref}/sessions/{added.json['id']}"
    old = tagged(admin, path)
    assert admin.put(path, json={"modules": ["rights", "role"]}, headers=old).json["modules"] == ["rights", "role"]
    assert admin.put(path, json={"modules": ["role"]}, headers=old).status_code == 412
    refused = admin.put(path, json={"modules": ["cooking"]}, headers=tagged(admin, path))
    assert refused.json["errors"][0]["field"] == "body.modules"
    assert admin.delete(path).status_code == 204
    assert admin.get(path).status_code == 404
    assert [each["day"] for each in admin.get(f"/runs/{ref}").json["sessions"]] == [1, 1, 2, 2]


def test_of_two_who_change_a_session_at_once_one_is_told(admin, writing, at_once):
    with writing():
        run = make.a_run(state="draft")
        path = f"/runs/{run.ref}/sessions/{run.sessions[0].id}"
    tag = tagged(admin, path)
    answers = at_once(*[
        lambda slug=slug: admin.put(path, json={"modules": [slug]}, headers=tag) for slug in ("rights", "chairing")
    ])
    assert sorted(answer.status_code for answer in answers) == [200, 412]


def test_the_sessions_of_an_open_run_stay(admin, writing):
    with writing():
        run = make.a_run()
        path = f"/runs/{run.ref}/sessions/{run.sessions[0].id}"
    assert admin.delete(path).json["code"] == "state"
    assert admin.put(path, json={"modules": ["role"]}, headers=tagged(admin, path)).json["code"] == "state"


def test_a_facilitator_is_named_and_ended(admin, writing, in_context):
    with writing():
        run = make.a_run()
        ref, first, other = run.ref, run.facilitators[0].id, make.a_person(name="Owen Rees")
    assert admin.post(f"/runs/{ref}/facilitators/{first}/end").json["code"] == "last"
    assert admin.post(f"/runs/{ref}/facilitators", json={"who": "nobody@example.org"}).status_code == 422
    assert admin.post(f"/runs/{ref}/facilitators", json={"who": other.email}).status_code == 201
    assert admin.post(f"/runs/{ref}/facilitators", json={"who": other.email}).json["code"] == "already"
    ended = admin.post(f"/runs/{ref}/facilitators/{first}/end")
    assert (ended.status_code, ended.json["ended_at"]) == (200, "2026-11-26T09:00:00+00:00")
    assert admin.post(f"/runs/{ref}/facilitators/{2**31 - 1}/end").status_code == 404
    with in_context():
        assert [each.person_id for each in facilitators_of(run_by_ref(ref), make.NOW)] == [other.id]


def test_a_due_date_is_set_as_it_was_read(admin, writing):
    with writing():
        ref = make.a_run().ref
    path = f"/runs/{ref}/due-dates/3A"
    old = tagged(admin, path)
    assert admin.put(path, json={"due_on": "2027-04-09"}, headers=old).json["due_on"] == "2027-04-09"
    assert admin.put(path, json={"due_on": "2027-04-10"}, headers=old).status_code == 412
    assert admin.get(f"/runs/{ref}/due-dates/9Z").status_code == 404


def test_a_run_is_closed_when_its_days_are_over(admin, writing, clock):
    with writing():
        ref = make.a_run(days=[date(2026, 11, 25)], now=make.NOW - timedelta(days=60), state="confirmed").ref
        other = make.a_run(state="confirmed").ref
    assert admin.post(f"/runs/{other}/closing").json["code"] == "too-early"
    assert admin.post(f"/runs/{ref}/closing").json["state"] == "closed"
    assert [each["ref"] for each in admin.all("/runs?state=closed")] == [ref]


def test_a_facilitator_lists_and_reads_her_own_runs_alone(admin, writing, by_program):
    with writing():
        run = make.a_run()
        ref, other, morag = run.ref, make.a_run(place="Cardiff").ref, run.facilitators[0].person
    hers = by_program(morag)
    assert [each["ref"] for each in hers.all("/runs?limit=1")] == [ref]
    assert hers.get(f"/runs/{ref}").json["facilitators"][0]["name"] == "Morag Bain"
    assert hers.get(f"/runs/{other}").status_code == 404
    assert hers.get(f"/runs/{ref}/plan").status_code == 404
    assert [each["ref"] for each in admin.all("/runs?limit=1")] == [ref, other]
    assert admin.get("/runs?programme=nothing").json["items"] == []


def test_a_list_of_runs_costs_the_same_for_one_and_for_ten(admin, writing, queries):
    with writing():
        make.a_run()
    admin.get("/runs")
    with queries() as one:
        admin.get("/runs")
    with writing():
        for _ in range(9):
            make.a_run()
    with queries() as ten:
        assert len(admin.get("/runs").json["items"]) == 10
    assert len(ten) == len(one)
