"""What no sensible program sends, and what it is answered all the same."""

import pytest

from tests import make


@pytest.fixture
def run(writing):
    with writing():
        return make.a_run()


@pytest.fixture
def admin(writing, by_program):
    with writing():
        administrator = make.an_administrator()
    return by_program(administrator)


def test_in_json_a_number_is_whole_however_it_is_written(admin, run):
    tag = admin.get(f"/runs/{run.ref}/places").headers["ETag"]
    body = {"data": b'{"capacity": 12.0}', "content_type": "application/json"}
    assert admin.put(f"/runs/{run.ref}/places", **body, headers={"If-Match": tag}).json["capacity"] == 12


@pytest.mark.parametrize("number", [2**31, 10**30, "9" * 5000])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_number_that_no_row_can_have_leads_nowhere(admin, run, method, number):
    """It was a wrong method, because GET has the address as well."""
    answer = admin.open(method, f"/runs/{run.ref}/sessions/{number}", json={} if method != "GET" else None)
    assert answer.status_code == (405 if method == "POST" else 404)


@pytest.mark.parametrize("sent_as", [
    "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "text/json",
    "multipart/form-data; boundary=\xff", "application/octet-stream", "\xff", "",
])
def test_only_json_is_read_as_json(admin, run, sent_as):
    refused = admin.post(f"/runs/{run.ref}/cancellation", data=b'{"reason": "Snow"}', content_type=sent_as)
    assert (refused.status_code, refused.json["code"]) == (415, "wrong-type")


def test_ten_thousand_things_in_a_list_are_read(admin, run):
    path = f"/runs/{run.ref}/sessions/{run.sessions[0].id}"
    tag = {"If-Match": admin.get(path).headers["ETag"]}
    refused = admin.put(path, json={"modules": ["none"] * 10_000}, headers=tag)
    assert (refused.status_code, len(refused.text) < 10_000) == (422, True)


@pytest.mark.parametrize("name", ["Authorization", "If-None-Match", "Cookie", "X-Anything"])
def test_a_header_of_thirty_kilobytes_is_no_crash(admin, name):
    answer = admin.get("/me", headers={name: "x" * 30_000})
    assert answer.status_code == (401 if name == "Authorization" else 200)


@pytest.mark.parametrize("tag", ["*", "", ",,", 'W/"x"', '"\xe9"'])
def test_a_tag_that_is_none_changes_nothing(admin, run, tag):
    answer = admin.put(f"/runs/{run.ref}/places", json={"capacity": 20}, headers={"If-Match": tag})
    assert answer.status_code in ((200,) if tag == "*" else (412, 428))


def test_what_is_refused_is_said_in_the_document(client):
    shapes = client.get("/api/v1/openapi.json").json["components"]["schemas"]
    said = shapes["runs.NewSession"]
    assert said["additionalProperties"] is False
    assert said["properties"]["starts"]["pattern"].startswith("^([01]")
    assert shapes["attendance.TapSchema"]["properties"]["person_id"]["maximum"] == 2**31 - 1
    assert shapes["bookings.ForSomebody"]["properties"]["who"]["pattern"] == r"\S"
