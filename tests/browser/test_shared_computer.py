"""This is a shared computer: nothing is kept there, what was kept before is gone, and the pages say so."""

import pytest
from playwright.sync_api import expect

from tests.browser.devices import keeps_nothing, kinds, stored
from tests.browser.leaving import becomes, follow
from tests.browser.sight import axe
from tests.browser.test_kept_pages import course, phone, read_two, sign_in, sign_out  # noqa: F401

SAID = "Shared computer: nothing is kept here."


def test_nothing_is_kept_and_the_pages_say_so(course, phone):  # noqa: F811
    sign_in(phone, course.people[0], shared=True)
    expect(phone.get_by_text(SAID)).to_be_visible()
    for path in (course.url, course.page("first"), f"{course.url}/case-studies/2A"):
        phone.goto(path)
        expect(phone.get_by_text(SAID)).to_be_visible()
        axe(phone)
    phone.context.set_offline(True)
    phone.get_by_role("textbox", name="Your answer").fill("Only in this page.")
    expect(phone.get_by_text("No connection.").first).to_be_visible()
    expect(phone.locator("main")).not_to_contain_text("on this device", use_inner_text=True)
    assert [each for each in stored(phone, "") if not each.startswith("local:")] == []
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert [cookie["expires"] for cookie in phone.context.cookies()] == [-1]


def test_what_was_kept_before_is_cleared_save_what_another_has_not_sent(course, phone):  # noqa: F811
    sign_in(phone, course.people[0])
    read_two(phone, course)
    phone.context.set_offline(True)
    phone.goto(course.page("first"))
    follow(phone.get_by_role("button", name="Next: Last"))
    phone.wait_for_url("**/last")
    assert len(stored(phone, "written:")) == 1
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    sign_in(phone, course.people[1], shared=True)
    phone.goto(course.url)
    becomes(phone, lambda: kinds(phone), ["written"])
    becomes(phone, lambda: phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 0)
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        phone.goto(course.page("first"))
    phone.context.set_offline(False)
    phone.context.clear_cookies()
    sign_in(phone, course.people[0])
    phone.goto(course.url)
    becomes(phone, lambda: stored(phone, "written:"), [])  # it was sent once she was there again


def test_what_was_not_sent_before_is_not_lost_but_sent(course, phone):  # noqa: F811
    sign_in(phone, course.people[0])
    phone.goto(f"{course.url}/case-studies/2A")
    phone.context.set_offline(True)
    phone.get_by_role("textbox", name="Your answer").fill("Before the tunnel.")
    expect(phone.locator("[data-says=offline] [data-on-device]")).to_be_visible()
    page = phone.context.new_page()
    phone.close()
    phone.context.set_offline(False)
    phone.context.clear_cookies()
    sign_in(page, course.people[0], shared=True)
    becomes(page, lambda: kinds(page), ["written"])
    page.goto(f"{course.url}/case-studies/2A")
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("Before the tunnel.")
    expect(page.get_by_text("Saved 10:14", exact=True)).to_be_visible()
    keeps_nothing(page)
    sign_out(page)
