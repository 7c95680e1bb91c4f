"""Feedback by a program: as anonymous as on the page."""

import pytest
from sqlalchemy import select, text

from lms.db import db
from lms.feedback.models import FeedbackAnswer
from tests import make
from tests.feedback.forms import a_run_that_took_place, an_open_form, answered

KEY = {"Idempotency-Key": "b6e1a4de-first"}
SAID = {"outcomes-role": "5", "confidence-before": "2", "change": "More breaks"}


@pytest.fixture
def asked(writing):
    with writing():
        return an_open_form()


@pytest.fixture
def mine(asked):
    return f"/my-course/{asked.run.ref}/feedback"


def test_a_trainee_reads_the_form_and_answers_it(asked, mine, by_program, in_context):
    hers = by_program(asked.people[0])
    form = hers.get(mine).json
    assert (form["closes_on"], form["closed"], form["answered"]) == ("2026-12-10", False, False)
    assert [each["name"] for each in form["questions"]][-4:] == [
        "materials", "confidence-before", "confidence-after", "change"]
    assert form["questions"][0] == {"name": "outcomes-role", "question": "Can you now?", "about": "The role of reps",
                                    "kind": "scale", "low": "Not at all", "high": "Yes"}
    given = hers.post(mine, json=SAID)
    assert (given.status_code, given.data) == (204, b"")
    assert hers.get(mine).json["answered"] is True
    with in_context() as session:
        assert session.scalars(select(FeedbackAnswer)).one().answers == SAID


def test_nothing_but_the_answer_and_that_she_answered_is_kept_whatever_key_is_sent(asked, mine, by_program, in_context):
    hers = by_program(asked.people[0])
    hers.get(mine)  # the token's day of use is written once a day

    def counts():
        with in_context() as session:
            return {table.name: session.scalar(text(f'SELECT count(*) FROM "{table.name}"'))
                    for table in db.metadata.sorted_tables}

    before = counts()
    assert hers.post(mine, json=SAID, headers=KEY).status_code == 204
    after = counts()
    assert {name for name in after if after[name] != before[name]} == {"feedback_answer", "has_answered"}
    again = hers.post(mine, json=SAID, headers=KEY)
    assert (again.status_code, "Idempotency-Replayed" in again.headers) == (422, False)
    assert counts() == after


def test_the_document_offers_no_key_where_none_is_kept(client):
    paths = client.get("/api/v1/openapi.json").json["paths"]
    of = {path: str(paths[path]["post"]["parameters"]) for path in (
        "/api/v1/my-course/{ref}/feedback", "/api/v1/runs/{ref}/feedback/opening")}
    assert [("IDEMPOTENCY_KEY" in told) for told in of.values()] == [False, True]


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_no_transaction_number_joins_an_answer_to_whoever_sent_it(asked, mine, by_program, in_context):
    for person in asked.people[:3]:
        by_program(person).post(mine, json=SAID, headers=KEY)
    with in_context() as session:
        last = session.scalars(text("SELECT DISTINCT xmin::text FROM feedback_answer")).all()
        others = {name: session.scalars(text(f'SELECT xmin::text FROM "{name}"')).all()
                  for name in ("token", "repeat_key", "account", "person", "audit_line")}
    assert len(last) == 1
    assert not [name for name, numbers in others.items() if last[0] in numbers]


@pytest.mark.parametrize(("sent", "field"), [
    ({"materials": "6"}, "body.materials"), ({"materials": 3}, "body.materials"), ({"cake": "yes"}, "body.cake"),
    ({"change": "x" * 4001}, "body.change"), ({"change": None}, "body.change"),
])
def test_a_wrong_answer_names_its_field_and_leaves_the_form_open_to_her(asked, mine, by_program, sent, field):
    hers = by_program(asked.people[0])
    refused = hers.post(mine, json=sent)
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, field)
    assert hers.get(mine).json["answered"] is False


def test_feedback_is_opened_and_closed_by_who_leads_the_run(writing, by_program):
    with writing():
        asked = a_run_that_took_place()
    path, hers = f"/runs/{asked.run.ref}/feedback", by_program(asked.leader)
    assert hers.get(path).json == {"state": "not open", "may_be_opened": True, "closes_on": None, "closed_on": None,
                                   "results": None}
    assert hers.post(f"{path}/closing").status_code == 404
    refused = hers.post(f"{path}/opening", json={"closes_on": "2026-11-25"})
    assert refused.json["errors"][0]["field"] == "body.closes_on"
    assert hers.post(f"{path}/opening", json={"closes_on": "2026-12-10"}).json["state"] == "open"
    assert hers.post(f"{path}/opening", json={"closes_on": "2026-12-10"}).status_code == 422
    closed = hers.post(f"{path}/closing").json
    assert (closed["state"], closed["closed_on"], closed["results"]) == ("closed", "2026-11-26", None)
    assert hers.post(f"{path}/closing").status_code == 422


def test_results_show_from_five_answers_up_once_it_has_closed(writing, by_program, asked):
    with writing() as session:
        asked.form = session.merge(asked.form)
        answered(asked, 5)
    hers, path = by_program(asked.leader), f"/runs/{asked.run.ref}/feedback"
    assert hers.get(path).json["results"] is None
    results = hers.post(f"{path}/closing").json["results"]
    assert results["answers"] == 5
    assert results["modules"][0] == {"label": "The role of reps", "counts": [0, 0, 0, 0, 5], "low": "Not at all",
                                     "high": "Yes"}
    assert sorted(results["texts"][0]["texts"]) == [f"Thought {number}" for number in range(5)]
    assert hers.get(path).json["results"] == results
    trainee = by_program(asked.people[0])
    assert trainee.get(path).status_code == 404


def test_who_was_not_on_the_run_finds_no_form(asked, mine, by_program, writing):
    with writing():
        stranger = make.a_link_member()
    assert by_program(stranger).post(mine, json=SAID).status_code == 404
