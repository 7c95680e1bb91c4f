"""An officer's regions, however many work there: reps and link members in parts, each once, and found by name."""

import csv
import html
import io
import re

import pytest

from tests import make
from tests.accreditation import cases


@pytest.fixture
def wales(writing, stage):
    """`wales(51)`: the officer of Wales and the North; so many link members in Wales, one and a rep in the North."""

    def begun(count):
        with writing():
            north, region = make.a_region("North"), make.a_region("Wales")
            officer = cases.officer_of(region)
            make.an_officer(north, officer)
            here, there = make.a_workplace("Southmarsh", region=region), make.a_workplace("Northmarsh", region=north)
            for number in range(count):
                make.placed(make.a_link_member(name=f"Ŵyn {number:03}"), here)
            make.placed(make.a_link_member(name="Iona Strachan"), there)
            cases.a_trainee(cases.a_run_that_is_over(), north, name="Rhiannon Prŷs")
            return officer, north.id, region.id, make.a_member()

    return lambda count: stage(begun, count)


def text(browser, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.get_data(as_text=True)


def names_on(page: str) -> list[str]:
    return re.findall(r'class="main-cell"><a [^>]+>([^<]+)', page)


def next_of(page: str) -> str | None:
    found = re.search(r'href="([^"]+)" rel="next"', page)
    return html.unescape(found[1]) if found else None


def test_each_person_stands_on_one_page(wales, signed_in):
    officer, _, _, stranger = wales(51)
    browser = signed_in(officer)
    first = text(browser, "/my-region")
    assert "1 rep and 1 link member among 2 members." in first
    assert "0 reps and 51 link members among 51 members." in first and "No reps yet" in first
    last = text(browser, next_of(first))
    assert names_on(first) + names_on(last) == [
        "Rhiannon Prŷs", "Iona Strachan", *(f"Ŵyn {number:03}" for number in range(51))]
    assert names_on(last) == ["Ŵyn 049", "Ŵyn 050"] and next_of(last) is None
    assert "First page" in last and "Reps in" not in last and "North" not in last
    assert signed_in(stranger).get("/my-region").status_code == 404


@pytest.mark.parametrize("count", [0, 1, 49])
def test_what_fits_has_no_pages_and_no_search(wales, signed_in, count):
    page = text(signed_in(wales(count)[0]), "/my-region")
    assert len(names_on(page)) == count + 2 and ("No link members yet" in page) == (count == 0)
    assert 'class="pages"' not in page and 'name="q"' not in page


def test_a_region_that_begins_on_a_later_page_is_linked_to(wales, signed_in, writing):
    officer, north, region, _ = wales(1)
    with writing() as session:
        from lms.workplaces.models import Region

        there = make.a_workplace("Northmarsh", region=session.get(Region, north))
        for number in range(49):
            make.placed(make.a_link_member(name=f"Owen {number:03}"), there)
        make.placed(make.a_link_member(name="Zoë Last"), there)
    browser = signed_in(officer)
    page = text(browser, "/my-region")
    assert f"/my-region?region={region}" in page and "Ŵyn 000" not in page and "No link members yet" not in page
    assert names_on(text(browser, next_of(page))) == ["Zoë Last", "Ŵyn 000"]
    assert names_on(text(browser, f"/my-region?region={region}")) == ["Ŵyn 000"]


def test_somebody_is_found_by_name_and_a_cursor_of_another_list_is_refused(wales, signed_in):
    officer, north, _, _ = wales(51)
    browser = signed_in(officer)
    page = text(browser, "/my-region?q=wyn+05")
    assert names_on(page) == ["Ŵyn 050"] and "North" not in page
    assert names_on(text(browser, "/my-region?q=PRYS")) == ["Rhiannon Prŷs"]
    assert "Nobody found for “%”" in text(browser, "/my-region?q=%25")
    onward = next_of(text(browser, "/my-region"))
    for refused in (f"{onward}&region={north}", f"{onward}&q=wyn", onward.replace("link-members", "reps"),
                    "/my-region?show=reps&after=x"):
        assert browser.get(refused).status_code == 422, refused
    for missing in ("/my-region?region=99999", onward.replace("link-members", "others")):
        assert browser.get(missing).status_code == 404, missing


def test_many_reps_are_counted_as_they_stand_today(wales, signed_in, writing, monkeypatch):
    officer, north, _, _ = wales(0)
    with writing() as session:
        from lms.workplaces.models import Region

        rep = cases.a_trainee(cases.a_run_that_is_over(), session.get(Region, north), name="Ann Rees")
        make.in_arrears(rep)
    browser = signed_in(officer)
    whole = text(browser, "/my-region")
    monkeypatch.setattr("lms.web.paging.read_slice.__kwdefaults__", {"after": None, "most": 1, "descending": False})
    page = text(browser, "/my-region")
    for each in (whole, page):
        assert "1 rep and 1 link member among 2 members." in each
    assert names_on(whole)[:2] == ["Ann Rees", "Rhiannon Prŷs"] and names_on(page)[0] == "Ann Rees"
    assert names_on(text(browser, next_of(page))) == ["Rhiannon Prŷs"]


def test_the_file_is_whole_and_programs_read_the_same_figures(wales, signed_in, by_program):
    officer, *_ = wales(51)
    answer = signed_in(officer).post("/regions/reps.csv")
    assert len(list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))) == 1 + 53
    north, region = by_program(officer).all("/my-region")
    assert [north[name] for name in ("name", "members", "reps", "link_members")] == ["North", 2, 1, 1]
    assert [region[name] for name in ("name", "members", "reps", "link_members")] == ["Wales", 51, 0, 51]
