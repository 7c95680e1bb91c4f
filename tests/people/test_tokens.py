"""Tokens of a person's programs: made at a page or by a command, shown once, ended, and what they open."""

import re

import pytest

from lms.people.operations import set_membership
from tests import make

WRONG = "Bearer tolpuddle_of-somebody-else"
FORM = {"name": "Nightly list", "rights": "read", "days": "90", "current": make.PASSWORD}


@pytest.fixture
def ade(writing):
    with writing():
        ade = make.a_member(name="Ọlá Adé")
        make.an_account(ade, "ola@example.org")
        return ade


def text_in(page) -> str:
    return re.search(r'value="(tolpuddle_[^"]+)"', page.text)[1]


def test_a_token_is_made_seen_once_and_works(ade, signed_in, app, by_program):
    browser = signed_in(ade)
    made = browser.post("/account/tokens", data=FORM)
    text = text_in(made)
    assert made.headers["Cache-Control"] == "no-store"
    asked = by_program(None)
    asked.token = text
    assert asked.get("/me").json["name"] == "Ọlá Adé"
    page = browser.get("/account/tokens").text
    assert "Nightly list" in page
    assert text not in page


def test_her_password_is_asked_first(ade, signed_in):
    refused = signed_in(ade).post("/account/tokens", data=FORM | {"current": "somebody else’s"})
    assert refused.status_code == 422
    assert "That is not your password" in refused.text
    assert 'value="Nightly list"' in refused.text


def test_two_of_one_name_would_be_mixed_up(ade, signed_in):
    browser = signed_in(ade)
    browser.post("/account/tokens", data=FORM)
    assert "You have a token of that name" in browser.post("/account/tokens", data=FORM | {"name": "NIGHTLY list"}).text


def test_an_ended_token_opens_nothing(ade, signed_in, by_program):
    browser, program = signed_in(ade), by_program(ade)
    assert program.get("/me").status_code == 200
    number = re.search(r"/account/tokens/(\d+)/ending", browser.get("/account/tokens").text)[1]
    assert browser.post(f"/account/tokens/{number}/ending").status_code == 303
    refused = program.get("/me")
    assert (refused.status_code, refused.json["code"]) == (401, "no-token")
    assert "invalid_token" in refused.headers["WWW-Authenticate"]
    assert browser.post(f"/account/tokens/{number}/ending").status_code == 422


def test_anothers_token_is_not_hers_to_end(ade, signed_in, by_program, writing):
    by_program(ade)
    browser = signed_in(ade)
    number = re.search(r"/account/tokens/(\d+)/ending", browser.get("/account/tokens").text)[1]
    with writing():
        stranger = make.a_member()
    assert signed_in(stranger).post(f"/account/tokens/{number}/ending").status_code == 404


def test_a_token_runs_out(ade, by_program, clock):
    program = by_program(ade)
    clock.forward(days=90)
    assert program.get("/me").status_code == 401


@pytest.mark.parametrize("status", ["left", "expelled"])
def test_the_tokens_of_a_person_who_left_stop(ade, by_program, writing, clock, status):
    program = by_program(ade)
    with writing() as session:
        set_membership(session.merge(ade), status, since=clock().date(), source="list", actor=make.US, now=clock())
    refused = program.get("/me")
    assert refused.status_code == 401
    assert "its owner has left" in refused.json["detail"]


def test_the_cookie_opens_no_door_for_programs(ade, signed_in):
    assert signed_in(ade).get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("header", [WRONG, "Bearer", "Bearer ", "Basic b2xhOnNlY3JldA==", "tolpuddle_x", "Bearer ọlá"])
def test_what_is_no_token_of_ours_is_refused(ade, by_program, header):
    refused = by_program(None).get("/me", headers={"Authorization": header.encode().decode("latin-1")})
    assert (refused.status_code, refused.json["title"]) == (401, "A token is needed")


def test_a_command_prints_a_token_and_nothing_else(ade, app, by_program, clock):
    printed = app.test_cli_runner().invoke(args=["accounts", "token", "ola@example.org"])
    assert (printed.exit_code, printed.output.count("\n")) == (0, 1)
    program = by_program(None)
    program.token = printed.output.strip()
    assert program.get("/me").status_code == 200
    clock.forward(hours=24)
    assert program.get("/me").status_code == 401


def test_the_command_says_so_where_nobody_signs_in(app):
    printed = app.test_cli_runner().invoke(args=["accounts", "token", "nobody@example.org"])
    assert printed.exit_code == 1
    assert "Nobody signs in with nobody@example.org" in printed.output


def test_its_making_is_audited_without_its_text(ade, by_program, in_context):
    from lms.audit import AuditLine

    text = by_program(ade).token
    with in_context() as session:
        line = session.query(AuditLine).filter_by(act="made a token").one()
    assert text not in str(line.detail)


def test_the_day_of_use_is_written_once(ade, by_program, signed_in, clock):
    program = by_program(ade)
    assert "never" in signed_in(ade).get("/account/tokens").text
    program.get("/me")
    assert "never" not in signed_in(ade).get("/account/tokens").text
