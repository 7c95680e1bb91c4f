"""What somebody types is never lost: not to a lost connection, a session that ran out, a second tab or click."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.casework.models import Draft, Mark, Submission
from lms.db import begin_writing, db
from tests import make
from tests.browser.conftest import a_browser_of_her_own
from tests.browser.devices import stored
from tests.browser.leaving import becomes, follow
from tests.browser.sight import axe


@dataclass
class Course:
    page: str
    answer: str


@pytest.fixture
def course(site):
    with site.app.app_context():
        begin_writing()
        morag = make.a_person(name="Morag Dunmore", known_as="Morag", email="morag@example.org")
        run = make.a_run(state="confirmed", facilitators=[morag])
        people = [make.a_confirmed_trainee(run, make.a_link_member(name=name, email=email)) for name, email in (
            ("Rhiannon Prŷs", "rhiannon@example.org"), ("Marcus Whitlock", "marcus@example.org"))]
        for person in (morag, *people):
            make.an_account(person)
        answer = make.a_submission(run=run, person=people[1])
        make.a_submission(run=run, person=make.a_confirmed_trainee(run, make.a_link_member(name="Tomasz Wieczorek")))
        db.session.commit()
        return Course(f"/my-course/{run.ref}/case-studies/2A", f"/marking/{answer.id}")


@pytest.fixture
def person(chromium, site):
    """`person("rhiannon")` is a browser in which she has signed in; what a lost connection says is no fault."""
    contexts, errors = [], []

    def opened(who, screen="desktop", **options):
        contexts.append(context := a_browser_of_her_own(chromium, site, screen, **options))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        sign_in(page, who)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors


def sign_in(page, who):
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(f"{who}@example.org")
    page.get_by_label("Password", exact=True).fill(make.PASSWORD)
    follow(page.locator("main").get_by_role("button", name="Sign in"))
    page.wait_for_url(re.compile("/(home|my-course).*"))


def kept(site):
    with site.app.app_context():
        return db.session.scalars(select(Draft.text).order_by(Draft.saved_at.desc(), Draft.id.desc())).first()


def box(page):
    return page.get_by_role("textbox", name="Your answer")


def test_it_is_saved_while_she_types_and_there_on_another_device(site, course, person):
    page = person("rhiannon")
    page.goto(course.page)
    expect(page.get_by_text("It is saved while you type.")).to_be_visible()
    expect(page.get_by_role("button", name="Save for later")).to_be_hidden()
    site.clock.at("2026-11-26 10:42")
    box(page).press_sequentially("I would ring Daniel.")
    expect(page.get_by_text("Saved 10:42", exact=True)).to_be_visible()
    expect(page.locator("[data-words]")).to_have_text("4")
    assert kept(site) == "I would ring Daniel."
    axe(page)
    phone = person("rhiannon", "phone")
    phone.goto(course.page)
    expect(box(phone)).to_have_value("I would ring Daniel.")
    axe(phone)


def test_without_a_connection_it_is_kept_on_the_device_and_saved_afterwards(site, course, person):
    page = person("rhiannon", "phone")
    page.goto(course.page)
    page.context.set_offline(True)
    box(page).fill("On the train.")
    expect(page.get_by_text("No connection.").first).to_be_visible()
    page.get_by_role("button", name="Read it through and send").click()
    expect(box(page)).to_have_value("On the train.")
    axe(page)
    page.context.set_offline(False)
    expect(page.get_by_text("Saved 09:00", exact=True)).to_be_visible()
    assert kept(site) == "On the train."


def test_a_page_closed_without_a_connection_gives_back_what_the_device_kept(site, course, person):
    page = person("rhiannon", "phone")
    page.goto(course.page)
    page.context.set_offline(True)
    box(page).fill("Before the tunnel.")
    expect(page.get_by_text("No connection.").first).to_be_visible()
    becomes(page, lambda: len(stored(page, "written:")), 1)
    page.close()
    context = page.context
    context.set_offline(False)
    page = context.new_page()
    page.goto(course.page)
    expect(box(page)).to_have_value("Before the tunnel.")
    expect(page.get_by_text("Saved 09:00", exact=True)).to_be_visible()
    assert kept(site) == "Before the tunnel."
    becomes(page, lambda: stored(page, "written:"), [])


def test_a_session_that_ran_out_is_renewed_in_another_tab_and_what_was_typed_is_saved(site, course, person):
    page = person("rhiannon")
    page.goto(course.page)
    page.context.clear_cookies()
    box(page).fill("Typed for an hour.")
    expect(page.get_by_text("You have been signed out.").first).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    other = opened.value
    other.get_by_label("E-mail").fill("rhiannon@example.org")
    other.get_by_label("Password", exact=True).fill(make.PASSWORD)
    follow(other.locator("main").get_by_role("button", name="Sign in"))
    other.wait_for_url("**/case-studies/2A")
    # The new tab has taken what the device kept already; this one finds the same text saved.
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Saved 09:00", exact=True)).to_be_visible()
    assert kept(site) == "Typed for an hour."


def test_sent_from_a_page_without_script_after_the_session_ran_out_nothing_is_lost(site, course, person):
    page = person("rhiannon", java_script_enabled=False)
    page.goto(course.page)
    box(page).fill("Typed for an hour.")
    page.context.clear_cookies()
    follow(page.get_by_role("button", name="Read it through and send"))
    page.get_by_label("E-mail").fill("rhiannon@example.org")
    page.get_by_label("Password", exact=True).fill(make.PASSWORD)
    follow(page.locator("main").get_by_role("button", name="Sign in"))
    follow(page.get_by_role("button", name="Send it now"))
    expect(page.get_by_role("heading", name="Read it through")).to_be_visible()
    assert kept(site) == "Typed for an hour."


def test_somebody_else_on_the_same_device_gets_nothing_of_hers(site, course, person):
    page = person("rhiannon")
    page.goto(course.page)
    page.context.clear_cookies()
    sign_in(page.context.new_page(), "marcus")
    box(page).fill("Rhiannon’s words.")
    expect(page.get_by_text("Not saved.", exact=True)).to_be_visible()
    assert kept(site) != "Rhiannon’s words."
    theirs = page.context.new_page()
    theirs.goto(course.page)
    assert "Rhiannon’s words." not in theirs.content()


def test_a_second_tab_overwrites_nothing_and_shows_both(site, course, person):
    one = person("rhiannon")
    one.goto(course.page)
    two = one.context.new_page()
    two.goto(course.page)
    box(one).fill("From the first tab.")
    expect(one.get_by_text("Saved 09:00", exact=True)).to_be_visible()
    box(two).fill("From the second tab.")
    follow(two.get_by_role("button", name="Show me both"))
    expect(two.get_by_role("heading", name="Two versions of your answer")).to_be_visible()
    expect(two.get_by_text("From the first tab.")).to_be_visible()
    expect(box(two)).to_have_value("From the second tab.")
    axe(two)
    box(two).fill("From the second tab. And more.")
    two.wait_for_timeout(2500)
    assert kept(site) == "From the first tab.", "nothing is decided before she decides"
    follow(two.get_by_role("button", name="Put it below mine"))
    expect(box(two)).to_have_value("From the second tab. And more.\n\nFrom the first tab.")
    follow(two.get_by_role("button", name="Read it through and send"))
    expect(two.get_by_role("heading", name="Read it through")).to_be_visible()


def test_she_reads_it_through_and_two_clicks_send_it_once(site, course, person):
    page = person("rhiannon", "phone")
    page.goto(course.page)
    box(page).fill("I would ring Daniel.")
    page.get_by_label("Is it kind?").check()
    follow(page.get_by_role("button", name="Read it through and send"))
    expect(page.get_by_role("heading", name="Read it through")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Send it").dblclick()
    expect(page.get_by_text("Morag Dunmore has it.").first).to_be_visible()
    axe(page)
    with site.app.app_context():
        assert db.session.scalars(select(Submission.text).where(Submission.person_id == 2)).all() == [
            "I would ring Daniel."]
    becomes(page, lambda: stored(page, "written:"), [])


def test_signing_out_forgets_what_the_device_kept_and_asks_before_something_unsaved_goes(course, person):
    page = person("rhiannon")
    page.goto(course.page)
    page.route("**/case-studies/2A", lambda route: route.fulfill(status=503, body="")
               if route.request.method == "POST" else route.fallback())
    box(page).fill("Typed while our server stumbled.")
    expect(page.locator("[data-says=offline] [data-on-device]")).to_be_visible()
    page.goto("/account")
    assert "stumbled" not in stored(page, "written:")[0]
    said = []
    page.once("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.get_by_role("navigation").get_by_role("button", name="Sign out").click()
    becomes(page, lambda: len(said), 1)
    assert "only on this device" in said[0]
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.unroute("**/case-studies/2A")
    page.goto(course.page)
    page.get_by_label("Is it kind?").check()
    box(page).fill("The last words.")
    follow(page.get_by_role("button", name="Sign out"))
    page.wait_for_url(re.compile(r"/$"))
    becomes(page, lambda: stored(page, "written:"), [])


def test_an_answer_is_marked_by_keys(site, course, person):
    page = person("morag")
    page.goto(course.answer)
    axe(page)
    for key in "2120":
        page.keyboard.press(key)
    expect(page.get_by_text("5 of 8 points. The rule proposes “meets”.")).to_be_visible()
    feedback = page.get_by_label("To Marcus")
    expect(feedback).to_be_focused()
    feedback.press_sequentially("You rang at 10.")
    expect(feedback).to_have_value("You rang at 10.")
    expect(page.get_by_label("Why you decide otherwise")).to_be_hidden()
    page.get_by_role("group", name="You decide").get_by_label("Not yet").check(force=True)
    expect(page.get_by_label("Why you decide otherwise")).to_be_visible()
    page.get_by_role("group", name="You decide").get_by_label("Meets").check(force=True)
    follow(page.get_by_role("button", name="Record “meets”"))
    expect(page.get_by_role("heading", name="Tomasz Wieczorek")).to_be_visible()
    with site.app.app_context():
        mark = db.session.scalars(select(Mark)).one()
        assert (mark.scores, mark.feedback) == ({"C1": 2, "C2": 1, "C3": 2, "C4": 0}, "You rang at 10.")


def test_the_keys_can_be_turned_off_and_what_is_missing_is_shown(course, person):
    page = person("morag")
    page.goto(course.answer)
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("2")
    expect(page.locator("[name^=score-]:checked")).to_have_count(0)
    becomes(page, lambda: len(stored(page, "written:")), 1)
    page.reload()
    expect(page.get_by_label("Use these keys")).not_to_be_checked()
    page.get_by_role("button", name="Record it").click(force=True)  # it looks disabled, and says what is missing
    expect(page.locator(".criterion input").first).to_be_focused()


def test_marking_goes_on_where_the_connection_was_lost(site, course, person):
    page = person("morag", "phone")
    page.goto(course.answer)
    page.context.set_offline(True)
    page.get_by_label("To Marcus").fill("A long and careful comment.")
    expect(page.get_by_text("No connection.").first).to_be_visible()
    page.get_by_role("button", name="Save for later").click()
    expect(page.get_by_label("To Marcus")).to_have_value("A long and careful comment.")
    page.context.set_offline(False)
    expect(page.get_by_text("Saved 09:00", exact=True)).to_be_visible()
    axe(page)


def test_marks_are_given_back_without_script(course, person):
    page = person("morag", "phone", java_script_enabled=False)
    page.goto(course.answer)
    for number in range(1, 5):
        page.locator(f"[name=score-C{number}][value='2']").check(force=True)
    page.get_by_label("To Marcus").fill("Well done.")
    page.get_by_role("group", name="You decide").get_by_label("Meets").check(force=True)
    follow(page.get_by_role("button", name="Record it"))
    page.goto("/marking")
    follow(page.get_by_role("link", name="Release 1 mark"))
    follow(page.get_by_role("button", name="Release what is ticked"))
    expect(page.get_by_text("Marcus Whitlock can read it now")).to_be_visible()
    marcus = person("marcus", "phone")
    marcus.goto(course.page)
    expect(marcus.get_by_role("heading", name="It meets")).to_be_visible()
    axe(marcus)
