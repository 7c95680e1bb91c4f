"""Administrators, invitations, the outbox."""

import json

import pytest

from lms import mail
from lms.demo_mark import mark_as_demo
from lms.people import lookups
from tests import make
from tests.make import NOW
from tests.people.mailbox import link_mailed_to

INVITED = {"email": "morag@guests.example", "name": "Morag Bain", "role": "facilitator"}


@pytest.fixture
def denise(writing):
    with writing():
        return make.an_administrator(name="Denise Okafor", email="denise@hmt.example")


def test_a_guest_is_invited_and_comes(app, client, signed_in, denise):
    browser = signed_in(denise)
    assert browser.post("/staff/invite", data=INVITED).location == "/staff"
    page = browser.get("/staff").text
    assert "An invitation is on its way to morag@guests.example" in page and "Thursday 3 December" in page
    link = link_mailed_to(app, "morag@guests.example")
    assert client.post(link, data={"password": "eleven brisk herons"}).status_code == 303
    assert client.get("/account").status_code == 200 and client.get("/staff").status_code == 404
    assert "morag@" not in browser.get("/staff").text


def test_a_member_who_is_made_an_administrator_keeps_her_record(app, signed_in, writing, in_context, denise):
    with writing():
        member = make.a_member(email="owen@pellow.example")
    signed_in(denise).post("/staff/invite", data={"email": "Owen@pellow.example", "role": "administrator"})
    assert link_mailed_to(app, "owen@pellow.example")
    with in_context():
        assert member.id in [person.id for person in lookups.administrators()]


def test_whoever_has_a_password_gets_the_role_and_no_mail(app, signed_in, writing, denise):
    with writing():
        make.an_account(make.a_member(email="owen@pellow.example"))
    browser = signed_in(denise)
    browser.post("/staff/invite", data={"email": "owen@pellow.example", "role": "administrator"})
    assert "no mail was needed" in browser.get("/staff").text
    assert link_mailed_to(app, "owen@pellow.example") is None


def test_inviting_twice_sends_a_new_link_and_grants_once(app, client, signed_in, denise):
    browser = signed_in(denise)
    for _ in range(2):
        assert browser.post("/staff/invite", data=INVITED | {"role": "administrator"}).status_code == 303
    assert client.get(link_mailed_to(app, "morag@guests.example")).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"name": ""}, "Give the person"), ({"email": "nope"}, "needs an @"), ({"role": "king"}, "Choose one of these")],
)
def test_an_invitation_is_refused_with_the_reason_and_keeps_what_was_typed(signed_in, denise, typed, said):
    page = signed_in(denise).post("/staff/invite", data=INVITED | typed)
    assert page.status_code == 422 and said in page.text
    assert f'value="{(INVITED | typed)["email"]}"' in page.text


def test_an_administrator_is_ended_unless_she_is_the_last(signed_in, writing, denise):
    with writing():
        other = make.an_administrator(name="Siân Llŷr")
    browser = signed_in(denise)
    assert browser.post(f"/staff/{other.id}/ending").status_code == 303
    page = browser.post(f"/staff/{denise.id}/ending")
    assert page.status_code == 422 and "the only administrator" in page.text
    assert browser.post("/staff/999/ending").status_code == 404


def test_an_author_is_invited_sees_the_material_and_nobody_and_is_ended(app, client, signed_in, denise):
    browser = signed_in(denise)
    browser.post("/staff/invite", data={"email": "huw@guests.example", "name": "Huw Price", "role": "author"})
    page = browser.get("/staff").text
    assert "Authors" in page and "Huw Price" in page
    client.post(link_mailed_to(app, "huw@guests.example"), data={"password": "eleven brisk herons"})
    assert client.get("/material").status_code == 200
    assert [client.get(path).status_code for path in ("/people", "/runs", "/staff", "/outbox")] == [404] * 4
    with app.app_context():
        [huw] = lookups.authors()
    assert browser.post(f"/staff/{huw.id}/authorship/ending").status_code == 303
    assert client.get("/material").status_code == 404
    assert browser.post(f"/staff/{huw.id}/authorship/ending").status_code == 422
    assert browser.post("/staff/999/authorship/ending").status_code == 404


def test_others_do_not_find_these_pages(signed_in, writing):
    with writing():
        member = make.a_member()
    browser = signed_in(member)
    for path in ("/staff", "/staff/invite", "/outbox", "/outbox/1"):
        assert browser.get(path).status_code == 404
    assert browser.post("/staff/invite", data=INVITED).status_code == 404


def post_a_mail(writing, demo=False):
    with writing():
        if demo:
            mark_as_demo()
        return mail.post(
            "people/password-set", "rhiannon@pellow.example", "Your password has changed", now=NOW,
            to_label="Rhiannon Prŷs", name="Rhiannon",
        )


def test_the_outbox_shows_subject_and_state_and_not_what_is_said(signed_in, writing, denise):
    letter = post_a_mail(writing)
    browser = signed_in(denise)
    listed = browser.get("/outbox").text
    assert "Your password has changed" in listed and "Rhiannon Prŷs" in listed and "Waiting" in listed
    page = browser.get(f"/outbox/{letter.id}").text
    assert "What it says is not shown" in page and "every other device" not in page


def test_in_the_demo_union_mail_can_be_read(signed_in, writing, denise):
    letter = post_a_mail(writing, demo=True)
    page = signed_in(denise).get(f"/outbox/{letter.id}").text
    assert "every other device is signed out" in page and 'href="http://localhost:8000/sign-in"' in page


def test_an_empty_outbox_says_what_comes_there(signed_in, denise):
    assert "No mail has been written yet" in signed_in(denise).get("/outbox").text


def test_the_outbox_asks_the_same_number_of_questions_however_much_is_in_it(signed_in, writing, queries, denise):
    browser = signed_in(denise)
    post_a_mail(writing)
    with queries() as few:
        browser.get("/outbox")
    for _ in range(20):
        post_a_mail(writing)
    with queries() as many:
        browser.get("/outbox")
    assert len(many) == len(few)


def test_the_command_invites_and_never_prints_the_link(app, client, in_context):
    runner = app.test_cli_runner()
    missing = runner.invoke(args=["accounts", "invite", "denise@hmt.example", "--role", "administrator"])
    assert missing.exit_code == 1 and "name" in missing.output
    done = runner.invoke(args=[
        "accounts", "invite", "denise@hmt.example", "--role", "administrator", "--name", "Denise Okafor", "--json"])
    assert done.exit_code == 0 and json.loads(done.output)["invited"] is True
    link = link_mailed_to(app, "denise@hmt.example")
    assert link.rpartition("/")[2] not in done.output
    client.post(link, data={"password": "eleven brisk herons"})
    assert client.get("/staff").status_code == 200
    again = runner.invoke(args=["accounts", "invite", "denise@hmt.example", "--role", "administrator"])
    assert again.exit_code == 0 and "can sign in already" in again.output
