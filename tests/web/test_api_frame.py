"""What stands around every request of a program: shapes, repeated requests, tags, lists, limits, and the no's."""

import gzip
import json
from datetime import date

import pytest
from markupsafe import escape

from lms.bookings.models import Booking
from lms.record.operations import hold
from tests import make

KEY = {"Idempotency-Key": "b6e1a4de-first"}


@pytest.fixture
def run(writing):
    with writing():
        return make.a_run()


@pytest.fixture
def sian(writing):
    with writing():
        return make.a_link_member(name="Siân Rees")


@pytest.fixture
def admin(writing, by_program):
    with writing():
        administrator = make.an_administrator()
    return by_program(administrator)


def count(in_context, cls=Booking) -> int:
    with in_context() as session:
        return session.query(cls).count()


# --- the shape of what is sent -----------------------------------------------------------------------


@pytest.mark.parametrize(("sent", "field", "said"), [
    ({"statment": "I would"}, "body.statment", "There is no such field here"),
    ({"statement": 7}, "body.statement", "Give text in quotes"),
    ({"statement": None}, "body.statement", "Give text in quotes"),
    ({"statement": "x" * 2001}, "body.statement", "Longer than maximum length 2000."),
    ({"statement": "a\x00b"}, "body.statement", "There is a sign in this that isn't text"),
    ({"statement": "a\ud800b"}, "body.statement", "There is a sign in this that isn't text"),
    ([], "body", "Send a JSON object"),
    ("no", "body", "Send a JSON object"),
])
def test_a_wrong_body_names_the_field_and_the_remedy(by_program, run, sian, in_context, sent, field, said):
    refused = by_program(sian).post(f"/runs/{run.ref}/bookings", json=sent)
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")
    assert refused.json["errors"] == [{"field": field, "detail": said}]
    assert count(in_context) == 0


@pytest.mark.parametrize(("sent", "said"), [
    ({"capacity": "12"}, "Give a whole number"), ({"capacity": True}, "Give a whole number"),
    ({"capacity": 12.5}, "Give a whole number"), ({"capacity": 10**20}, "Give a number between 1 and 500"),
    ({}, "This is needed"),
])
def test_a_number_is_no_text(admin, run, sent, said):
    tag = admin.get(f"/runs/{run.ref}/places").headers["ETag"]
    refused = admin.put(f"/runs/{run.ref}/places", json=sent, headers={"If-Match": tag})
    assert refused.json["errors"] == [{"field": "body.capacity", "detail": said}]


@pytest.mark.parametrize("body", [
    b"{", b'{"statement": "\xff"}', b"[" * 100_000, b"", b'{"statement": NaN}', b'{"statement": ' + b"9" * 5000 + b"}",
])
def test_what_is_no_json_is_said_to_be_none(by_program, run, sian, body):
    refused = by_program(sian).post(f"/runs/{run.ref}/bookings", data=body, content_type="application/json")
    assert (refused.status_code, refused.json["code"]) == (400, "unreadable")


def test_a_form_is_not_what_programs_send(by_program, run, sian):
    refused = by_program(sian).post(f"/runs/{run.ref}/bookings", data={"statement": "I would"})
    assert (refused.status_code, refused.json["code"]) == (415, "wrong-type")


def test_a_hundred_megabytes_are_not_read(by_program, run, sian):
    refused = by_program(sian).post(
        f"/runs/{run.ref}/bookings", content_type="application/json",
        environ_overrides={"CONTENT_LENGTH": str(100 * 1024 * 1024)},
    )
    assert (refused.status_code, refused.json["code"]) == (413, "too-large")
    assert "25 MB" in refused.json["detail"]


def test_a_refusal_says_why_to_a_person_and_to_a_program(by_program, run, writing, in_context):
    with writing():
        nobody_yet = make.a_member()
    refused = by_program(nobody_yet).post(f"/runs/{run.ref}/bookings", json={})
    assert refused.status_code == 422
    assert refused.json["code"] == "link-member"
    assert "link member" in refused.json["detail"]
    assert refused.json["type"].endswith("/programs/problems#refused")
    assert count(in_context) == 0


