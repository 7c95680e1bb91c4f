"""A course without dates that hundreds are on: its pages come in parts, and leave nobody out."""

import csv
import html
import io
import re

import pytest

from tests import make

pytestmark = pytest.mark.bench

LISTS = ("/runs/{ref}", "/runs/{ref}/case-files")
EMPTY = "Nobody has a confirmed place yet"


@pytest.fixture
def readers(writing, stage):
    """`readers(51)`: the reference of an open course with so many people on it, an administrator, a stranger."""

    def begun(count: int):
        with writing():
            run = make.an_open_run()
            for number in range(count):
                make.a_confirmed_trainee(run, make.a_member(name=f"Reader {number:03} Ŵyn"))
            return run.ref, make.an_administrator(), make.a_member()

    return lambda count: stage(begun, count)


def text(browser, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.get_data(as_text=True)


def names_on(page: str) -> list[str]:
    return re.findall(r'class="main-cell"><a [^>]+>(Reader \d+ Ŵyn)', page)


def next_of(page: str) -> str | None:
    found = re.search(r'href="([^"]+)" rel="next"', page)
    return html.unescape(found[1]) if found else None


@pytest.mark.parametrize("url", LISTS)
def test_each_person_stands_on_one_page_and_a_short_list_is_one(readers, signed_in, url):
    ref, administrator, stranger = readers(51)
    browser, address = signed_in(administrator), url.format(ref=ref)
    first = text(browser, address)
    assert len(names_on(first)) == 50 and "First page" not in first
    last = text(browser, next_of(first))
    assert names_on(first) + names_on(last) == [f"Reader {number:03} Ŵyn" for number in range(51)]
    assert next_of(last) is None and "First page" in last and "The list ends here." in last
    assert signed_in(stranger).get(address).status_code == 404


@pytest.mark.parametrize("url", LISTS)
def test_nobody_and_one_have_no_pages_and_no_search(readers, signed_in, url):
    for count in (0, 1):
        ref, administrator, _ = readers(count)
        page = text(signed_in(administrator), url.format(ref=ref))
        assert len(names_on(page)) == count and (EMPTY in page) == (count == 0)
        assert 'class="pages"' not in page and 'name="q"' not in page


@pytest.mark.parametrize("url", LISTS)
def test_a_name_is_found_whatever_its_accents_and_a_cursor_of_another_list_is_refused(readers, signed_in, url):
    ref, administrator, _ = readers(51)
    browser, address = signed_in(administrator), url.format(ref=ref)
    assert names_on(text(browser, f"{address}?q=049+wyn")) == ["Reader 049 Ŵyn"]
    assert "Nobody found for “x%”" in text(browser, f"{address}?q=x%25")
    cursor = next_of(text(browser, address)).partition("after=")[2]
    other = next(each for each in LISTS if each != url).format(ref=ref)
    for refused in (f"{address}?after=x", f"{other}?after={cursor}", f"{address}?q=reader&after={cursor}"):
        assert browser.get(refused).status_code == 422, refused


def test_the_file_of_the_case_files_is_whole(readers, signed_in):
    ref, administrator, _ = readers(51)
    answer = signed_in(administrator).post(f"/runs/{ref}/case-files.csv")
    assert len(list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))) == 52
