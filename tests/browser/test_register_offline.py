"""The register where there is no connection: taps are kept on the device, said so, and sent once."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.attendance.models import Tap
from lms.db import begin_writing, db
from tests import make
from tests.attendance.registers import a_register
from tests.browser.conftest import a_browser_of_her_own
from tests.browser.devices import keeps_nothing, stored
from tests.browser.leaving import becomes, follow
from tests.browser.sight import axe


@pytest.fixture
def register(site):
    site.clock.at("2026-11-26 10:05")
    with site.app.app_context():
        begin_writing()
        made = a_register(count=4)
        for person in (made.leader, made.people[0]):
            make.an_account(person)
        db.session.commit()
        return made


@pytest.fixture
def phone(chromium, site, register):
    """Not by `visit`: that the browser notes a lost connection is no fault here."""
    context, raised = a_browser_of_her_own(chromium, site, "phone"), []
    page = context.new_page()
    page.on("pageerror", lambda error: raised.append(str(error)))
    sign_in(page, register.leader)
    page.goto(register.url)
    yield page
    context.close()
    assert not raised


def sign_in(page, person) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(make.PASSWORD)
    follow(page.locator("main").get_by_role("button", name="Sign in"))
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))


def line(page, person):
    return page.locator(f"#p{person.id}")


def choose(page, person, words: str) -> None:
    line(page, person).locator("label", has_text=words).click()


def taps(site) -> list[tuple[int, str, int]]:
    with site.app.app_context():
        return [(tap.person_id, tap.state, tap.minutes_missed) for tap in db.session.scalars(
            select(Tap).order_by(Tap.id))]


def test_taps_without_a_connection_are_kept_said_so_and_sent_once(site, register, phone):
    first, second, third, fourth = register.people
    choose(phone, first, "Present")
    line(phone, first).get_by_text("10:05").wait_for()
    phone.context.set_offline(True)
    choose(phone, second, "Late")
    choose(phone, third, "Present")
    choose(phone, third, "Absent")
    phone.get_by_text("2 taps are kept on this device").wait_for()
    expect(line(phone, second).get_by_text("kept here")).to_be_visible()
    expect(phone.get_by_text("3 of 4 marked")).to_be_visible()
    expect(phone.get_by_role("button", name="Sign the register")).to_be_disabled()
    axe(phone)
    assert taps(site) == [(first.id, "present", 0)]
    becomes(phone, lambda: len(stored(phone, "written:")), 2)
    assert not [each for each in stored(phone, "written:") if "absent" in each or "late" in each]
    phone.context.set_offline(False)
    line(phone, third).get_by_text("10:05").wait_for()
    expect(phone.locator("#connection")).to_have_text("")
    phone.get_by_role("button", name="Mark the rest present").click()
    line(phone, fourth).get_by_text("10:05").wait_for()
    expect(phone.get_by_role("button", name="Sign the register")).to_be_enabled()
    assert taps(site) == [(first.id, "present", 0), (second.id, "late", 35), (third.id, "absent", 180),
                          (fourth.id, "present", 0)]


def test_what_our_server_did_not_take_outlives_the_page(site, register, phone):
    phone.route("**/taps", lambda route: route.fulfill(status=503, body=""))
    choose(phone, register.people[0], "Present")
    phone.get_by_text("Our server stumbled.").wait_for()
    becomes(phone, lambda: len(stored(phone, "written:")), 1)
    phone.reload()
    phone.get_by_text("Our server stumbled.").wait_for()
    phone.unroute("**/taps")
    expect(line(phone, register.people[0]).get_by_label("Present")).to_be_checked()
    phone.get_by_role("link", name="Try now").click()
    line(phone, register.people[0]).get_by_text("10:05").wait_for()
    assert taps(site) == [(register.people[0].id, "present", 0)]


def test_another_account_on_the_same_device_does_not_send_them(site, register, phone):
    other = phone.context.new_page()
    phone.context.clear_cookies()
    sign_in(other, register.people[0])
    choose(phone, register.people[1], "Absent")
    phone.get_by_text("can’t be kept under whoever is signed in now").wait_for()
    assert taps(site) == []
    phone.context.clear_cookies()
    sign_in(other, register.leader)
    phone.get_by_role("link", name="Try again").click()
    line(phone, register.people[1]).get_by_text("10:05").wait_for()
    assert taps(site) == [(register.people[1].id, "absent", 180)]


def test_signing_out_sends_what_waits_and_asks_before_it_is_lost(site, register, phone):
    phone.route("**/taps", lambda route: route.fulfill(status=503, body=""))
    choose(phone, register.people[0], "Present")
    phone.get_by_text("Our server stumbled.").wait_for()
    said = []
    phone.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    leave(phone)
    becomes(phone, lambda: len(said), 1)
    expect(phone.locator("#connection")).to_contain_text("stumbled")
    assert taps(site) == [] and len(stored(phone, "written:")) == 1
    phone.unroute("**/taps")
    leave(phone)
    phone.wait_for_url(lambda url: url.endswith("/"))
    assert len(said) == 1 and taps(site) == [(register.people[0].id, "present", 0)]
    keeps_nothing(phone)


def leave(page) -> None:
    if not page.get_by_role("button", name="Sign out").is_visible():
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Sign out").click()


def test_the_keyboard_passes_through_without_leaving_taps(site, register, visit):
    desk = visit(site, "desktop")
    sign_in(desk, register.leader)
    desk.goto(register.url)
    person = register.people[0]
    line(desk, person).get_by_label("Present").focus()
    for _ in range(3):
        desk.keyboard.press("ArrowRight")
    expect(line(desk, person).get_by_label("Absent")).to_be_checked()
    line(desk, person).get_by_text("Saved 10:05").wait_for()
    assert taps(site) == [(person.id, "absent", 180)]


def test_without_script_each_name_has_a_button(site, register, visit):
    plain = visit(site, "phone", java_script_enabled=False)
    sign_in(plain, register.leader)
    plain.goto(register.url)
    person = register.people[0]
    choose(plain, person, "Late")
    line(plain, person).get_by_label("Minutes missed").fill("20")
    follow(line(plain, person).get_by_role("button", name="Save"))
    plain.get_by_text("1 of 4 marked").wait_for()
    assert taps(site) == [(person.id, "late", 20)]
