"""Keeping a register by a program."""

import uuid
from datetime import timedelta

import pytest

from tests import make
from tests.attendance.registers import a_register


@pytest.fixture
def register(writing):
    with writing():
        return a_register()


@pytest.fixture
def leader(by_program, register, clock):
    clock.forward(minutes=30)  # the session begins
    return by_program(register.leader)


def a_tap(person, state="present", **over):
    return {"tap_id": str(uuid.uuid4()), "person_id": person.id, "state": state} | over


def test_a_register_is_marked_and_signed(leader, register):
    first, late, *_ = register.people
    kept = leader.post(f"{register.url}/taps", json=a_tap(late, "late", minutes_missed=20)).json
    assert kept == {"person_id": late.id, "state": "late", "minutes_missed": 20,
                    "recorded_at": "2026-11-26T09:30:00+00:00"}
    refused = leader.post(f"{register.url}/signature")
    assert (refused.status_code, first.name in refused.json["detail"]) == (422, True)
    marked = leader.post(f"{register.url}/rest").json
    assert sorted(line["state"] for line in marked["lines"]) == ["late", "present", "present"]
    signed = leader.post(f"{register.url}/signature").json
    assert (signed["marked"], signed["signed_by"]) == (3, "Morag Bain")
    assert leader.get(register.url).json == signed
    short = leader.get(f"/runs/{register.run.ref}/register").json["items"]
    assert [(each["marked"], each["signed_by"]) for each in short] == [(3, "Morag Bain")] + [(0, None)] * 3


def test_a_signed_register_changes_with_a_reason(leader, register):
    leader.post(f"{register.url}/rest"), leader.post(f"{register.url}/signature")
    person = register.people[0]
    refused = leader.post(f"{register.url}/taps", json=a_tap(person, "absent"))
    assert (refused.json["code"], refused.json["errors"][0]["field"]) == ("signed", "body.reason")
    assert leader.post(f"{register.url}/taps", json=a_tap(person, "absent", reason="She rang")).status_code == 200
    accepted = leader.post(f"{register.url}/make-up", json={
        "person_id": person.id, "task": "Wrote up the morning’s exercise"}).json
    line = next(line for line in accepted["lines"] if line["person_id"] == person.id)
    assert (line["made_up"], line["made_up_accepted_by"]) == ("Wrote up the morning’s exercise", "Morag Bain")


def test_the_same_tap_sent_again_changes_nothing(leader, register):
    sent, other = a_tap(register.people[0]), a_tap(register.people[0], "absent")
    first = leader.post(f"{register.url}/taps", json=sent).json
    leader.post(f"{register.url}/taps", json=other)
    assert leader.post(f"{register.url}/taps", json=sent).json == first
    states = {line["person_id"]: line["state"] for line in leader.get(register.url).json["lines"]}
    assert states[register.people[0].id] == "absent"
    assert leader.post(f"{register.url}/taps", json=sent | {"state": "excused"}).status_code == 422


@pytest.mark.parametrize(("over", "field"), [
    ({"tap_id": "seven"}, "body.tap_id"), ({"state": "asleep"}, "body.state"), ({"minutes_missed": -1},
     "body.minutes_missed"), ({"state": "late"}, "body.minutes_missed"), ({"person_id": "1"}, "body.person_id"),
])
def test_a_wrong_tap_names_its_field(leader, register, over, field):
    refused = leader.post(f"{register.url}/taps", json=a_tap(register.people[0]) | over)
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, field)


def test_who_is_on_no_register_is_named_to_nobody(leader, register, writing):
    with writing():
        elsewhere = make.a_link_member(name="Zoë Adams")
    refused = leader.post(f"{register.url}/taps", json=a_tap(elsewhere))
    assert refused.status_code == 422
    assert "Zoë" not in refused.text
    nobody = leader.post(f"{register.url}/make-up", json={"person_id": elsewhere.id, "task": "Three words here"})
    assert nobody.status_code == 422 and "Zoë" not in nobody.text


def test_a_tap_of_somebody_elses_is_not_kept(leader, register):
    refused = leader.post(f"{register.url}/taps", json=a_tap(register.people[0], writer=register.people[1].id))
    assert (refused.status_code, refused.json["code"]) == (422, "somebody-else")


def test_a_register_has_a_tag_and_an_open_course_has_none(leader, register, writing, by_program):
    tag = leader.get(register.url).headers["ETag"]
    assert leader.get(register.url, headers={"If-None-Match": tag}).status_code == 304
    with writing():
        ref, administrator = make.an_open_run(now=make.NOW - timedelta(days=1)).ref, make.an_administrator()
    assert by_program(administrator).get(f"/runs/{ref}/register").status_code == 404
