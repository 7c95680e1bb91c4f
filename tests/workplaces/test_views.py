"""The administrator's regions and officers."""

import pytest

from lms.workplaces import lookups
from tests import make


@pytest.fixture
def browser(writing, signed_in):
    with writing():
        denise = make.an_administrator(name="Denise Okafor")
    return signed_in(denise)


OFFICER = {"email": "Gareth@hmt.example", "phone": "0300 555 0123", "since": "2026-11-01"}


def test_a_region_is_added_and_gets_an_officer(browser, writing, in_context):
    assert "no regions yet" in browser.get("/regions").text
    answer = browser.post("/regions", data={"name": "Wales", "jurisdiction": "England and Wales"})
    assert answer.status_code == 303
    assert "Nobody looks after it yet" in browser.get(answer.location).text
    with writing():
        make.a_person(name="Gareth Pugh", email="gareth@hmt.example")
    assert browser.post(answer.location, data=OFFICER).location == "/regions"
    page = browser.get("/regions").text
    assert "Gareth Pugh" in page and "0300 555 0123" in page
    with in_context():
        assert lookups.officers_of([lookups.region_named("Wales").id])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "nobody@hmt.example"}, "Invite her as an officer first"),
        ({"email": "first@hmt.example"}, "looks after Wales already"),
        ({"since": "2027-01-01"}, "from the day she begins"),
        ({"since": "soon"}, "Give a date"),
    ],
)
def test_an_officer_is_refused_with_the_reason_and_what_was_typed_stays(browser, writing, typed, said):
    with writing():
        region = make.a_region("Wales")
        make.an_officer(region, make.a_person(email="first@hmt.example"))
        make.a_person(email="gareth@hmt.example")
    page = browser.post(f"/regions/{region.id}/officer", data=OFFICER | typed)
    assert page.status_code == 422 and said in page.text and 'value="0300 555 0123"' in page.text


def test_a_region_is_refused_with_the_reason(browser, writing):
    with writing():
        make.a_region("Wales")
    for typed, said in (({"name": "Wales", "jurisdiction": "Scotland"}, "a region Wales already"),
                        ({"name": "", "jurisdiction": "Mercia"}, "Choose one of these")):
        page = browser.post("/regions", data=typed)
        assert page.status_code == 422 and said in page.text


def test_members_are_counted_in_a_fixed_number_of_questions(browser, writing, queries):
    seen = []
    for _ in range(2):
        with writing():
            for _ in range(4):
                make.placed(make.a_member(), make.a_workplace("Pellow Bay", f"Ward {make._count}", make.a_region()))
        with queries() as statements:
            browser.get("/regions")
        seen.append(len(statements))
    assert seen[0] == seen[1]


def test_others_do_not_find_these_pages(signed_in, writing):
    with writing():
        member, region = make.a_member(), make.a_region()
    stranger = signed_in(member)
    for path in ("/regions", f"/regions/{region.id}/officer"):
        assert stranger.get(path).status_code == 404 and stranger.post(path).status_code == 404
