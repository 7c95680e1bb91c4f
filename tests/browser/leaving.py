"""Nobody looks at a page that is being left: what leads away is followed to its end, however slow the machine.

A click returns when the next page begins, or before: its document may still be empty, and its address the old one.
"""

import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, expect

SECONDS = 30  # a busy machine is no fault
expect.set_options(timeout=SECONDS * 1000)

# The page itself knows first: before its request is sent, and before we hear of it.
NOTED = """
window.beingLeft = false;
addEventListener("submit", (event) => { window.beingLeft ||= !event.defaultPrevented; });
navigation.addEventListener("navigate", (event) => {
  window.beingLeft ||= !event.hashChange && !event.destination.sameDocument && event.downloadRequest === null;
});
addEventListener("pageshow", () => { window.beingLeft = false; });
"""


def prepare(context: BrowserContext) -> None:
    """Each page of this context notes that it is being left; what turns out to be a file leaves it as it is."""
    context.set_default_timeout(SECONDS * 1000)
    context.add_init_script(NOTED)
    context.on("page", lambda page: page.on("download", lambda _file: page.evaluate("window.beingLeft = false")))


def settled(page: Page) -> None:
    """Wait until a page that is being left has gone, and the one that stands there is whole."""
    page.wait_for_function("() => !window.beingLeft && document.readyState === 'complete'", polling=50)


def follow(pressed: Locator) -> None:
    """Press what leads to another page, and wait until that is there, not for one that is given up for it."""
    page = pressed.page
    with page.expect_event("framenavigated", lambda frame: frame == page.main_frame):
        pressed.click()
    page.wait_for_load_state()


def becomes(page: Page, look: Callable[[], object], wanted: object) -> None:
    """Wait until what is looked at, in a database or on a device, is as wanted."""
    until = time.monotonic() + SECONDS
    while (found := look()) != wanted and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert found == wanted
