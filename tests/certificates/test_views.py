"""The pages: the administrator's, the holder's own, and the check that anybody may make."""

import re

import pytest
from sqlalchemy import func, select

from lms import demo_mark
from lms.certificates import lookups
from lms.certificates.jobs import make_document
from lms.certificates.models import Certificate
from lms.certificates.operations import issue_run, withdraw
from lms.db import begin_writing, db
from lms.runs.lookups import run_by_ref
from tests.make import (
    NOW,
    US,
    a_finished_run,
    a_member,
    a_trainee_who_completed,
    an_accredited_rep,
    an_administrator,
)
from tests.staging import staged


@pytest.fixture
@staged
def cast(writing):
    """A finished run with a rep and somebody who only completed; its administrator; a stranger."""
    with writing():
        demo_mark.mark_as_demo()
        run = a_finished_run()
        return {
            "run": run.ref,
            "rep": an_accredited_rep(run, name="Rhiannon Prŷs"),
            "completed": a_trainee_who_completed(run, name="Inês Ferreira"),
            "admin": an_administrator(),
            "stranger": a_member(name="Ann Other"),
        }


@pytest.fixture
@staged
def issued(cast, writing, in_context):
    """The same, with the certificates issued and the rep's documents made; her codes by kind."""
    with writing():
        issue_run(run_by_ref(cast["run"]), actor=US, now=NOW)
    with in_context():
        hers = lookups.certificates_of(cast["rep"])
        numbers = {each.kind: each.number for each in hers}
        codes = {each.kind: lookups.printed_code(each) for each in hers}
        accreditation = next(each.id for each in hers if each.kind == "accreditation")
        make_document(accreditation)
    return cast | {"numbers": numbers, "codes": codes}


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def seen_in(page) -> str:
    return re.search(r'name="seen" value="(\w+)"', page.get_data(as_text=True))[1]


# --- the administrator ---


def test_the_dry_run_page_shows_what_would_happen(cast, signed_in, in_context):
    page = signed_in(cast["admin"]).get(f"/runs/{cast['run']}/certificates")
    said = text(page)
    assert "Dry run: nothing has been issued" in said
    assert "Issue 3 certificates" in said
    assert "Accreditation and completion" in said and "Completion only" in said
    assert "Each is dated 26 November 2026" in said
    with in_context():
        assert db.session.scalar(select(func.count(Certificate.id))) == 0


def test_issuing_needs_both_ticks_and_then_happens_once(cast, signed_in, in_context):
    browser = signed_in(cast["admin"])
    address = f"/runs/{cast['run']}/certificates"
    seen = seen_in(browser.get(address))
    for ticked in ({}, {"names": "true"}, {"reasons": "true"}):
        refused = browser.post(address, data={"seen": seen} | ticked)
        assert refused.status_code == 422 and "Tick this to go on" in text(refused)
        for name in ("names", "reasons"):
            assert (f'id="f-{name}" checked' in refused.get_data(as_text=True)) == (name in ticked)
    whole = {"seen": seen, "names": "true", "reasons": "true"}
    done = browser.post(address, data=whole)
    assert done.status_code == 303
    said = text(browser.get(address))
    assert "3 certificates are issued" in said
    assert "0 of 3 documents made" in said
    assert "Nothing is left to issue" in said
    again = browser.post(address, data=whole)
    assert again.status_code == 422
    with in_context():
        assert db.session.scalar(select(func.count(Certificate.id))) == 3


def test_a_list_that_changed_meanwhile_is_shown_again(cast, signed_in, writing, in_context):
    browser = signed_in(cast["admin"])
    address = f"/runs/{cast['run']}/certificates"
    seen = seen_in(browser.get(address))
    with writing():
        a_trainee_who_completed(run_by_ref(cast["run"]), name="Graham Hollis")
    refused = browser.post(address, data={"seen": seen, "names": "true", "reasons": "true"})
    assert refused.status_code == 422 and "has changed since you opened it" in text(refused)
    assert seen_in(refused) != seen
    with in_context():
        assert db.session.scalar(select(func.count(Certificate.id))) == 0


