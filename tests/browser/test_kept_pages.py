"""Pages once opened are there without a connection, for her alone, and are gone when she signs out."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms.db import begin_writing, db
from lms.learning.models import PageRead
from lms.people.accounts import sign_out_everywhere
from lms.people.lookups import account_of
from tests import make
from tests.browser.conftest import a_browser_of_her_own
from tests.browser.devices import keeps, keeps_nothing, stored
from tests.browser.leaving import becomes, follow
from tests.browser.sight import axe

SECRET = "The first page."


@dataclass
class Course:
    url: str
    people: list

    def page(self, slug: str) -> str:
        return f"{self.url}/modules/role/{slug}"


@pytest.fixture
def course(site):
    site.clock.at("2026-11-22 10:14")
    with site.app.app_context():
        begin_writing()
        run = make.a_run(state="confirmed")
        people = [make.a_confirmed_trainee(run, make.a_link_member(name=name, email=email)) for name, email in (
            ("Rhiannon Prŷs", "rhiannon@example.org"), ("Marcus Whitlock", "marcus@example.org"))]
        for person in people:
            make.an_account(person)
        db.session.commit()
        return Course(f"/my-course/{run.ref}", people)


@pytest.fixture
def phone(chromium, site):
    """Not by `visit`: that the browser notes a lost connection is no fault here."""
    context, raised = a_browser_of_her_own(chromium, site, "phone"), []
    page = context.new_page()
    page.on("pageerror", lambda error: raised.append(str(error)))
    yield page
    context.close()
    assert not raised


def sign_in(page: Page, person, *, shared: bool = False) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(make.PASSWORD)
    page.get_by_label("This is a shared computer").set_checked(shared)
    follow(page.locator("main").get_by_role("button", name="Sign in"))
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Menu").click()
    follow(page.get_by_role("button", name="Sign out"))
    page.wait_for_url(lambda url: url.endswith("/"))


def read_two(page: Page, course: Course) -> None:
    for many, path in enumerate((course.url, course.page("first"), course.page("last")), 1):
        page.goto(path)
        keeps(page, many)


def test_a_page_once_opened_is_there_without_a_connection_and_says_since_when(site, course, phone):
    sign_in(phone, course.people[0])
    read_two(phone, course)
    phone.context.set_offline(True)
    phone.goto(course.page("first"))
    expect(phone.get_by_text("No connection. This is the page as it was on 22 November, 10:14.")).to_be_visible()
    expect(phone.get_by_text(SECRET)).to_be_visible()
    expect(phone.get_by_text("You are connected again.")).to_be_hidden()
    assert phone.evaluate("getComputedStyle(document.body).fontFamily").startswith("Atkinson")
    axe(phone)
    phone.goto("/home")
    expect(phone.get_by_text("This page isn’t kept on this device.")).to_be_visible()
    axe(phone)
    follow(phone.get_by_role("link", name="First"))
    expect(phone.get_by_text(SECRET)).to_be_visible()
    phone.context.set_offline(False)
    follow(phone.get_by_role("link", name="Load the page as it is now"))
    expect(phone.get_by_text("This is the page as it was")).to_have_count(0)


def test_what_is_stored_says_nothing_to_whoever_reads_the_disk(course, phone):
    sign_in(phone, course.people[0])
    read_two(phone, course)
    kept = stored(phone, "texts:")
    assert len(kept) == 3
    for plain in ("first", "The role of reps", "Rhiannon", course.url, "<html"):
        assert not [each for each in kept if plain in each], plain
    assert phone.evaluate("""async () => {
      const base = await new Promise((done) => {
        const a = indexedDB.open("kept"); a.onsuccess = () => done(a.result); });
      const one = await new Promise((done) => {
        const a = base.transaction("keys").objectStore("keys").get("now"); a.onsuccess = () => done(a.result); });
      return [one.key.extractable, await crypto.subtle.exportKey("raw", one.key).catch((error) => error.name)];
    }""") == [False, "InvalidAccessError"]


def test_signing_out_leaves_nothing_behind(course, phone):
    sign_in(phone, course.people[0])
    read_two(phone, course)
    assert stored(phone, "cache:")
    sign_out(phone)
    keeps_nothing(phone)
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        phone.goto(course.page("first"))


def test_another_account_on_the_device_finds_nothing_of_hers(course, phone):
    sign_in(phone, course.people[0])
    read_two(phone, course)
    phone.context.clear_cookies()
    sign_in(phone, course.people[1])
    phone.goto(course.url)
    phone.goto(course.url)  # by the worker of hers
    keeps(phone, 1)
    phone.context.set_offline(True)
    phone.goto(course.page("first"))
    expect(phone.get_by_text("This page isn’t kept on this device.")).to_be_visible()
    assert SECRET not in phone.content()


def test_a_session_that_was_ended_elsewhere_takes_the_pages_along(site, course, phone):
    sign_in(phone, course.people[0])
    read_two(phone, course)
    with site.app.app_context():
        begin_writing()
        sign_out_everywhere(account_of(db.session.merge(course.people[0])), now=site.clock())
        db.session.commit()
    phone.goto(course.page("first"))
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("Sign in")
    becomes(phone, lambda: stored(phone, ""), [])


def test_a_case_study_is_not_kept(course, phone):
    sign_in(phone, course.people[0])
    read_two(phone, course)
    phone.goto(f"{course.url}/case-studies/2A")
    phone.context.set_offline(True)
    phone.goto(f"{course.url}/case-studies/2A")
    expect(phone.get_by_text("This page isn’t kept on this device.")).to_be_visible()


def reads(site) -> list[tuple[int, str]]:
    with site.app.app_context():
        return [tuple(row) for row in db.session.execute(
            select(PageRead.person_id, PageRead.page_slug).order_by(PageRead.id))]


def test_that_she_has_read_a_page_waits_for_the_connection_and_is_heard_once(site, course, phone):
    sign_in(phone, course.people[0])
    read_two(phone, course)
    before = reads(site)
    phone.context.set_offline(True)
    phone.goto(course.page("first"))
    expect(phone.get_by_text("noted on this device").last).to_be_visible()
    follow(phone.get_by_role("button", name="Next: Last"))
    phone.wait_for_url("**/last")
    expect(phone.get_by_text("That you have read a page is noted here.")).to_be_visible()
    assert reads(site) == before and len(stored(phone, "written:")) == 1
    phone.goto(f"{course.url}/notes")
    expect(phone.get_by_text("That you have read a page is noted here.")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", name="My notes")).to_be_visible()
    becomes(phone, lambda: stored(phone, "written:"), [])
    assert (course.people[0].id, "first") in reads(site)
    assert len(reads(site)) == len(set(reads(site)))


def test_what_waits_is_not_sent_under_another_account(site, course, phone):
    sign_in(phone, course.people[0])
    read_two(phone, course)
    phone.context.set_offline(True)
    phone.goto(course.page("first"))
    follow(phone.get_by_role("button", name="Next: Last"))
    phone.wait_for_url("**/last")
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    sign_in(phone, course.people[1])
    phone.goto(course.url)
    assert [person for person, _page in reads(site) if person == course.people[1].id] == []
    assert len(stored(phone, "written:")) == 1, "hers waits, sealed, until she signs in again"
    phone.context.clear_cookies()
    sign_in(phone, course.people[0])
    phone.goto(course.url)
    becomes(phone, lambda: stored(phone, "written:"), [])
    assert (course.people[0].id, "first") in reads(site)


def test_signing_out_without_a_connection_clears_the_device_at_once_and_the_session_afterwards(course, phone):
    sign_in(phone, course.people[0])
    read_two(phone, course)
    phone.context.set_offline(True)
    said = []
    phone.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    phone.get_by_role("button", name="Menu").click()
    with pytest.raises(Exception, match="ERR_"), phone.expect_navigation():
        phone.get_by_role("button", name="Sign out").click()
    assert "as soon as it is connected again" in said[0]
    phone.context.set_offline(False)
    phone.goto(course.page("first"), wait_until="commit")
    phone.wait_for_url(lambda url: url.endswith("/"))
    keeps_nothing(phone)
    phone.goto(course.page("first"))
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
