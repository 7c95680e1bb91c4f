"""A session ran out while she was typing: nothing is lost, nothing is sent without her."""

import re

import pytest

from lms.db import db
from lms.people.accounts import sign_out_everywhere
from lms.people.lookups import account_of
from tests import make
from tests.make import PASSWORD

OURS = {"Sec-Fetch-Site": "same-origin"}
TYPED = {"email": "new@pellow.example", "name": "Owen\n\nof Leeds", "role": "facilitator", "csrf_token": "old"}


@pytest.fixture
def denise(writing):
    with writing():
        person = make.an_administrator(name="Denise Okafor", email="denise@hmt.example")
        make.an_account(person)
        return person


def sealed_in(page) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', page.text)
    return found.group(1) if found else ""


def signs_in(client, kept):
    return client.post("/sign-in", data={"email": "denise@hmt.example", "password": PASSWORD, "kept": kept})


def test_what_was_typed_waits_through_sign_in_and_is_sent_by_her(client, denise):
    page = client.post("/staff/invite", data=TYPED, headers=OURS)
    assert page.status_code == 401
    assert "You have been signed out" in page.text and "What you typed is kept here" in page.text
    again = signs_in(client, sealed_in(page))
    assert again.status_code == 200 and "Send it again?" in again.text and "of Leeds" in again.text
    assert 'action="/staff/invite"' in again.text
    assert "Owen" not in client.get("/staff").text
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', again.text))
    assert fields["name"] == "Owen\n\nof Leeds"
    assert client.post("/staff/invite", data=fields).status_code == 303


def test_it_outlives_a_wrong_password(client, denise):
    page = client.post("/staff/invite", data=TYPED, headers=OURS)
    again = client.post("/sign-in", data={"email": "denise@hmt.example", "password": "x", "kept": sealed_in(page)})
    assert again.status_code == 422 and sealed_in(again) == sealed_in(page)


def test_a_password_or_a_token_is_never_kept(client, denise):
    page = client.post("/account/password", data={"current": "a", "password": "b"}, headers=OURS)
    assert page.status_code == 401 and not sealed_in(page)
    again = signs_in(client, sealed_in(client.post("/staff/invite", data=TYPED, headers=OURS)))
    assert "old" not in dict(re.findall(r'name="(csrf_token)" value="([^"]*)"', again.text)).values()


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://bad.example"}])
def test_what_another_site_sends_is_not_kept(client, denise, headers):
    page = client.post("/staff/invite", data=TYPED, headers=headers)
    assert page.status_code == 401 and not sealed_in(page) and "Nothing has changed" in page.text


@pytest.mark.parametrize("kept", ["nonsense", "eyJwYXRoIjoiL3gifQ.aaaa.bbbb"])
def test_a_bundle_without_our_seal_is_left_aside(client, denise, kept):
    assert signs_in(client, kept).location == "/home"


def test_a_browser_that_only_says_where_it_came_from_is_ours_too(client, denise):
    page = client.post("/staff/invite", data=TYPED, headers={"Origin": "http://localhost"})
    assert sealed_in(page)


def test_a_program_is_told_in_its_own_way(client):
    answer = client.post("/staff/invite", json={"email": "x"}, headers=OURS)
    assert answer.status_code == 401 and answer.json["sign_in"] == "/sign-in"
    answer = client.post("/staff/invite", data=TYPED, headers={"Accept": "application/json"})
    assert answer.status_code == 401 and answer.json["status"] == 401


def test_with_the_session_its_token_is_gone_and_that_is_no_other_matter(app, client, denise):
    app.config["WTF_CSRF_ENABLED"] = True
    page = client.post("/staff/invite", data=TYPED, headers=OURS)
    assert page.status_code == 401 and sealed_in(page)


def test_a_stale_page_of_somebody_signed_in_is_told_to_reload(app, signed_in, denise):
    browser = signed_in(denise)
    app.config["WTF_CSRF_ENABLED"] = True
    page = browser.post("/staff/invite", data=TYPED, headers=OURS)
    assert page.status_code == 400 and "open for too long" in page.text
    app.config["WTF_CSRF_ENABLED"] = True
    assert app.test_client().post("/sign-in", data={}, headers=OURS).status_code == 400


NOTE = "/my-course/RC-1/modules/role/notes/first"


def test_a_note_is_shown_again_to_its_writer_and_to_nobody_else(client, denise):
    mine = {"text": "Ask Alun.", "revision": "2", "writer": str(denise.id), "act": "save"}
    again = signs_in(client, sealed_in(client.post(NOTE, data=mine, headers=OURS)))
    assert "<h2>What you wrote</h2>" in again.text and "Ask Alun." in again.text and "<h2>Writer" not in again.text
    client.post("/sign-out")
    sealed = sealed_in(client.post(NOTE, data=mine | {"writer": str(denise.id + 1)}, headers=OURS))
    other = signs_in(client, sealed)
    assert sealed and other.status_code == 303 and "Ask Alun." not in other.text


def test_what_one_person_typed_is_not_shown_to_the_next_who_signs_in_there(client, signed_in, writing, denise):
    with writing():
        owen = make.a_member(email="owen@pellow.example")
        make.an_account(owen)
    hers = signed_in(owen)
    with writing():
        sign_out_everywhere(account_of(db.session.merge(owen)), now=make.NOW)
    sealed = sealed_in(hers.post("/staff/invite", data=TYPED, headers=OURS))
    assert sealed
    other = signs_in(client, sealed)
    assert other.status_code == 303 and "of Leeds" not in other.text
    own = hers.post("/sign-in", data={"email": "owen@pellow.example", "password": PASSWORD, "kept": sealed})
    assert own.status_code == 200 and "of Leeds" in own.text


def test_what_was_chosen_needs_no_words_of_ours(client, denise):
    page = client.post("/my-course/RC-1/modules/role/checks", data={"a-who": "1", "check": "who"}, headers=OURS)
    again = signs_in(client, sealed_in(page))
    assert "All that you chose on that page is still chosen." in again.text and "<h2>" not in again.text
    assert '<input type="hidden" name="a-who" value="1">' in again.text
