"""Members for programs: read, searched, and one written by her number."""

import io
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from sqlalchemy import select, text

from lms import jobs
from lms.people.models import Person
from lms.record.batches import one_list_at_a_time
from tests import make


@pytest.fixture
def admin(writing, by_program):
    with writing():
        administrator = make.an_administrator()
    return by_program(administrator)


@pytest.fixture
def members(writing):
    with writing():
        people = [make.placed(make.a_member(name=name)) for name in ("Ọlá Adé", "Siân Rees", "名 太郎")]
        return [person.membership_number for person in people]


def test_members_are_listed_by_name_with_where_they_work(admin, members):
    found = admin.all("/members?limit=2")
    assert [each["name"] for each in found] == ["Ọlá Adé", "Siân Rees", "名 太郎"]
    assert found[0]["employer"] == "Pellow Bay Health Board"
    assert found[0]["status"] == "current"


def test_somebody_without_a_number_is_no_member(admin, members):
    assert {each["membership_number"] for each in admin.all("/members")} == set(members)


def test_members_are_searched_and_picked_by_number(admin, members):
    assert [each["name"] for each in admin.all("/members?q=sian")] == ["Siân Rees"]
    assert [each["name"] for each in admin.all(f"/members?number={members[2]},{members[0]}")] == ["Ọlá Adé", "名 太郎"]
    assert admin.get("/members?q=%20").json["items"] != []
    assert admin.get("/members?q=%2B").json["items"] == []


def test_ten_thousand_numbers_are_too_many(admin, members):
    refused = admin.get("/members?number=" + ",".join(str(number) for number in range(10_000)))
    assert refused.json["errors"] == [{"field": "query.number", "detail": "Give at most 100 numbers at a time"}]


def test_a_page_of_members_takes_as_many_queries_however_long_it_is(admin, members, queries, writing):
    admin.get("/me")  # the day of the token's first use is written once
    with queries() as few:
        admin.get("/members")
    with writing():
        for _ in range(20):
            make.placed(make.a_member())
    with queries() as many:
        admin.get("/members")
    assert len(many) == len(few) <= 7


def test_an_empty_list_of_numbers_does_not_ask_for_the_whole_union(admin, members):
    assert admin.get("/members?number=").json["errors"][0]["field"] == "query.number"