def test_an_unknown_address_and_a_wrong_method_are_problems_too(by_program, sian):
    program = by_program(sian)
    assert program.get("/nothing").json["code"] == "not-found"
    wrong = program.delete("/me")
    assert (wrong.status_code, wrong.json["code"]) == (405, "wrong-method")
    assert "GET" in wrong.headers["Allow"]


def test_a_fault_of_ours_is_logged_under_the_id_that_it_shows(by_program, sian, monkeypatch, caplog):
    monkeypatch.setattr("lms.people.api.roles_of_asking", lambda: 1 / 0)
    program = by_program(sian)
    monkeypatch.setattr(program, "faults", lambda *_: "")
    broken = program.get("/me")
    assert broken.status_code == 500
    assert broken.json["detail"].split()[5].rstrip(".") in caplog.text


# --- the same request twice --------------------------------------------------------------------------


def test_a_request_sent_twice_is_done_once(by_program, run, sian, in_context):
    program = by_program(sian)
    first = program.post(f"/runs/{run.ref}/bookings", json={"needs": "Step-free"}, headers=KEY)
    again = program.post(f"/runs/{run.ref}/bookings", json={"needs": "Step-free"}, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"
    assert count(in_context) == 1


def test_an_answer_that_goes_out_small_is_kept_whole(by_program, run, sian):
    program = by_program(sian)
    asked = {"headers": KEY | {"Authorization": f"Bearer {program.token}", "Accept-Encoding": "gzip"},
             "json": {"needs": "Step-free. " * 100}}
    first, again = (program.client.post(f"/api/v1/runs/{run.ref}/bookings", **asked) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.headers["Content-Encoding"] == again.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(again.data)) == json.loads(gzip.decompress(first.data))
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_key_is_for_one_request_only(by_program, run, sian):
    program = by_program(sian)
    program.post(f"/runs/{run.ref}/bookings", json={}, headers=KEY)
    refused = program.post(f"/runs/{run.ref}/bookings", json={"needs": "Step-free"}, headers=KEY)
    assert (refused.status_code, refused.json["code"]) == (422, "key-reused")
    assert refused.json["errors"][0]["field"] == "header.Idempotency-Key"


def test_two_people_may_have_the_same_key(by_program, run, sian, writing):
    with writing():
        other = make.a_link_member()
    assert by_program(sian).post(f"/runs/{run.ref}/bookings", json={}, headers=KEY).status_code == 201
    other_answer = by_program(other).post(f"/runs/{run.ref}/bookings", json={}, headers=KEY)
    assert (other_answer.status_code, other_answer.json["person_id"]) == (201, other.id)


def test_a_refused_request_gives_its_key_back(by_program, run, writing):
    with writing():
        nobody_yet = make.a_member()
    program = by_program(nobody_yet)
    assert program.post(f"/runs/{run.ref}/bookings", json={}, headers=KEY).status_code == 422
    with writing() as session:
        hold(session.merge(nobody_yet), "link member", since=date(2024, 5, 1), basis="Basic course", actor=make.US,
             now=make.NOW)
    assert program.post(f"/runs/{run.ref}/bookings", json={}, headers=KEY).status_code == 201


def test_after_a_day_a_key_is_new(by_program, run, sian, clock):
    program = by_program(sian)
    program.post(f"/runs/{run.ref}/bookings", json={}, headers=KEY)
    clock.forward(days=1)
    assert program.post(f"/runs/{run.ref}/bookings", json={}, headers=KEY).json["code"] == "already"


@pytest.mark.parametrize("key", ["short", "x" * 101, "with\ttab-in-it"])
def test_a_key_has_a_shape(by_program, run, sian, key):
    refused = by_program(sian).post(f"/runs/{run.ref}/bookings", json={}, headers={"Idempotency-Key": key})
    assert refused.json["errors"][0]["field"] == "header.Idempotency-Key"


def test_the_same_request_twice_at_once_is_done_once(by_program, run, sian, in_context, at_once):
    program = by_program(sian)
    answers = at_once(*[
        lambda: program.post(f"/runs/{run.ref}/bookings", json={}, headers=KEY) for _ in range(4)
    ])
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert 201 in {answer.status_code for answer in answers}
    assert count(in_context) == 1


# --- tags --------------------------------------------------------------------------------------------


def test_what_is_known_already_is_not_sent_again(by_program, sian):
    program = by_program(sian)
    tag = program.get("/me").headers["ETag"]
    known = program.get("/me", headers={"If-None-Match": tag})
    assert (known.status_code, known.data) == (304, b"")


def test_a_change_needs_the_tag_and_an_old_one_is_refused(admin, run):
    path = f"/runs/{run.ref}/places"
    tag = admin.get(path).headers["ETag"]
    assert admin.put(path, json={"capacity": 20}).json["code"] == "no-tag"
    changed = admin.put(path, json={"capacity": 20}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json["capacity"]) == (200, 20)
    late = admin.put(path, json={"capacity": 30}, headers={"If-Match": tag})
    assert (late.status_code, late.json["code"]) == (412, "changed")
    assert admin.put(path, json={"capacity": 30}, headers={"If-Match": changed.headers["ETag"]}).status_code == 200


def test_of_two_changes_at_once_one_is_refused(admin, run, at_once):
    path = f"/runs/{run.ref}/places"
    tag = {"If-Match": admin.get(path).headers["ETag"]}
    answers = at_once(*[
        lambda places=places: admin.put(path, json={"capacity": places}, headers=tag) for places in (20, 30)
    ])
    assert sorted(answer.status_code for answer in answers) == [200, 412]


# --- lists -------------------------------------------------------------------------------------------


@pytest.fixture
def seven(writing, run):
    with writing() as session:
        return [make.a_booking(run=session.merge(run)).id for _ in range(7)]


def test_a_list_is_read_to_its_end_by_next(admin, run, seven):
    assert [item["id"] for item in admin.all(f"/runs/{run.ref}/applications?limit=3")] == seven


def test_an_empty_list_is_a_list(by_program, sian):
    assert by_program(sian).get("/bookings").json == {"items": [], "next": None}


@pytest.mark.parametrize(("query", "field"), [
    ("limit=0", "query.limit"), ("limit=201", "query.limit"), ("limit=x", "query.limit"), ("page=2", "query.page"),
    ("after=made-up", "query.after"), ("after=" + "x" * 5000, "query.after"),
])
def test_a_wrong_question_to_a_list_names_its_field(admin, run, query, field):
    refused = admin.get(f"/runs/{run.ref}/applications?{query}")
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, field)