def test_all_certificates_are_listed_with_how_they_stand(issued, signed_in):
    said = text(signed_in(issued["admin"]).get("/certificates"))
    assert "Rhiannon Prŷs" in said and issued["numbers"]["accreditation"] in said
    assert said.count("Current") >= 3
    assert signed_in(issued["admin"]).get("/certificates?after=nonsense").status_code == 422


def test_before_any_is_issued_the_list_says_what_to_do(cast, signed_in):
    assert "No certificate has been issued yet" in text(signed_in(cast["admin"]).get("/certificates"))


def test_one_certificate_is_shown_with_its_document(issued, signed_in):
    browser, number = signed_in(issued["admin"]), issued["numbers"]["accreditation"]
    said = text(browser.get(f"/certificates/{number}"))
    assert issued["codes"]["accreditation"] in said and "Rhiannon Prŷs" in said
    document = browser.get(f"/certificates/{number}.pdf")
    assert document.mimetype == "application/pdf" and document.data.startswith(b"%PDF")
    assert browser.get(f"/certificates/{issued['numbers']['completion']}.pdf").status_code == 404
    assert browser.get("/certificates/HMT-A-2026-9999").status_code == 404


def test_withdrawing_asks_for_a_reason_and_keeps_only_its_class(issued, signed_in):
    browser, number = signed_in(issued["admin"]), issued["numbers"]["accreditation"]
    refused = browser.post(f"/certificates/{number}/withdrawal", data={})
    assert refused.status_code == 422 and "This is needed" in text(refused)
    assert browser.post(f"/certificates/{number}/withdrawal", data={"reason": "cause"}).status_code == 303
    said = text(browser.get(f"/certificates/{number}"))
    assert "Withdrawn" in said and "Nothing more can be done with this one" in said
    again = browser.post(f"/certificates/{number}/withdrawal", data={"reason": "cause"})
    assert again.status_code == 422 and "has been ended already" in text(again)


def test_a_name_is_put_right(issued, signed_in):
    browser, number = signed_in(issued["admin"]), issued["numbers"]["accreditation"]
    refused = browser.post(f"/certificates/{number}/correction", data={"name": "名"})
    assert refused.status_code == 422 and "no letter for 名" in text(refused)
    assert 'value="名"' in refused.get_data(as_text=True)
    done = browser.post(f"/certificates/{number}/correction", data={"name": "Rhiannon Rees"})
    assert done.status_code == 303
    assert "Rhiannon Rees" in text(browser.get(done.location))
    assert "Replaced" in text(browser.get(f"/certificates/{number}"))


@pytest.mark.parametrize("who", ["rep", "stranger"])
def test_nobody_else_finds_the_administrators_pages(issued, signed_in, who):
    browser, number = signed_in(issued[who]), issued["numbers"]["accreditation"]
    for address in (f"/runs/{issued['run']}/certificates", "/certificates", f"/certificates/{number}",
                    f"/certificates/{number}.pdf"):  # fmt: skip
        assert browser.get(address).status_code == 404
    for address in (f"/runs/{issued['run']}/certificates", f"/certificates/{number}/withdrawal",
                    f"/certificates/{number}/correction"):  # fmt: skip
        assert browser.post(address, data={"reason": "cause", "name": "X"}).status_code == 404


# --- the holder ---


def test_she_finds_her_own_and_downloads_the_file(issued, signed_in):
    browser, number = signed_in(issued["rep"]), issued["numbers"]["accreditation"]
    said = text(browser.get("/my-certificates"))
    assert number in said and issued["codes"]["accreditation"] in said
    assert "The document is being made" in said
    document = browser.get(f"/my-certificates/{number.lower()}.pdf")
    assert document.data.startswith(b"%PDF")
    assert document.headers["Content-Disposition"] == f"attachment; filename={number}.pdf"
    assert document.headers["Cache-Control"] == "no-store"


def test_a_stranger_gets_neither_page_nor_file_of_hers(issued, signed_in, client):
    browser, number = signed_in(issued["stranger"]), issued["numbers"]["accreditation"]
    assert "You have no certificate yet" in text(browser.get("/my-certificates"))
    assert browser.get(f"/my-certificates/{number}.pdf").status_code == 404
    assert client.get("/my-certificates").status_code == 302
    assert client.get(f"/my-certificates/{number}.pdf").status_code == 302


