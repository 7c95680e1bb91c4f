"""The same for programs."""

import pytest

from tests import make
from tests.network import law


@pytest.fixture
def people(writing, a_rep):
    with writing():
        rep, administrator = a_rep()
        law.changed()
        return {"rep": rep, "administrator": administrator, "author": make.an_author(), "other": make.a_link_member()}


def test_a_rep_reads_her_updates_and_says_so(people, by_program):
    rep = by_program(people["rep"])
    (line,) = rep.get("/updates").json["items"]
    assert (line["statement"], line["read_at"]) == ("service", None)
    shown = rep.get("/updates/service").json
    assert (len(shown["learned"]["rules"]), len(shown["now"]["rules"])) == (1, 2)
    assert "six months are enough" in shown["what_changed"]
    assert rep.post("/updates/service", json={"digest": "another"}).status_code == 422
    answer = rep.post("/updates/service", json={"digest": shown["digest"]})
    assert answer.status_code == 200 and answer.json["read_at"].startswith("2026-11-26")
    assert rep.post("/updates/service", json={"digest": shown["digest"]}).status_code == 200
    assert by_program(people["other"]).get("/updates").json["items"] == []
    assert by_program(people["other"]).get("/updates/service").status_code == 404


def test_an_author_reads_how_fresh_the_law_is_and_no_names(people, by_program):
    author = by_program(people["author"])
    lines = author.get("/freshness").json["items"]
    assert [(each["statement"], each["otherwise"]) for each in lines] == [("service", 1), ("companion", 0)]
    shown = author.get("/freshness/service").json
    assert (shown["reps"], shown["read"]) == (1, 0)
    assert [each["versions"] for each in shown["wordings"]] == [["Reps’ course 1.1"], ["Reps’ course 1.0"]]
    assert [(each["ref"], each["present"]) for each in shown["on_runs"]] == [("RC-26-01", False)]
    assert author.get("/freshness/service/reps").status_code == 404
    assert author.get("/freshness/nothing").status_code == 404
    assert by_program(people["rep"]).get("/freshness").status_code == 404


def test_the_administrator_reads_who_has_read_it(people, by_program):
    administrator = by_program(people["administrator"])
    (who,) = administrator.get("/freshness/service/reps").json["items"]
    assert (who["name"], who["read_at"], who["told_at"]) == ("Rhiannon Prŷs", None, None)
    assert len(administrator.get("/freshness/service/reps?read=false").json["items"]) == 1
    assert administrator.get("/freshness/service/reps?read=true").json["items"] == []
    rep = by_program(people["rep"])
    rep.post("/updates/service", json={"digest": rep.get("/updates/service").json["digest"]})
    assert len(administrator.get("/freshness/service/reps?read=true").json["items"]) == 1
    assert administrator.get("/freshness/companion/reps").json["items"] == []
