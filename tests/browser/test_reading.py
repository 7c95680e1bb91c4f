"""A course is read on any device: where she was, what is read, her notes, the contents by keyboard, without script."""

import dataclasses
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.content.operations import programme_of
from lms.db import begin_writing, db
from lms.learning.models import Note, PageRead, Place
from tests import make
from tests.browser.conftest import a_browser_of_her_own
from tests.browser.leaving import becomes, follow
from tests.browser.sight import axe
from tests.small_courses import a_programme

LONG = "".join(f"<p>Paragraph {number}. {'Some words of it. ' * 30}</p>" for number in range(30))


@dataclass
class Course:
    base: str
    page: str


@pytest.fixture
def course(site):
    with site.app.app_context():
        begin_writing()
        first, *others = programme_of(a_programme()).modules
        long = dataclasses.replace(first.pages[0], html=LONG)
        modules = (dataclasses.replace(first, pages=(long, *first.pages[1:])), *others)
        run = make.a_run(snapshot=a_programme(slug="a-long-course", modules=modules), state="confirmed", minimum=1)
        make.an_account(make.a_confirmed_trainee(run, make.a_link_member(email="rhiannon@example.org")))
        db.session.commit()
        return Course(f"/my-course/{run.ref}", f"/my-course/{run.ref}/modules/role/first")


@pytest.fixture
def device(chromium, site):
    """`device("phone")` is another device of hers, on which she has signed in."""
    contexts, errors = [], []

    def opened(screen="desktop", **options):
        contexts.append(context := a_browser_of_her_own(chromium, site, screen, **options))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/sign-in")
        page.get_by_label("E-mail").fill("rhiannon@example.org")
        page.get_by_label("Password", exact=True).fill(make.PASSWORD)
        follow(page.locator("main").get_by_role("button", name="Sign in"))
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors


def rows(site, kind):
    with site.app.app_context():
        return db.session.scalars(select(kind)).all()


def test_she_goes_on_where_she_was_on_another_device(site, course, device):
    desk, phone = device(), device("phone")
    desk.goto(course.page)
    with desk.expect_request(lambda request: request.url.endswith("/place")):
        desk.get_by_text("Paragraph 12.").evaluate("each => each.scrollIntoView()")
    becomes(desk, lambda: [(row.page_slug, row.down >= 10) for row in rows(site, Place)], [("first", True)])
    phone.goto(course.base)
    follow(phone.get_by_role("link", name="Go on reading"))
    expect(phone.get_by_text("Paragraph 12.")).to_be_in_viewport()
    expect(phone.get_by_text("Paragraph 1.", exact=False).first).not_to_be_in_viewport()


def test_nothing_is_sent_while_nothing_changes(course, device):
    page, sent = device(), []
    page.goto(course.page)
    page.wait_for_timeout(6000)
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.wait_for_timeout(6000)
    assert sent == []


def test_a_page_is_read_when_its_end_has_been_in_view_and_not_before(site, course, device):
    page = device()
    page.goto(course.page)
    expect(page.get_by_text("Going on says that you have read this page.")).to_be_visible()
    page.wait_for_timeout(11_000)
    assert rows(site, PageRead) == []
    page.keyboard.press("End")
    expect(page.get_by_text("Read: you have come to its end.")).to_be_visible()
    assert [row.page_slug for row in rows(site, PageRead)] == ["first"]


def test_a_note_is_kept_while_it_is_typed_and_two_tabs_lose_nothing(site, course, device):
    one, other = device(), device("phone")
    one.goto(course.page)
    other.goto(course.page)
    one.get_by_role("textbox", name="Your own note").fill("Ask Alun.")
    expect(one.locator(".own-note").get_by_text("Saved 09:00")).to_be_visible()
    other.get_by_role("textbox", name="Your own note").fill("Ring Morag.")
    follow(other.get_by_role("button", name="Show me both"))
    expect(other.get_by_role("heading", name="Two versions of your note")).to_be_visible()
    axe(other)
    follow(other.get_by_role("button", name="Put it below mine"))
    expect(other.get_by_role("textbox", name="Your own note")).to_have_value("Ring Morag.\n\nAsk Alun.")
    assert [note.text for note in rows(site, Note)] == ["Ring Morag.\n\nAsk Alun."]


def test_without_script_everything_is_read_noted_and_answered(site, course, device):
    page = device("phone", java_script_enabled=False)
    page.goto(course.page)
    page.get_by_role("textbox", name="Your own note").fill("Ask Alun.")
    follow(page.get_by_role("button", name="Save it"))
    expect(page.get_by_text("Kept at 09:00.")).to_be_visible()
    page.get_by_text("Contents", exact=True).click()
    follow(page.get_by_role("link", name="Check what you know"))
    page.get_by_label("Her manager").check()
    follow(page.get_by_role("button", name="Check my answer").first)
    expect(page.get_by_text("He may be asked for nothing.")).to_be_visible()
    page.goto(course.page)
    follow(page.get_by_role("button", name="Next: Last"))
    expect(page.get_by_role("heading", name="Last", level=1)).to_be_visible()
    page.goto(course.base)
    expect(page.get_by_role("heading", name="Go on where you were: “Last”")).to_be_visible()
    assert [note.text for note in rows(site, Note)] == ["Ask Alun."]


def test_the_contents_are_reached_by_keys_alone(course, device):
    page = device("phone")
    page.goto(course.page)
    summary = page.locator(".contents-fold > summary")
    for _ in range(12):
        page.keyboard.press("Tab")
        if summary.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="The page to keep")).to_be_visible()
    page.get_by_role("link", name="The page to keep").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ring your officer before you promise.")).to_be_visible()


@pytest.mark.parametrize(("screen", "scheme"), [("phone", "dark"), ("desktop", "light"), ("desktop", "dark")])
def test_every_page_of_a_course_is_sound(course, device, screen, scheme):
    page = device(screen, color_scheme=scheme)
    page.goto(f"{course.base}/modules/role/checks")
    page.get_by_label("Her manager").check()
    follow(page.get_by_role("button", name="Check my answer").first)
    paths = ["", "/modules/role", "/modules/role/last", "/modules/role/checks", "/modules/role/checks?again=chooses",
             "/modules/role/reflections", "/modules/role/notes/last", "/modules/role/keep", "/search?q=companion",
             "/search?q=zebra", "/search?q=x", "/glossary", "/law", "/law/role", "/notes",
             "/modules/rights/first?q=promise"]
    for path in paths:
        assert page.goto(course.base + path).status == 200
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