def test_one_member_is_found_by_her_number(admin, members):
    answer = admin.get(f"/members/{members[1]}")
    assert answer.json["name"] == "Siân Rees"
    assert admin.get(f"/members/{members[1]}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert admin.get("/members/none").status_code == 404


ADE = {"name": "Ọlá Adé", "employer": "Pellow Bay Health Board", "region": "Wales", "joined": "2020-01-01"}


def test_a_member_is_written_by_her_number(admin, wales):
    new = admin.put("/members/77001", json=ADE)
    assert (new.status_code, new.json["employer"], new.json["status"]) == (201, "Pellow Bay Health Board", "current")
    changed = admin.put("/members/77001", json={"status": "arrears"})
    assert (changed.status_code, changed.json["status"], changed.json["name"]) == (200, "arrears", "Ọlá Adé")
    same = admin.put("/members/77001", json={"status": "arrears"})
    assert same.headers["ETag"] == changed.headers["ETag"]


def test_a_tag_that_is_old_is_heeded(admin, wales):
    tag = admin.put("/members/77001", json=ADE).headers["ETag"]
    assert admin.put("/members/77001", json={"job_title": "Matron"}, headers={"If-Match": tag}).status_code == 200
    late = admin.put("/members/77001", json={"job_title": "Clerk"}, headers={"If-Match": tag})
    assert (late.status_code, late.json["code"]) == (412, "changed")


@pytest.mark.parametrize("typed", ["ab-1", "%20ab-1%20", "A%20B-1"])
def test_a_number_is_read_as_in_a_list(admin, wales, typed):
    new = admin.put(f"/members/{typed}", json=ADE)
    assert (new.status_code, new.json["membership_number"]) == (201, "AB-1")
    again = admin.put(f"/members/{typed}", json={"job_title": "Matron"}, headers={"If-Match": new.headers["ETag"]})
    assert again.status_code == 200
    assert admin.get(f"/members/{typed}").json == again.json == admin.get(f"/members?number={typed}").json["items"][0]


def test_whoever_is_not_there_fits_no_tag(admin, wales):
    for tag in ("*", '"0123456789abcdef01234567"'):
        refused = admin.put("/members/77001", json=ADE, headers={"If-Match": tag})
        assert (refused.status_code, refused.json["code"]) == (412, "changed")
    assert admin.get("/members/77001").status_code == 404


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_who_waits_for_a_list_that_is_being_written_holds_no_row_that_it_needs(admin, wales, writing):
    tag = admin.put("/members/77001", json=ADE).headers["ETag"]
    with ThreadPoolExecutor(1) as pool, writing() as session:
        one_list_at_a_time()
        put = pool.submit(admin.put, "/members/77001", json={"job_title": "Matron"}, headers={"If-Match": tag})
        for _ in range(200):
            if session.scalar(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")):
                break
            sleep(0.05)
        assert session.scalars(select(Person.id).with_for_update(nowait=True)).all()
        session.commit()
        assert put.result(timeout=20).status_code == 200


@pytest.mark.parametrize(("sent", "field"), [
    ({}, "name"), ({"name": "Ọlá", "colour": "red"}, "colour"), ({"name": 7}, "name"),
    ({"name": "Ọlá", "joined": "yesterday"}, "joined"), ({"name": "Ọlá", "status": "honorary"}, "status"),
    ({"name": "Ọlá", "employer": "New Trust"}, "region"), ({"name": "Ọlá", "email": "no"}, "email"),
])
def test_what_a_member_can_not_be_names_its_field(admin, sent, field):
    refused = admin.put("/members/77001", json=sent)
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, f"body.{field}")
    assert admin.get("/members/77001").status_code == 404


# --- a whole list --------------------------------------------------------------------------------------

LIST = """Membership number,Name,Employer,Region
77001,Ọlá Adé,Pellow Bay Health Board,Wales
77002,名 太郎,,
,Nobody,,
"""


@pytest.fixture
def wales(writing):
    with writing():
        make.a_region("Wales")


def sent(text, name="members.csv"):
    return {"data": {"file": (io.BytesIO(text.encode()), name)}, "content_type": "multipart/form-data"}


def test_a_list_is_sent_checked_confirmed_and_written(admin, wales, app):
    checked = admin.post("/members/imports", **sent(LIST))
    assert checked.status_code == 201
    assert {name: checked.json[name] for name in ("state", "add", "reject", "lines")} == {
        "state": "checked", "add": 2, "reject": 1, "lines": 3}
    path = f"/members/imports/{checked.json['id']}"
    rejected = admin.all(f"{path}/lines")
    assert [problem["column"] for problem in rejected[0]["problems"]] == ["Membership number"]
    assert [line["values"]["name"] for line in admin.all(f"{path}/lines?action=add")] == ["Ọlá Adé", "名 太郎"]
    assert admin.post(f"{path}/confirmation", json={"complete": False}).json["state"] == "writing"
    with app.app_context():
        jobs.run_jobs_now()
    assert admin.get(path).json["lines_written"] == 2
    assert admin.get("/members/77001").json["employer"] == "Pellow Bay Health Board"
    assert [each["id"] for each in admin.all("/members/imports")] == [checked.json["id"]]


def test_a_list_sent_twice_with_one_key_is_one_list(admin, wales):
    key = {"Idempotency-Key": "nightly-2026-11-26"}
    first = admin.post("/members/imports", **sent(LIST), headers=key)
    assert admin.post("/members/imports", **sent(LIST), headers=key).json["id"] == first.json["id"]


def test_a_list_that_is_discarded_is_not_written(admin, wales):
    path = f"/members/imports/{admin.post('/members/imports', **sent(LIST)).json['id']}"
    assert admin.post(f"{path}/discarding").json["state"] == "discarded"
    refused = admin.post(f"{path}/confirmation", json={"complete": False})
    assert (refused.status_code, refused.json["code"]) == (422, "not-open")


@pytest.mark.parametrize("text", ["", "\x00\x01", "Colour\nred\n"])
def test_what_is_no_list_of_members_is_refused(admin, text):
    refused = admin.post("/members/imports", **sent(text))
    assert (refused.status_code, refused.json["code"]) == (422, "wrong-file")
    assert refused.json["errors"][0]["field"] == "body.file"


@pytest.mark.parametrize(("path", "kind", "limit"), [
    ("/members/imports", "multipart/form-data; boundary=x", 300), ("/regions", "application/json", 25),
])
def test_who_sends_too_much_is_told_how_much_is_taken(admin, path, kind, limit):
    long = {"CONTENT_LENGTH": str(400 * 1024 * 1024)}
    refused = admin.post(path, content_type=kind, environ_overrides=long)
    assert (refused.status_code, refused.json["detail"]) == (413, f"The limit is {limit} MB.")


def test_a_list_comes_as_a_form(admin):
    assert admin.post("/members/imports", json={}).status_code == 415
    empty = admin.post("/members/imports", data={"colour": "red"}, content_type="multipart/form-data")
    assert empty.json["errors"][0]["field"] == "body.file"


def test_an_address_is_decided_about(admin, writing, app):
    with writing():
        member = make.a_member(email="old@example.org")
        make.an_account(member)
    text = f"Membership number,Name,E-mail\n{member.membership_number},{member.name},new@example.org\n"
    number = admin.post("/members/imports", **sent(text)).json["id"]
    admin.post(f"/members/imports/{number}/confirmation", json={"complete": False})
    with app.app_context():
        jobs.run_jobs_now()
    (change,) = admin.all("/members/addresses")
    assert change["email"] == "new@example.org"
    path = f"/members/addresses/{change['id']}/decision"
    assert admin.post(path, json={"decision": "perhaps"}).json["errors"][0]["field"] == "body.decision"
    assert admin.post(path, json={"decision": "taken"}).json["decision"] == "taken"
    assert admin.get(f"/members/{member.membership_number}").json["email"] == "new@example.org"
    assert admin.all("/members/addresses") == []
