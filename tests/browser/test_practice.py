"""A practice on a phone without a script, and the papers that a job makes, with one and without."""

import pytest
from playwright.sync_api import expect

from lms.db import begin_writing, db
from tests import make
from tests.browser.leaving import follow
from tests.browser.sight import axe
from tests.browser.test_every_page import sign_in


@pytest.fixture
def course(site):
    """The run, its facilitator's and its trainee's sign-in."""
    with site.app.app_context():
        begin_writing()
        run = make.a_run(state="confirmed", minimum=1, now=site.clock())
        leader, trainee = run.facilitators[0].person, make.a_confirmed_trainee(run)
        for name, person in (("facilitator", leader), ("trainee", trainee)):
            make.an_account(person, f"{name}@demo.example")
        db.session.commit()
        return run.ref


def test_she_plays_a_practice_to_its_end_without_a_script(site, visit, course):
    page = visit(site, "phone", java_script_enabled=False)
    sign_in(page, "trainee", make.PASSWORD)
    page.goto(f"/my-course/{course}/modules/role/practice/at-the-door")
    follow(page.get_by_role("button", name="Begin"))
    for choice in ("“Come in.”", "“It will be fine.”"):
        follow(page.get_by_role("button", name="Do this"))
        expect(page.get_by_text("There is one thing to put right")).to_be_visible()
        page.get_by_text(choice).click()
        follow(page.get_by_role("button", name="Do this"))
        follow(page.locator("main a.button.next"))
    expect(page.get_by_role("heading", name="What you showed")).to_be_visible()
    page.goto(page.url.replace("/1/3", "/1/2"))
    expect(page.get_by_text("She believes it.")).to_be_visible()
    follow(page.get_by_role("link", name="Back to choice 1"))
    follow(page.get_by_role("link", name="Go on"))
    follow(page.get_by_role("link", name="How it ended"))
    follow(page.get_by_role("button", name="Try another way"))
    expect(page.get_by_text("choice 1 of way 2")).to_be_visible()


def test_every_page_of_a_practice_is_sound(site, visit, course):
    desk, phone = visit(site), visit(site, "phone", color_scheme="dark")
    for page in (desk, phone):
        sign_in(page, "trainee", make.PASSWORD)
    desk.goto(f"/my-course/{course}/modules/role/practice/at-the-door")

    def look():
        for page in (desk, phone):
            if page is phone:
                page.goto(desk.url)
            axe(page)

    look()
    follow(desk.get_by_role("button", name="Begin"))
    look()
    desk.get_by_text("“Not now.”").click()
    follow(desk.get_by_role("button", name="Do this"))
    look()
    follow(desk.get_by_role("link", name="How it ended"))
    look()
    sign_in(leader := visit(site), "facilitator", make.PASSWORD)
    leader.goto(f"/runs/{course}/room/role")
    leader.locator("summary").filter(has_text="Nobody helped her").click()
    axe(leader)


@pytest.mark.parametrize("script", [True, False])
def test_the_page_looks_again_by_itself_until_the_pack_is_there(site, visit, course, script):
    page = visit(site, java_script_enabled=script, reduced_motion="reduce")
    sign_in(page, "facilitator", make.PASSWORD)
    page.goto(f"/runs/{course}/room")
    follow(page.get_by_role("link", name="Room pack", exact=True))
    follow(page.get_by_role("button", name="Make the pack"))
    page.get_by_text("It is ready.").wait_for(timeout=90_000)
    if script:
        axe(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download the room pack").click()
    assert taken.value.suggested_filename == f"{course}-room-pack.pdf"
