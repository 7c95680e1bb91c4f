"""What a browser notices and a client of the tests doesn't: accessibility, overflow, errors of scripts."""

from playwright.sync_api import Page

from tests.browser.leaving import settled

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PARTS = {"stylesheet", "script", "font", "image", "manifest"}


def axe(page: Page) -> None:
    """Fail unless the page as it stands has no fault by WCAG 2.2 AA that axe can find, and doesn't overflow."""
    settled(page)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)["violations"]
    faults = [
        f"{fault['id']}: {node['html'][:140]}\n      " + " ".join(node["failureSummary"].split()[5:40])
        for fault in found for node in fault["nodes"]
    ]
    wider = page.evaluate("document.documentElement.scrollWidth") - page.viewport_size["width"]
    if wider > 0:
        faults.append(f"it is {wider} px wider than the screen")
    assert not faults, f"{page.url} has {len(faults)} faults:\n  " + "\n  ".join(faults)


def watch(page: Page, url: str, troubles: list[str]) -> None:
    """Note what goes wrong unseen on this page: what calls the outside, too."""

    def asked(request) -> None:
        if not request.url.startswith((url, "data:", "blob:")):
            troubles.append(f"{page.url} called {request.url}")

    def heard(message) -> None:
        # That a form was refused with a 4xx is an answer, and the browser's note of it no fault.
        if message.type == "error" and "status of 4" not in message.text:
            troubles.append(f"{page.url} said: {message.text}")

    def answered(response) -> None:
        if response.status >= 400 and response.request.resource_type in PARTS:
            troubles.append(f"{page.url} lacks {response.url}")

    page.on("request", asked)
    page.on("response", answered)
    page.on("console", heard)
    page.on("pageerror", lambda error: troubles.append(f"{page.url} raised: {error}"))
