"""How pages look on a device: chosen by a plain form, kept in a cookie."""

import pytest

from lms.web.looks import Looks
from tests import make
from tests.make import PASSWORD

CHOSEN = {"size": "larger", "theme": "dark", "face": "lexend"}


def first_tag(page) -> str:
    return page.text.split("<html", 1)[1].split(">", 1)[0]


def test_without_a_choice_pages_are_as_they_are(client):
    page = client.get("/account/reading")
    assert page.status_code == 200 and "data-size" not in first_tag(page)
    assert page.text.split('id="looks"')[1].startswith(" disabled>")
    for name in ("size-1", "theme-1", "face-1"):
        assert " checked" in page.text.split(f'id="f-{name}"')[1].split(">")[0]


def test_what_is_chosen_holds_on_every_page_of_this_device(app, client):
    answer = client.post("/account/reading", data=CHOSEN)
    assert (answer.status_code, answer.location) == (303, "/account/reading")
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("looks="))
    assert "dark.larger.lexend" in cookie and "Max-Age=31536000" in cookie and "SameSite=Lax" in cookie
    for path in ("/", "/sign-in", "/account/reading", "/no-such-page"):
        tag = first_tag(client.get(path))
        assert 'data-theme="dark" data-size="larger" data-face="lexend"' in tag, path
    assert "data-size" not in first_tag(app.test_client().get("/"))


def test_it_goes_back_to_the_page_that_she_came_from_and_to_no_other_site(client):
    assert client.post("/account/reading", data=CHOSEN | {"next": "/courses"}).location == "/courses"
    assert client.post("/account/reading", data=CHOSEN | {"next": "//bad.example"}).location == "/account/reading"
    assert 'name="next" value="/courses"' in client.get("/account/reading?next=/courses").text
    for elsewhere in ("javascript:alert(1)", "https://bad.example/", "//bad.example"):
        assert elsewhere not in client.get("/account/reading", query_string={"next": elsewhere}).text
        assert elsewhere not in client.post("/account/reading", data={"next": elsewhere}).text


@pytest.mark.parametrize("wrong", [{"size": "huge"}, {"theme": ""}, {"face": "comic"}])
def test_what_is_no_choice_is_refused_beside_the_field(client, wrong):
    page = client.post("/account/reading", data=CHOSEN | wrong)
    assert page.status_code == 422 and "data-size" not in first_tag(page)
    assert "Choose one of these" in page.text or "This is needed" in page.text


@pytest.mark.parametrize("cookie", ["", "dark", "dark.huge", "..", "a.b.c.d", "<b>.larger.<i>"])
def test_a_cookie_that_says_nothing_sensible_does_no_harm(client, cookie):
    client.set_cookie("looks", cookie)
    page = client.get("/")
    assert page.status_code == 200
    assert ("data-theme" in first_tag(page)) == cookie.startswith("dark")


def test_on_a_shared_computer_it_lasts_for_the_sitting_and_goes_at_sign_out(client, writing):
    with writing():
        person = make.a_member(email="rhiannon@pellow.example")
        make.an_account(person)
    client.post("/account/reading", data=CHOSEN)
    answer = client.post("/sign-in", data={"email": person.email, "password": PASSWORD, "shared": "true"})
    cookies = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("looks=")]
    assert len(cookies) == 1 and "dark.larger.lexend" in cookies[0] and "Max-Age" not in cookies[0]
    answer = client.post("/account/reading", data=CHOSEN)
    assert "Max-Age" not in next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("looks="))
    client.post("/sign-out")
    assert "data-size" not in first_tag(client.get("/"))


def test_the_usual_needs_no_styles_of_its_own():
    assert not Looks().needs_styles and not Looks(theme="dark").needs_styles
    assert Looks(size="large").needs_styles and Looks(face="lexend").needs_styles