def test_a_cursor_of_another_list_is_refused(admin, run, seven, writing):
    with writing():
        other = make.a_run(place="Cardiff")
    after = admin.get(f"/runs/{run.ref}/applications?limit=3").json["next"].partition("?")[2]
    refused = admin.get(f"/runs/{other.ref}/applications?{after}")
    assert (refused.status_code, refused.json["code"]) == (422, "wrong-cursor")


# --- limits ------------------------------------------------------------------------------------------


def test_who_asks_too_often_is_told_when_to_go_on(app, by_program, sian, writing, clock):
    app.config["API_LIMIT"] = 20
    program = by_program(sian)
    codes = [program.get("/me").status_code for _ in range(22)]
    assert codes == [200] * 20 + [429] * 2
    assert program.get("/me").headers["Retry-After"] == "61"
    with writing():
        other = make.a_member()
    assert by_program(other).get("/me").status_code == 200
    clock.forward(minutes=1)
    assert program.get("/me").status_code == 200


def test_wrong_tokens_are_counted_by_address(by_program):
    nobody = by_program(None)
    codes = {nobody.get("/me", headers={"Authorization": "Bearer x"}).status_code for _ in range(70)}
    assert codes == {401, 429}


# --- the document ------------------------------------------------------------------------------------


def test_the_document_is_openapi(client):
    from openapi_spec_validator import OpenAPIV31SpecValidator

    said = json.loads(client.get("/api/v1/openapi.json").text)
    assert said["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(said).validate()


def test_each_chapter_of_the_reference_is_a_page(client):
    said = json.loads(client.get("/api/v1/openapi.json").text)
    front = client.get("/programs").text
    for tag in said["tags"]:
        assert escape(tag["description"]) in front
        assert client.get(f"/programs/{tag['name'].casefold().replace(' ', '-')}").status_code == 200
    assert "If-Match" in client.get("/programs/problems").text
    assert client.get("/programs/nothing").status_code == 404
