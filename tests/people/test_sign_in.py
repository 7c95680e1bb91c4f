"""Signing in and out, and what is tried too often."""

import pytest
from sqlalchemy import func, select

from lms.people.accounts import set_password
from lms.people.lookups import account_of
from lms.throttle import Attempt
from tests import make
from tests.make import NOW, PASSWORD

TYPED = {"email": "Rhiannon@Pellow.example", "password": PASSWORD}


@pytest.fixture
def rhiannon(writing):
    with writing():
        person = make.a_member(name="Rhiannon Prŷs", email="rhiannon@pellow.example")
        make.an_account(person)
        return person


def is_in(browser) -> bool:
    return browser.get("/account").status_code == 200


def test_the_page_offers_a_link_to_whoever_is_here_for_the_first_time(client):
    page = client.get("/sign-in")
    assert page.status_code == 200
    assert "First time here?" in page.text and "Forgotten password" in page.text


def test_address_and_password_let_her_in_whatever_the_case(client, rhiannon):
    answer = client.post("/sign-in", data=TYPED)
    assert (answer.status_code, answer.location) == (303, "/home")
    assert is_in(client)


@pytest.mark.parametrize("typed", [{"password": "nine quiet otters"}, {"email": "nobody@pellow.example"}])
def test_a_wrong_one_is_answered_alike_and_the_address_stays(client, rhiannon, typed):
    page = client.post("/sign-in", data=TYPED | typed)
    assert page.status_code == 422
    assert "You are not signed in yet" in page.text
    assert "The e-mail address and password do not go together" in page.text
    assert f'value="{(TYPED | typed)["email"]}"' in page.text and (TYPED | typed)["password"] not in page.text
    assert not is_in(client)


def test_what_is_missing_is_said_beside_the_field(client):
    page = client.post("/sign-in", data={"email": "not an address"})
    assert page.status_code == 422
    assert "This is needed" in page.text and "It needs an @ and a dot" in page.text


def test_she_goes_on_to_the_page_that_she_wanted(client, rhiannon):
    asked = client.get("/account")
    assert asked.location == "/sign-in?next=/account"
    assert 'name="next" value="/account"' in client.get(asked.location).text
    assert client.post("/sign-in", data=TYPED | {"next": "/account"}).location == "/account"


@pytest.mark.parametrize("elsewhere", ["https://bad.example/", "//bad.example", "/\\bad.example", "account", ""])
def test_nobody_is_sent_to_another_site(client, rhiannon, elsewhere):
    assert client.post("/sign-in", data=TYPED | {"next": elsewhere}).location == "/home"


def test_after_ten_wrong_passwords_the_right_one_has_to_wait(client, clock, rhiannon):
    for _ in range(10):
        assert client.post("/sign-in", data=TYPED | {"password": "guess"}).status_code == 422
    page = client.post("/sign-in", data=TYPED)
    assert page.status_code == 422 and "You can try again at 09:15" in page.text
    clock.forward(minutes=16)
    assert client.post("/sign-in", data=TYPED).status_code == 303


def test_another_account_is_not_held_up_by_it(client, writing, rhiannon):
    with writing():
        make.an_account(make.a_member(email="owen@pellow.example"))
    for _ in range(11):
        client.post("/sign-in", data=TYPED | {"password": "guess"})
    assert client.post("/sign-in", data=TYPED | {"email": "owen@pellow.example"}).status_code == 303


def test_an_address_may_not_try_many_accounts(client, rhiannon):
    for number in range(60):
        client.post("/sign-in", data={"email": f"guess{number}@pellow.example", "password": "x" * 100})
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert "tried too often" in client.post("/sign-in", data=TYPED).text
    assert client.post("/sign-in", data=TYPED, environ_overrides=elsewhere).status_code == 303


def test_success_wipes_the_slate_and_tries_name_nobody(client, in_context, rhiannon):
    for _ in range(9):
        client.post("/sign-in", data=TYPED | {"password": "guess"})
    client.post("/sign-in", data=TYPED)
    client.post("/sign-out")
    assert client.post("/sign-in", data=TYPED | {"password": "guess"}).status_code == 422
    assert client.post("/sign-in", data=TYPED).status_code == 303
    with in_context() as session:
        assert session.scalar(select(func.count()).where(Attempt.kind == "password, account")) == 0
        assert all("pellow" not in key for key in session.scalars(select(Attempt.key)))


def test_signing_out_is_a_post_and_ends_it(client, signed_in, rhiannon):
    browser = signed_in(rhiannon)
    assert browser.get("/sign-out").status_code == 405
    assert browser.post("/sign-out").location == "/"
    assert not is_in(browser)
    assert client.post("/sign-out").status_code == 401


def test_her_cookie_is_written_anew_once_a_day(client, rhiannon, clock):
    client.post("/sign-in", data=TYPED)
    assert client.get("/account").headers.getlist("Set-Cookie")
    assert not client.get("/my-certificates").headers.getlist("Set-Cookie")
    clock.forward(days=1)
    (written,) = client.get("/my-certificates").headers.getlist("Set-Cookie")
    assert "Expires=" in written
    assert is_in(client)


def test_who_is_signed_in_is_not_asked_again(signed_in, rhiannon):
    assert signed_in(rhiannon).get("/sign-in?next=/account").location == "/account"


def test_a_password_that_changed_while_it_was_checked_does_not_let_in(client, app, writing, rhiannon, monkeypatch):
    from lms.people import accounts

    really = accounts.fits

    def meanwhile(password_hash, password):
        with writing():
            set_password(account_of(rhiannon), accounts.hash_password("nine quiet otters"), now=NOW)
        return really(password_hash, password)

    monkeypatch.setattr(accounts, "fits", meanwhile)
    assert client.post("/sign-in", data=TYPED).status_code == 422