# --- anybody ---


def test_a_code_is_checked_however_it_is_typed(issued, client):
    code = issued["codes"]["accreditation"]
    typed = code.lower().replace("-", " ").replace("0", "o")
    found = client.post("/verify", data={"code": f"  {typed} "})
    assert found.status_code == 303 and found.location == f"/verify/{code}"
    assert client.get("/verify", query_string={"code": typed}).location == found.location
    for address in (f"/verify/{code}", f"/V/{code.replace('-', '')}", f"/v/{code.lower()}"):
        said = text(client.get(address))
        assert "This certificate is Current Genuine, and in force today." in said
        assert "Accredited representative, with the statement on companions at hearings" in said
        assert "26 November 2031" in said and "26 November 2026, 09:00" in said
        assert "Rhiannon" not in said and issued["numbers"]["accreditation"] not in said
        assert "specimen" in said


def test_what_cannot_be_a_code_is_shown_again_beside_the_field(client):
    refused = client.post("/verify", data={"code": "7QKD-M2XV"})
    assert refused.status_code == 422 and "can’t be one of our codes" in text(refused)
    assert 'value="7QKD-M2XV"' in refused.get_data(as_text=True)
    assert client.post("/verify", data={}).status_code == 422
    assert "can’t be one of our codes" in text(client.get("/verify?code=7QKD"))
    assert client.get("/verify").status_code == 200


@pytest.mark.parametrize(
    ("address", "said"),
    [("/verify/7QKD-M2XV-9HTA-W4RC", "Perhaps it was mistyped"), ("/V/0000000000000000", "No certificate of ours")],
)
def test_a_code_of_nobody_is_not_found_with_the_same_headers(issued, client, address, said):
    missing, found = client.get(address), client.get(f"/verify/{issued['codes']['accreditation']}")
    assert "Not found" in text(missing) and said in text(missing)
    assert missing.status_code == found.status_code == 200
    for name in ("X-Robots-Tag", "Cache-Control", "Referrer-Policy"):
        assert missing.headers[name] == found.headers[name]
    assert found.headers["Cache-Control"] == "no-store"
    assert found.headers["Referrer-Policy"] == "no-referrer"


def test_the_name_is_compared_and_never_shown(issued, client):
    address = f"/verify/{issued['codes']['accreditation']}"
    for typed, said in (
        ("rhiannon  PRYS", "The name matches."),
        ("Rhiannon Prŷs-Jones", "The name does not match."),
        ("Rhiannon", "The name does not match."),
    ):
        answer = client.post(address, data={"name": typed})
        assert answer.status_code == 200 and said in text(answer)
        assert "Prŷs" not in text(answer).replace(typed, "")
    assert client.post(address, data={"name": " "}).status_code == 422
    unknown = client.post("/verify/7QKD-M2XV-9HTA-W4RC", data={"name": "Rhiannon Prys"})
    assert unknown.status_code == 200 and "matches" not in text(unknown)


def test_a_withdrawn_one_is_said_to_be_withdrawn_without_a_reason(issued, client, in_context):
    with in_context():
        begin_writing()
        certificate = lookups.find_certificate(issued["numbers"]["accreditation"])
        withdraw(certificate, reason="cause", actor=US, now=NOW)
        db.session.commit()
    said = text(client.get(f"/verify/{issued['codes']['accreditation']}"))
    assert "This certificate is Withdrawn It was genuine. It stopped on 26 November 2026." in said
    assert "cause" not in said.replace("because", "")
    assert "Is the name right?" not in said


def test_guessing_is_slowed_down(issued, client, clock):
    address = f"/verify/{issued['codes']['accreditation']}"
    for _ in range(10):
        assert client.post(address, data={"name": "Somebody Else"}).status_code == 200
    assert client.post(address, data={"name": "Rhiannon Prys"}).status_code == 429
    clock.forward(minutes=11)
    assert client.post(address, data={"name": "Rhiannon Prys"}).status_code == 200
    for _ in range(60):
        client.get("/verify/0000000000000000")
    assert client.get("/verify/0000000000000000").status_code == 429
