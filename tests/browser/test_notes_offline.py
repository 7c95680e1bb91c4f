"""A note that is changed without a connection is as it was left: what was taken out stays out."""

from playwright.sync_api import expect
from sqlalchemy import select

from lms.db import db
from lms.learning.models import Note
from tests.browser.leaving import becomes
from tests.browser.test_kept_pages import course, phone, sign_in  # noqa: F401


def notes(site) -> list[str]:
    with site.app.app_context():
        return list(db.session.scalars(select(Note.text)))


def test_what_was_taken_out_of_a_note_in_a_tunnel_stays_out(site, course, phone):  # noqa: F811
    sign_in(phone, course.people[0])
    phone.goto(course.page("first"))
    box = phone.get_by_role("textbox", name="Your own note")
    box.fill("Ask Alun. Carol forgets the rota.")
    becomes(phone, lambda: notes(site), ["Ask Alun. Carol forgets the rota."])
    expect(phone.locator(".own-note [data-says=saved]")).to_be_visible()
    phone.context.set_offline(True)
    box.fill("Ask Alun.")
    expect(phone.locator(".own-note [data-says=offline] [data-on-device]")).to_be_visible()
    later = phone.context.new_page()
    phone.close()
    phone.context.set_offline(False)
    later.goto(course.page("first"))
    expect(later.get_by_role("textbox", name="Your own note")).to_have_value("Ask Alun.")
    becomes(later, lambda: notes(site), ["Ask Alun."])
