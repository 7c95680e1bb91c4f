"""Her own account: password, address, signed out everywhere."""

import pytest

from lms import mail
from lms.people import lookups
from tests import make
from tests.make import PASSWORD
from tests.people.mailbox import link_mailed_to

NEW = "eleven brisk herons"


@pytest.fixture
def owen(writing):
    with writing():
        person = make.a_member(name="Owen Pugh", email="owen@old.example")
        make.an_account(person)
        return person


def test_the_page_says_how_she_signs_in(signed_in, owen):
    page = signed_in(owen).get("/account")
    assert "owen@old.example" in page.text and "Sign out everywhere else" in page.text


def test_a_stranger_is_asked_to_sign_in(client):
    for path in ("/account", "/account/password", "/account/address"):
        assert client.get(path).location.startswith("/sign-in")
    assert client.post("/account/sign-out-everywhere").status_code == 401


def test_a_new_password_counts_here_at_once_and_elsewhere_only_after_signing_in(app, signed_in, owen):
    here, phone = signed_in(owen), signed_in(owen)
    answer = here.post("/account/password", data={"current": PASSWORD, "password": NEW})
    assert answer.location == "/account"
    assert here.get("/account").status_code == 200 and phone.get("/account").status_code == 302
    assert phone.post("/sign-in", data={"email": "owen@old.example", "password": NEW}).status_code == 303
    link_mailed_to(app, "owen@old.example")
    with app.app_context():
        assert mail.last_to("owen@old.example").subject == "Your password has changed"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"current": "wrong", "password": NEW}, "That is not your password"),
        ({"current": PASSWORD, "password": "owen.pugh1"}, "first things somebody would try"),
        ({"current": PASSWORD}, "This is needed"),
    ],
)
def test_a_new_password_is_refused_with_the_reason(signed_in, owen, typed, said):
    browser = signed_in(owen)
    page = browser.post("/account/password", data=typed)
    assert page.status_code == 422 and said in page.text
    assert browser.get("/account").status_code == 200


def test_guessing_the_password_of_an_open_session_has_an_end(signed_in, owen):
    browser = signed_in(owen)
    for _ in range(10):
        browser.post("/account/password", data={"current": "wrong", "password": NEW})
    page = browser.post("/account/password", data={"current": PASSWORD, "password": NEW})
    assert page.status_code == 422 and "tried too often" in page.text


def test_another_address_counts_once_it_is_confirmed_and_the_old_one_is_told(app, client, signed_in, in_context, owen):
    browser = signed_in(owen)
    browser.post("/account/address", data={"email": "Owen@new.example", "current": PASSWORD})
    link = link_mailed_to(app, "owen@new.example")
    with in_context():
        assert lookups.account_of(owen).email == "owen@old.example"
    assert "owen@new.example" in client.get(link).text
    assert client.post(link).location == "/account"
    with in_context():
        assert lookups.account_of(owen).email == lookups.find_person(owen.id).email == "owen@new.example"
        assert "no longer lets anybody in" in mail.last_to("owen@old.example").text
    assert client.get(link).status_code == 404
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "owen@new.example", "current": "wrong"}, "That is not your password"),
        ({"email": "owen@old.example", "current": PASSWORD}, "the address that you have"),
        ({"email": "taken@new.example", "current": PASSWORD}, "can&#39;t be used here"),
        ({"email": "owen", "current": PASSWORD}, "needs an @"),
    ],
)
def test_another_address_is_refused_with_the_reason(signed_in, writing, owen, typed, said):
    with writing():
        make.an_account(make.a_person(email="taken@new.example"))
    page = signed_in(owen).post("/account/address", data=typed)
    assert page.status_code == 422 and said in page.text and f'value="{typed["email"]}"' in page.text


def test_an_address_that_was_taken_meanwhile_is_refused_when_it_is_confirmed(app, client, signed_in, writing, owen):
    signed_in(owen).post("/account/address", data={"email": "owen@new.example", "current": PASSWORD})
    link = link_mailed_to(app, "owen@new.example")
    with writing():
        make.an_account(make.a_person(email="owen@new.example"))
    page = client.post(link)
    assert page.status_code == 422 and "Each person needs an address of her own" in page.text


def test_she_signs_out_everywhere_else(signed_in, owen):
    here, phone = signed_in(owen), signed_in(owen)
    assert here.post("/account/sign-out-everywhere").location == "/account"
    assert here.get("/account").status_code == 200 and phone.get("/account").status_code == 302
