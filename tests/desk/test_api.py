"""A region's people for programs: the officer's own, and nobody else's."""

import pytest

from tests import make
from tests.accreditation import cases


@pytest.fixture
def wales(writing):
    """An officer, a rep and a link member of her region, and a link member of another."""
    with writing():
        region, other = make.a_region("Wales"), make.a_region("North")
        run = cases.a_run_that_is_over()
        return {
            "region": region, "run": run, "rep": cases.a_trainee(run, region, name="Rhiannon Prŷs"),
            "officer": cases.officer_of(region),
            "link": make.placed(make.a_link_member(name="Haf Parri"), make.a_workplace(region=region)),
            "elsewhere": make.placed(make.a_link_member(name="Iona S"), make.a_workplace("Northmarsh", region=other)),
            "administrator": make.an_administrator(),
        }


@pytest.fixture
def officer(wales, by_program):
    return by_program(wales["officer"])


def test_the_officer_reads_her_region_in_figures_and_by_name(wales, officer):
    (region,) = officer.all("/my-region")
    assert (region["name"], region["reps"], region["link_members"], region["members"]) == ("Wales", 1, 1, 2)
    assert [(each["name"], each["state"], each["words"]) for each in officer.all("/regions/reps?limit=1")] == [
        ("Haf Parri", "none", "Link member"), ("Rhiannon Prŷs", "current", "Accredited until 26 November 2031")]
    assert officer.all("/regions/reps?region=99999") == []


def test_the_administrator_reads_all_regions(wales, by_program):
    administrator = by_program(wales["administrator"])
    assert [each["region"] for each in administrator.all("/regions/reps")] == ["North", "Wales", "Wales"]
    assert len(administrator.all(f"/regions/reps?region={wales['region'].id}")) == 2
    assert by_program(wales["link"]).get("/regions/reps").status_code == 404


def test_one_member_is_read_with_her_training_and_no_answers(wales, officer):
    rep = officer.get(f"/my-region/people/{wales['rep'].id}")
    assert rep.json["courses"][0]["case_studies_met"] == rep.json["courses"][0]["case_studies_required"] == 3
    assert rep.json["standings"][0]["state"] == "current"
    assert [each["kind"] for each in rep.json["record"]] == ["link member", "completed", "accredited"]
    assert make.ANSWER[:30] not in rep.text and wales["rep"].membership_number not in rep.text
    assert officer.get(f"/my-region/people/{wales['elsewhere'].id}").status_code == 404
    assert officer.get("/my-region/people/99999").status_code == 404


def test_the_list_costs_the_same_however_long_it_is(wales, officer, queries):
    officer.get("/my-region")  # the token's first use is written down
    counts = []
    for limit in (1, 2):
        with queries() as seen:
            officer.get(f"/regions/reps?limit={limit}")
        counts.append(len(seen))
    assert counts[0] == counts[1]
