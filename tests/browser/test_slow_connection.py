"""A connection that hangs without failing: what is kept is shown after a while, and what comes late is kept."""

import threading

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.db import db
from lms.learning.models import PageRead
from tests.browser.devices import stored
from tests.browser.leaving import becomes, follow
from tests.browser.sight import axe
from tests.browser.test_kept_pages import SECRET, course, phone, read_two, sign_in  # noqa: F401

SLOW = "The connection is very slow. This is the page as it was on 22 November, 10:14."


class Line:
    """The way to the site: `hang()`, and whatever is asked waits until `go_on()`."""

    def __init__(self):
        self.free = threading.Event()
        self.free.set()

    def hang(self) -> None:
        self.free.clear()

    def go_on(self) -> None:
        self.free.set()


@pytest.fixture
def line(site):
    found = Line()
    site.app.before_request_funcs.setdefault(None, []).insert(0, lambda: found.free.wait(60) and None)
    yield found
    found.go_on()


def test_what_hangs_is_shown_as_it_was_kept_and_comes_anew_once_it_goes_on(site, course, phone, line):  # noqa: F811
    sign_in(phone, course.people[0])
    read_two(phone, course)
    line.hang()
    phone.goto(course.page("first"))
    expect(phone.get_by_text(SLOW)).to_be_visible()
    expect(phone.get_by_text(SECRET)).to_be_visible()
    expect(phone.locator("main")).not_to_contain_text("No connection", use_inner_text=True)
    axe(phone)
    site.clock.at("2026-11-22 10:31")
    line.go_on()
    follow(phone.get_by_role("link", name="Load the page as it is now"))
    expect(phone.get_by_text("This is the page as it was")).to_have_count(0)


def test_that_a_page_is_read_does_not_wait_for_what_hangs(site, course, phone, line):  # noqa: F811
    sign_in(phone, course.people[0])
    read_two(phone, course)
    phone.goto(course.page("first"))
    line.hang()
    follow(phone.get_by_role("button", name="Next: Last"))
    expect(phone.get_by_role("heading", name="Last", level=1)).to_be_visible()
    assert len(stored(phone, "written:")) == 1
    line.go_on()
    follow(phone.get_by_role("link", name="Load the page as it is now"))
    becomes(phone, lambda: stored(phone, "written:"), [])
    with site.app.app_context():
        assert db.session.scalars(select(PageRead.page_slug)).all().count("first") == 1


def test_a_page_that_is_not_kept_is_waited_for(course, phone, line):  # noqa: F811
    sign_in(phone, course.people[0])
    read_two(phone, course)
    line.hang()
    threading.Timer(9, line.go_on).start()
    phone.goto(f"{course.url}/notes")
    expect(phone.get_by_role("heading", name="My notes")).to_be_visible()
