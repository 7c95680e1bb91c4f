"""Staff and the outbox for programs."""

import pytest

from tests import make

MORAG = {"email": "morag@hmt.example", "name": "Morag Dunmore", "role": "facilitator"}


@pytest.fixture
def denise(writing):
    with writing():
        return make.an_administrator(name="Denise Okafor", email="denise@hmt.example")


def test_she_reads_who_she_is_and_what_she_may(denise, by_program):
    hers = by_program(denise).get("/me").json
    assert (hers["name"], hers["roles"], hers["membership_number"]) == ("Denise Okafor", ["administrator"], None)


def test_somebody_is_invited_and_a_mail_goes_to_her(denise, by_program):
    program = by_program(denise)
    invited = program.post("/staff", json=MORAG)
    assert (invited.status_code, invited.json["administrator"]) == (201, False)
    assert invited.json["invited_until"] == "2026-12-03T09:00:00+00:00"
    assert {each["name"] for each in program.get("/staff").json["items"]} == {"Denise Okafor", "Morag Dunmore"}
    (letter,) = program.all("/outbox")
    assert letter["to_address"] == "morag@hmt.example"
    assert "link" not in letter


def test_who_is_not_known_needs_a_name_and_a_role_that_there_is(denise, by_program):
    program = by_program(denise)
    nameless = program.post("/staff", json={"email": "morag@hmt.example", "role": "officer"})
    assert nameless.json["errors"][0]["field"] == "body.name"
    assert program.post("/staff", json=MORAG | {"role": "queen"}).json["errors"][0]["field"] == "body.role"


def test_the_last_administrator_stays(denise, by_program, writing):
    program = by_program(denise)
    assert program.post(f"/staff/{denise.id}/ending").json["code"] == "the-last-one"
    with writing():
        other = make.an_administrator(name="Femi Other")
    assert program.post(f"/staff/{other.id}/ending").status_code == 204
    assert [each["name"] for each in program.get("/staff").json["items"]] == ["Denise Okafor"]
