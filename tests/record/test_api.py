"""Members for programs: read, searched, and one written by her number."""

import pytest

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


def test_one_member_is_found_by_her_number(admin, members):
    answer = admin.get(f"/members/{members[1]}")
    assert answer.json["name"] == "Siân Rees"
    assert admin.get(f"/members/{members[1]}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert admin.get("/members/none").status_code == 404
