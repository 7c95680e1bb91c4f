"""What the walk takes along: a fresh union, a browser for each of its people, and eyes for every page."""

import re
import time

from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms.db import db
from lms.mail import OutgoingMail
from tests.browser.conftest import SCREENS
from tests.browser.leaving import SECONDS, follow
from tests.browser.sight import axe

PASSWORD = "seven quiet otters"


class Walk:
    """A fresh union, and a browser for each of its people."""

    def __init__(self, site, visit):
        self.site, self.visit, self.ref = site, visit, ""
        self.faults: list[str] = []

    def person(self, screen: str = "desktop") -> Page:
        # What moves is looked at when it has come to rest.
        return self.visit(self.site, screen, reduced_motion="reduce")

    def at(self, moment: str) -> None:
        self.site.clock.at(moment)

    def look(self, page: Page) -> None:
        """Note what is wrong with the page as it stands, on the screen that it is on and on the other."""
        own = page.viewport_size
        for screen in SCREENS.values():
            page.set_viewport_size(screen["viewport"])
            try:
                axe(page)
            except AssertionError as fault:
                self.faults.append(f"{screen['viewport']['width']} px: {fault}")
        page.set_viewport_size(own)

    def go(self, page: Page, path: str) -> None:
        answer = page.goto(path.replace("RUN", self.ref))
        assert answer.status == 200, f"{path} answered {answer.status}"
        self.look(page)

    def link_mailed_to(self, address: str) -> str:
        """The newest link that went to this address, as its reader sees it; a job may still be writing it."""
        wanted = select(OutgoingMail.text).where(OutgoingMail.to_address == address).order_by(OutgoingMail.id.desc())
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            with self.site.app.app_context():
                for text in db.session.scalars(wanted):
                    if found := re.search(r"/link/\S+", text or ""):
                        return found[0]
            time.sleep(0.2)
        raise AssertionError(f"no link was mailed to {address}")

    def choose_password(self, page: Page, path: str) -> None:
        self.go(page, path)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        act(page, r".*")
        expect(page.get_by_text("You are signed in.")).to_be_visible()

    def first_time(self, screen: str, address: str) -> Page:
        page = self.person(screen)
        self.go(page, "/first-time")
        page.get_by_label("E-mail").fill(address)
        act(page, r".*link.*")
        expect(page.get_by_role("heading", name="Look in your mail")).to_be_visible()
        self.choose_password(page, self.link_mailed_to(address))
        return page


def act(page: Page, name: str, *, stays: bool = False) -> None:
    """Press the button whose words these are, and wait for the page that it leads to, unless it stays on this one."""
    button = page.locator("main").get_by_role("button", name=re.compile(f"^{name}$")).first
    if stays:
        button.click()
    else:
        follow(button)


def choose(page: Page, name: str, value: str) -> None:
    """One of several, by pressing its words."""
    page.locator(f'main label:has(input[name="{name}"][value="{value}"])').click()
