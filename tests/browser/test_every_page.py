"""Every page that anybody in the demo union can come to by its links, on a phone and at a desk, light and dark."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from lms import create_app
from tests.browser.leaving import follow
from tests.browser.sight import axe

PAGES_OF_A_KIND = 2
CAST = ["admin", "author", "facilitator", "officer", "trainee", "rep", "stranger"]


@pytest.fixture(scope="module")
def kinds(tmp_path_factory):
    """Which page a path is of, by the application's own map."""
    paths = create_app({"DATA": tmp_path_factory.mktemp("map")}).url_map.bind("localhost")

    def kind(path: str) -> str | None:
        try:
            return paths.match(path, method="GET")[0]
        except HTTPException:
            return None

    return kind


def sign_in(page, who: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(f"{who}@demo.example")
    page.get_by_label("Password", exact=True).fill(password)
    follow(page.locator("main").get_by_role("button", name="Sign in"))
    page.wait_for_url(lambda url: "/sign-in" not in url)


def links(page) -> list[str]:
    """Where its links lead within the site, in order."""
    here = urlsplit(page.url).netloc
    found = page.eval_on_selector_all("a[href]", "all => all.filter(a => !a.download).map(a => a.href)")
    paths = [urlsplit(each).path for each in found if urlsplit(each).netloc == here]
    return [path for path in paths if not path.startswith("/api/")]  # what is for programs is no page


@pytest.mark.parametrize("who", ["visitor", *CAST])
def test_every_page_is_sound(demo_site, visit, kinds, who):
    phone = visit(demo_site, "phone", color_scheme="dark")
    desk = visit(demo_site, "desktop")
    if who != "visitor":
        sign_in(phone, who, demo_site.password)
        sign_in(desk, who, demo_site.password)
    seen, ahead, faults = Counter(), ["/", "/home"], []
    reached, looked_at = set(ahead), set()
    while ahead:
        path = ahead.pop(0)
        kind = kinds(path)
        if kind is None or seen[kind] >= PAGES_OF_A_KIND or path.endswith((".pdf", ".csv", ".xlsx", ".zip", ".txt")):
            continue
        seen[kind] += 1
        for page in (desk, phone):
            answer = page.goto(path)
            assert answer.status == 200, f"{path} answered {answer.status}"
            if (page, page.url) in looked_at:  # sent on to a page that was seen
                continue
            looked_at.add((page, page.url))
            try:
                axe(page)
            except AssertionError as fault:
                faults.append(str(fault))
        for link in links(desk):
            if link not in reached:
                reached.add(link)
                ahead.append(link)
    assert not faults, "\n".join(faults)
    assert len(seen) > 4, f"{who} came to these kinds of pages only: {dict(seen)}"
