"""Two things clear a device when she leaves, and each does it alone: pressing Sign out, and a page of nobody."""

from playwright.sync_api import expect

from tests.browser.devices import stored
from tests.browser.leaving import becomes, follow
from tests.browser.test_kept_pages import course, phone, read_two, sign_in  # noqa: F401

BLANK = {"status": 200, "content_type": "text/html", "body": "<!doctype html><title>Blank</title><main>Blank</main>"}


def hers(page) -> list[str]:
    """What lies there of hers, or could open it."""
    return [each for each in stored(page, "") if not each.startswith(("cache:", "local:"))]


def test_pressing_sign_out_clears_the_device_whatever_page_comes_next(course, phone):  # noqa: F811
    sign_in(phone, course.people[0])
    read_two(phone, course)
    assert hers(phone)
    phone.context.route("**/*", lambda route: route.fulfill(**BLANK)
                        if route.request.is_navigation_request() else route.continue_())
    phone.get_by_role("button", name="Menu").click()
    follow(phone.get_by_role("button", name="Sign out"))
    expect(phone.get_by_text("Blank")).to_be_visible()
    assert hers(phone) == []


def test_a_page_of_nobody_clears_what_a_sign_out_without_its_script_left(course, phone):  # noqa: F811
    sign_in(phone, course.people[0])
    read_two(phone, course)
    with phone.expect_navigation():
        phone.evaluate("""document.querySelector('form[action$="/sign-out"]').submit()""")  # no event, so no script
    expect(phone.get_by_role("link", name="Sign in").first).to_be_visible()
    becomes(phone, lambda: hers(phone), [])


def test_a_browser_whose_store_never_opens_is_signed_out_all_the_same(course, phone):  # noqa: F811
    phone.add_init_script("IDBFactory.prototype.open = () => ({});"
                          "IDBFactory.prototype.databases = async () => [{ name: 'kept' }];")
    sign_in(phone, course.people[0])
    phone.goto(course.page("first"))
    phone.get_by_role("button", name="Menu").click()
    follow(phone.get_by_role("button", name="Sign out"))
    expect(phone.get_by_role("link", name="Sign in").first).to_be_visible()
