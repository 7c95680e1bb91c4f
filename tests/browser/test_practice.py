"""A practice on a phone without a script, and the papers that a job makes, with one and without."""

import pytest

from lms.db import begin_writing, db
from tests import make
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
    page.get_by_role("button", name="Begin").click()
    for choice in ("“Come in.”", "“It will be fine.”"):
        page.get_by_role("button", name="Do this").click()
        assert page.get_by_text("There is one thing to put right").is_visible()
        page.get_by_text(choice).click()
        page.get_by_role("button", name="Do this").click()
        page.locator("main a.button.next").click()
    assert page.get_by_role("heading", name="What you showed").is_visible()
    page.goto(page.url.replace("/1/3", "/1/2"))
    assert page.get_by_text("She believes it.").is_visible()
    page.get_by_role("link", name="Back to choice 1").click()
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="How it ended").click()
    page.get_by_role("button", name="Try another way").click()
    assert page.get_by_text("choice 1 of way 2").is_visible()


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
    desk.get_by_role("button", name="Begin").click()
    look()
    desk.get_by_text("“Not now.”").click()
    desk.get_by_role("button", name="Do this").click()
    look()
    desk.get_by_role("link", name="How it ended").click()
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
    page.get_by_role("link", name="Room pack", exact=True).click()
    page.get_by_role("button", name="Make the pack").click()
    page.get_by_text("It is ready.").wait_for(timeout=60_000)
    if script:
        axe(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download the room pack").click()
    assert taken.value.suggested_filename == f"{course}-room-pack.pdf"
