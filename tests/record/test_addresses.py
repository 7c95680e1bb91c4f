"""A members' list gives another address than the one somebody signs in with: a person decides."""

from io import BytesIO

import pytest

from lms import jobs, mail
from lms.people import lookups as people
from lms.record import lookups
from tests import make
from tests.make import PASSWORD

OLD, NEW = "rhiannon@old.example", "rhiannon@new.example"


@pytest.fixture
def browser(writing, signed_in):
    with writing():
        denise = make.an_administrator(name="Denise Okafor")
        make.an_account(make.a_member(name="Rhiannon Prŷs", membership_number="20417", email=OLD))
    return signed_in(denise)


def import_again(app, browser, email=NEW):
    content = f"Number,Name,E-mail\n20417,Rhiannon Prŷs,{email}".encode()
    page = browser.post("/members/import", data={"file": (BytesIO(content), "m.csv")}, follow_redirects=True)
    if "Nothing to write" not in page.text:
        browser.post(f"{page.request.path}/confirmation")
    with app.app_context():
        jobs.run_jobs_now()
    return page


def waiting(in_context):
    with in_context():
        return [change.id for change in lookups.page_of_address_changes(None).rows]


def test_a_list_does_not_change_a_sign_in_address(app, client, browser, in_context):
    assert "Sign-in address: you decide" in import_again(app, browser).text
    assert len(waiting(in_context)) == 1
    with in_context():
        assert people.person_by_number("20417").email == OLD
    assert client.post("/sign-in", data={"email": OLD, "password": PASSWORD}).status_code == 303
    assert "1 address waits for you" in browser.get("/members/import").text
    assert "Nothing to write" in import_again(app, browser).text


def test_taken_it_counts_and_the_old_address_is_told(app, client, browser, in_context):
    import_again(app, browser)
    [change_id] = waiting(in_context)
    page = browser.get("/members/addresses").text
    assert OLD in page and NEW in page
    assert browser.post(f"/members/addresses/{change_id}", data={"decision": "taken"}).status_code == 303
    with in_context():
        assert people.account_by_email(NEW) and people.person_by_number("20417").email == NEW
        letter = mail.last_to(OLD)
        assert "administrator has made it" in letter.text and NEW not in letter.text
    assert client.post("/sign-in", data={"email": NEW, "password": PASSWORD}).status_code == 303
    assert "No address waits for you" in browser.get("/members/addresses").text


def test_kept_the_old_one_stays_and_the_same_is_not_asked_again(app, browser, in_context):
    import_again(app, browser)
    [change_id] = waiting(in_context)
    browser.post(f"/members/addresses/{change_id}", data={"decision": "kept"})
    with in_context():
        assert people.account_by_email(OLD)
    assert "Nothing to write" in import_again(app, browser).text
    import_again(app, browser, "third@new.example")
    assert len(waiting(in_context)) == 1


def test_it_is_decided_once(app, browser, in_context):
    import_again(app, browser)
    [change_id] = waiting(in_context)
    browser.post(f"/members/addresses/{change_id}", data={"decision": "kept"})
    page = browser.post(f"/members/addresses/{change_id}", data={"decision": "taken"})
    assert page.status_code == 422 and "has decided this already" in page.text


def test_nonsense_decides_nothing(app, browser, in_context):
    import_again(app, browser)
    [change_id] = waiting(in_context)
    assert browser.post(f"/members/addresses/{change_id}", data={"decision": "maybe"}).status_code == 422
    assert browser.post("/members/addresses/999", data={"decision": "kept"}).status_code == 404
    assert waiting(in_context) == [change_id]


def test_an_address_that_somebody_else_signs_in_with_cannot_be_taken(app, browser, writing, in_context):
    with writing():
        make.an_account(make.a_person(email=NEW))
    import_again(app, browser)
    [change_id] = waiting(in_context)
    page = browser.post(f"/members/addresses/{change_id}", data={"decision": "taken"})
    assert page.status_code == 422 and "Each person needs an address of her own" in page.text
    assert waiting(in_context) == [change_id]
