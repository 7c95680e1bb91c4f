"""The administrator's page of a course that many are on: in parts, found by name, and every act still at hand."""

import csv
import html
import io
import re

import pytest
from sqlalchemy import select

from lms.bookings.models import Booking
from tests import make

pytestmark = pytest.mark.bench


@pytest.fixture
def readers(writing, stage, admin):
    """`readers(51)`: the reference of an open course with so many people on it, and the last one's booking."""

    def begun(count):
        with writing() as session:
            run = make.an_open_run()
            for number in range(count):
                make.a_confirmed_trainee(run, make.a_member(name=f"Ŵyn {number:03}"))
            return run.ref, session.scalar(select(Booking.id).order_by(Booking.id.desc()).limit(1))

    return lambda count: stage(begun, count)


def names_on(answer) -> list[str]:
    return re.findall(r'<b><a href="/people/\d+">([^<]+)', answer.text)


def test_each_stands_on_one_page_and_the_file_is_whole(readers, signed_in, admin):
    ref, _ = readers(51)
    browser, address = signed_in(admin), f"/runs/{ref}/applications"
    first = browser.get(address)
    onward = html.unescape(re.search(r'href="([^"]+)" rel="next"', first.text)[1])
    last = browser.get(onward)
    assert names_on(first) + names_on(last) == [f"Ŵyn {number:03}" for number in range(51)]
    assert len(names_on(last)) == 1 and "The list ends here." in last.text
    assert names_on(browser.get(f"{address}?q=WYN+05")) == ["Ŵyn 050"]
    assert "Nobody found for “%”" in browser.get(f"{address}?q=%25").text
    for refused in ("?after=x", f"?q=wyn&after={onward.partition('after=')[2]}"):
        assert browser.get(address + refused).status_code == 422, refused
    rows = list(csv.reader(io.StringIO(browser.post(f"{address}.csv").data.decode("utf-8-sig"))))
    assert len(rows) == 52


def test_who_stands_on_a_later_page_is_shown_where_her_withdrawal_needs_a_reason(readers, signed_in, admin):
    ref, booking_id = readers(51)
    path = f"/runs/{ref}/applications/{booking_id}/withdrawal"
    refused = signed_in(admin).post(path, data={"reason": ""})
    assert refused.status_code == 422 and names_on(refused)[0] == "Ŵyn 050" and "<details open>" in refused.text
    assert signed_in(admin).post(path, data={"reason": "She rang"}).status_code == 303
    page = signed_in(admin).get(f"/runs/{ref}/applications")
    assert "No longer on it: 1" in page.text and "She rang" in page.text and "The latest" not in page.text


def test_the_latest_who_are_no_longer_on_it_are_shown_and_all_are_counted(readers, writing, signed_in, admin):
    ref, _ = readers(22)
    with writing() as session:
        for booking in session.scalars(select(Booking)).all()[:21]:
            booking.state = "withdrawn"
    page = signed_in(admin).get(f"/runs/{ref}/applications").text
    assert "No longer on it: 21" in page and "The latest 20" in page and "Ŵyn 000" not in page


@pytest.mark.parametrize("count", [0, 1, 50])
def test_what_fits_has_no_pages_and_no_search(readers, signed_in, admin, count):
    ref, _ = readers(count)
    page = signed_in(admin).get(f"/runs/{ref}/applications")
    assert len(names_on(page)) == count and 'class="pages"' not in page.text and 'name="q"' not in page.text
