"""One-time links: asked for, mailed, opened, used once."""

import logging
import re

import pytest
from sqlalchemy import select

from lms import jobs, mail
from lms.audit import Program
from lms.people import links, lookups
from lms.people.invitations import first_administrator
from lms.people.models import OneTimeLink
from tests import make
from tests.make import NOW, PASSWORD
from tests.people.mailbox import link_mailed_to

NEW = "eleven brisk herons"
ADDRESS = "rhiannon@pellow.example"


@pytest.fixture
def member(writing):
    with writing():
        return make.a_member(name="Rhiannon Prŷs", email=ADDRESS)


def ask(client, address=ADDRESS, at="/first-time"):
    return client.post(at, data={"email": address})


def test_a_member_gets_a_link_chooses_a_password_and_is_in(app, client, member):
    ask(client, "Rhiannon@pellow.example")
    link = link_mailed_to(app, ADDRESS)
    page = client.get(link)
    assert page.status_code == 200 and "Rhiannon Prŷs" in page.text and ADDRESS in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer" and page.headers["Cache-Control"] == "no-store"
    assert client.post(link, data={"password": NEW}).location == "/home"
    assert client.get("/account").status_code == 200
    stranger = app.test_client()
    assert stranger.post("/sign-in", data={"email": ADDRESS, "password": NEW}).status_code == 303


def test_opening_it_does_not_use_it_up_but_using_it_does(app, client, member):
    ask(client)
    link = link_mailed_to(app, ADDRESS)
    for _ in range(3):
        assert client.get(link).status_code == 200
    client.post(link, data={"password": NEW})
    assert client.get(link).status_code == 404
    assert client.post(link, data={"password": "another brisk heron"}).status_code == 404


def test_the_answer_is_the_same_for_every_address(app, client, writing, member):
    with writing():
        make.a_person(email="guest@pellow.example")
        make.a_member(email="gone@pellow.example", status="left")
        for _ in range(2):
            make.a_member(email="shared@pellow.example")
    pages = set()
    for address in (ADDRESS, "guest@pellow.example", "gone@pellow.example", "shared@pellow.example", "x@y.example"):
        answer = ask(client, address)
        pages.add((answer.status_code, answer.location, client.get(answer.location).text))
        assert bool(link_mailed_to(app, address)) == (address == ADDRESS)
    assert len(pages) == 1


def test_the_same_work_is_done_for_an_address_that_nobody_has(client, queries, member):
    ask(client)
    with queries() as for_her:
        ask(client)
    with queries() as for_nobody:
        ask(client, "nobody@pellow.example")
    writes = [[line.split()[0:3] for line in seen if line.startswith("INSERT")] for seen in (for_her, for_nobody)]
    assert writes[0] == writes[1]


def test_it_runs_out_after_an_hour(app, client, clock, member):
    ask(client)
    link = link_mailed_to(app, ADDRESS)
    clock.forward(minutes=59)
    assert client.get(link).status_code == 200
    clock.forward(minutes=1)
    assert "no longer works" in client.get(link).text
    assert client.post(link, data={"password": NEW}).status_code == 404


def test_a_newer_link_stops_the_older_one(app, client, member):
    ask(client)
    older = link_mailed_to(app, ADDRESS)
    ask(client)
    newer = link_mailed_to(app, ADDRESS)
    assert older != newer
    assert client.get(older).status_code == 404 and client.get(newer).status_code == 200


def test_a_link_that_went_to_an_address_no_longer_hers_opens_nothing(app, client, writing, member):
    ask(client)
    link = link_mailed_to(app, ADDRESS)
    with writing() as session:
        session.get(type(member), member.id).email = "new@pellow.example"
    assert client.get(link).status_code == 404


def test_a_weak_password_is_refused_and_the_link_still_works(app, client, member):
    ask(client)
    link = link_mailed_to(app, ADDRESS)
    for weak, reason in (("short", "at least 10"), ("", "This is needed"), ("rhiannonprys", "first things")):
        page = client.post(link, data={"password": weak})
        assert page.status_code == 422 and reason in page.text
    assert client.post(link, data={"password": NEW}).status_code == 303


def test_a_forgotten_password_is_set_anew_and_other_devices_are_out(app, client, writing, signed_in, member):
    with writing():
        make.an_account(member)
    phone = signed_in(member)
    assert phone.get("/account").status_code == 200
    ask(client, at="/forgotten")
    link = link_mailed_to(app, ADDRESS)
    assert "Choose a new password" in client.get(link).text
    client.post(link, data={"password": NEW})
    assert client.get("/account").status_code == 200
    assert phone.get("/account").status_code == 302
    client.post("/sign-out")
    assert client.post("/sign-in", data={"email": ADDRESS, "password": PASSWORD}).status_code == 422
    assert client.post("/sign-in", data={"email": ADDRESS, "password": NEW}).status_code == 303


