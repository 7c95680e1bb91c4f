"""How pages look, as it is chosen: with and without script, on a phone and at a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.leaving import follow
from tests.browser.sight import axe
from tests.browser.test_kept_pages import course, sign_in  # noqa: F401


def look(page) -> dict:
    return page.evaluate("""() => {
      const body = getComputedStyle(document.body);
      const size = Math.round(parseFloat(body.fontSize)), face = body.fontFamily.split(",")[0];
      return { size, face, paper: body.backgroundColor };
    }""")


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_the_largest_text_in_the_dark_in_another_face_is_sound(site, visit, course, screen):  # noqa: F811
    page = visit(site, screen)
    usual = look_at(page, "/account/reading")
    assert usual == {"size": 17, "face": "Atkinson", "paper": "rgb(250, 244, 230)"}
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.get_by_role("group", name="Text size").get_by_label("Largest").check()
    page.get_by_role("group", name="Colours").get_by_label("Dark").check()
    page.get_by_role("group", name="Letters").get_by_label("Lexend").check()
    follow(page.get_by_role("button", name="Show pages like this"))
    expect(page.get_by_text("This is how pages look on this device from now on.")).to_be_visible()
    assert look(page) == {"size": 27, "face": "Lexend", "paper": "rgb(18, 24, 43)"}
    assert [each for each in loaded if "lexend-latin" in each]
    sign_in(page, course.people[0])
    for path in ("/account/reading", "/account", course.url, course.page("first"), f"{course.url}/case-studies/2A"):
        page.goto(path)
        axe(page)
    page.get_by_role("button", name="Light").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.reload()
    assert look(page) == {"size": 27, "face": "Lexend", "paper": "rgb(250, 244, 230)"}


def look_at(page, path: str) -> dict:
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(path)
    axe(page)
    assert not [each for each in loaded if "lexend" in each or "looks.css" in each], "nobody chose it"
    return look(page)


def test_it_works_without_script(site, visit):
    page = visit(site, "phone", java_script_enabled=False)
    page.goto("/account/reading")
    page.locator("label", has_text="Larger").click()
    page.locator("label", has_text="Dark").click()
    follow(page.get_by_role("button", name="Show pages like this"))
    page.goto("/sign-in")
    expect(page.locator("html")).to_have_attribute("data-size", "larger")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_theme_that_was_chosen_before_there_was_a_page_for_it_holds(site, visit):
    page = visit(site, "desktop")
    page.goto("/sign-in")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.reload()
    page.goto("/account/reading")
    expect(page.get_by_role("group", name="Colours").get_by_label("Dark")).to_be_checked()
    assert page.evaluate("localStorage.length") == 0


def test_the_sign_in_page_is_sound_with_its_tick(site, visit):
    for screen in ("desktop", "phone"):
        page = visit(site, screen)
        page.goto("/sign-in")
        page.get_by_label("This is a shared computer").check()
        axe(page)
