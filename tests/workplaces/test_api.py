"""Regions, officers and employers for programs."""

import pytest

from lms.workplaces.models import JURISDICTIONS
from tests import make

OFFICER = {"email": "Gareth@hmt.example", "phone": "0300 555 0123", "since": "2026-11-01"}


@pytest.fixture
def admin(writing, by_program):
    with writing():
        administrator = make.an_administrator()
    return by_program(administrator)


def test_a_region_is_added_and_gets_an_officer(admin, writing):
    added = admin.post("/regions", json={"name": "Wales", "jurisdiction": "England and Wales"})
    assert (added.status_code, added.json["officer"], added.json["members"]) == (201, None, 0)
    with writing():
        make.a_person(name="Gareth Pugh", email="gareth@hmt.example")
    path = f"/regions/{added.json['id']}"
    named = admin.post(f"{path}/officer", json=OFFICER).json
    assert (named["officer"]["name"], named["officer"]["phone"]) == ("Gareth Pugh", "0300 555 0123")
    assert admin.get(path).json == named
    assert admin.all("/regions") == [named]
    assert admin.post(f"{path}/officer", json=OFFICER).json["code"] == "held-already"


def test_a_wrong_region_or_officer_names_the_field(admin, writing):
    with writing():
        region = make.a_region("Wales")
    taken = admin.post("/regions", json={"name": "Wales", "jurisdiction": "Scotland"})
    assert (taken.status_code, taken.json["code"], taken.json["errors"][0]["field"]) == (422, "name-taken", "body.name")
    nowhere = admin.post("/regions", json={"name": "Mercia", "jurisdiction": "Mercia"})
    assert nowhere.json["errors"][0]["field"] == "body.jurisdiction"
    unknown = admin.post(f"/regions/{region.id}/officer", json=OFFICER)
    assert unknown.json["errors"][0]["field"] == "body.email"
    assert admin.post("/regions/99999/officer", json=OFFICER).status_code == 404


def test_employers_are_read_to_the_end(admin, writing):
    with writing():
        for name in ("Pellow Bay", "Arden Vale", "Castlegate"):
            make.a_workplace(name)
    assert [each["name"] for each in admin.all("/employers?limit=2")] == ["Arden Vale", "Castlegate", "Pellow Bay"]


def test_members_are_counted_in_a_fixed_number_of_questions(admin, writing, queries):
    seen = []
    for _ in range(3):
        with writing():
            make.placed(make.a_member(), make.a_workplace("Pellow Bay", f"Ward {make._count}", make.a_region()))
        with queries() as statements:
            admin.get("/regions")
        seen.append(len(statements))
    assert seen[1] == seen[2]


def test_a_program_is_told_what_it_can_choose(admin):
    refused = admin.post("/regions", json={"name": "Wales", "jurisdiction": "France"})
    assert (refused.status_code, refused.json["errors"]) == (422, [
        {"field": "body.jurisdiction", "detail": f"Must be one of: {', '.join(JURISDICTIONS)}."}
    ])