def test_whoever_is_held_up_by_wrong_passwords_gets_in_by_a_link(app, client, writing, member):
    with writing():
        make.an_account(member)
    for _ in range(11):
        client.post("/sign-in", data={"email": ADDRESS, "password": "guess"})
    ask(client, at="/forgotten")
    client.post(link_mailed_to(app, ADDRESS), data={"password": NEW})
    client.post("/sign-out")
    assert client.post("/sign-in", data={"email": ADDRESS, "password": NEW}).status_code == 303


def test_three_links_an_hour_are_enough_for_one_address_and_the_answer_stays_the_same(app, client, in_context, member):
    answers = {ask(client).location for _ in range(5)}
    link_mailed_to(app, ADDRESS)
    assert answers == {"/link-sent"}
    with in_context() as session:
        assert len(session.scalars(select(OneTimeLink)).all()) == 3


def test_one_connection_may_ask_thirty_times_an_hour(client, member):
    for number in range(30):
        ask(client, f"a{number}@pellow.example")
    page = ask(client)
    assert page.status_code == 422 and "tried too often" in page.text and f'value="{ADDRESS}"' in page.text


def test_no_link_is_in_a_log_or_in_a_jobs_arguments_or_in_the_clear(app, client, caplog, in_context, member):
    caplog.set_level(logging.DEBUG)
    ask(client)
    link = link_mailed_to(app, ADDRESS)
    client.get(link)
    client.post(link, data={"password": NEW})
    token = link.rpartition("/")[2]
    assert token not in caplog.text
    with in_context() as session:
        assert token not in session.scalar(select(OneTimeLink.token_hash))
        assert mail.last_to(ADDRESS).until == NOW.replace(hour=10)


def test_of_two_who_use_one_link_at_once_one_gets_in(app, client, member, at_once):
    ask(client)
    link = link_mailed_to(app, ADDRESS)
    browsers = [app.test_client(), app.test_client()]
    answers = at_once(*[lambda browser=browser: browser.post(link, data={"password": NEW}) for browser in browsers])
    assert sorted(answer.status_code for answer in answers) in ([303, 404], [303, 422])


def test_sending_twice_leaves_one_link_that_works(app, client, writing, in_context, member):
    with writing():
        for _ in range(2):
            jobs.enqueue("people.send-link", person_id=member.id, purpose="first")
    assert client.get(link_mailed_to(app, ADDRESS)).status_code == 200
    with in_context() as session:
        alive = [link for link in session.scalars(select(OneTimeLink)) if link.expires_at > NOW]
        assert len(alive) == 1


def test_the_first_administrator_says_who_she_is(app, client, writing, in_context):
    with writing():
        older = first_administrator(actor=Program("first run"), now=NOW)
    with writing():
        token = first_administrator(actor=Program("first run"), now=NOW)
    assert client.get(f"/link/{older}").status_code == 404
    page = client.post(f"/link/{token}", data={"name": "Denise Okafor", "email": "not one", "password": "short"})
    assert page.status_code == 422 and 'value="Denise Okafor"' in page.text
    typed = {"name": "Denise Okafor", "email": "denise@hmt.example", "password": NEW}
    assert client.post(f"/link/{token}", data=typed).status_code == 303
    assert client.get("/staff").status_code == 200
    with in_context():
        assert [(person.name, person.email) for person in lookups.administrators()] == [
            ("Denise Okafor", "denise@hmt.example")
        ]


def test_a_link_lasts_as_long_as_its_purpose_says():
    assert {purpose: lasts.total_seconds() / 3600 for purpose, lasts in links.LASTS.items()} == {
        "first": 1, "reset": 1, "address": 24, "invite": 168, "setup": 168,
    }


def test_a_link_works_over_https_though_its_page_sends_no_referrer(app, client, member):
    ask(client)
    link = link_mailed_to(app, ADDRESS)
    app.config["WTF_CSRF_ENABLED"] = True
    at = {"base_url": "https://courses.pellow.example"}
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(link, **at).text)[1]
    assert client.post(link, data={"password": NEW, "csrf_token": token}, **at).location == "/home"


def test_who_goes_on_asking_gets_another_link_after_an_hour(app, client, clock, member):
    for _ in range(6):
        ask(client)
        clock.forward(minutes=11)
    before = link_mailed_to(app, ADDRESS)
    ask(client)
    assert link_mailed_to(app, ADDRESS) != before
