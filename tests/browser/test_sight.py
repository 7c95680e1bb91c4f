"""What the browser tests look with sees what it should."""

import pytest

from tests.browser.conftest import Site
from tests.browser.leaving import becomes
from tests.browser.sight import axe, watch

NOWHERE = Site("http://127.0.0.1")
SOUND = """<html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title>
<main><h1>A page</h1><p>With a word.</p></main></html>"""


def test_a_sound_page_passes(visit):
    page = visit(NOWHERE, "phone")
    page.set_content(SOUND)
    axe(page)


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ('<p style="color: #ccc">Too pale to read</p>', "color-contrast"),
        ("<input>", "label"),
        ('<p style="width: 900px">Wide</p>', "wider than the screen"),
    ],
)
def test_a_planted_fault_is_found(visit, planted, said):
    page = visit(NOWHERE, "phone")
    page.set_content(SOUND.replace("<p>", planted + "<p>"))
    with pytest.raises(AssertionError, match=said):
        axe(page)


def test_what_goes_wrong_unseen_is_noted(chromium):
    troubles, page = [], chromium.new_page()
    watch(page, NOWHERE.url, troubles)
    page.set_content("<script>setTimeout(() => { throw new Error('oh') })</script><img src='http://elsewhere.example/a'>")
    for said in ("raised: oh", "called http://elsewhere.example/a"):
        becomes(page, lambda said=said: any(said in trouble for trouble in troubles), True)
    page.close()
