"""Sending a members' list, and having it written."""

import pytest

from tests import make
from tests.record.sending import HEADER, send, work


@pytest.fixture
def browser(writing, signed_in):
    with writing():
        denise = make.an_administrator(name="Denise Okafor")
    return signed_in(denise)


@pytest.fixture
def imported(app, browser):
    """`imported(line, …)` sends a list, confirms it, and has it written; what the page said before."""

    def run(*lines, header=HEADER, complete=False):
        page = send(browser, *lines, header=header)
        path = page.request.path
        browser.post(f"{path}/confirmation", data={"complete": "true"} if complete else {})
        work(app)
        return page

    return run
