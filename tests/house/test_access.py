"""Who may open what: what the wrong person gets of each page that the table has."""

import pytest

from tests.house.table import ACCESS, NOBODYS_OWN, TABLE, addresses


def test_every_endpoint_stands_in_the_table_as_it_is_marked(app):
    views = {name: getattr(view, "access", None) for name, view in app.view_functions.items()}
    assert views == TABLE


def test_somebody_who_is_not_signed_in_is_asked_to_sign_in(app, cast):
    browser, _values = app.test_client(), cast[1]
    closed = [mark for mark in ACCESS if mark != "public"]
    for endpoint, url in addresses(app, cast[1], *closed, method="GET"):
        answer = browser.get(url)
        assert (answer.status_code, "/sign-in" in answer.headers.get("Location", "")) == (302, True), endpoint
    for endpoint, url in addresses(app, cast[1], *closed, method="POST"):
        assert browser.post(url).status_code == 401, endpoint


def test_public_pages_open_for_anybody(app, cast):
    browser = app.test_client()
    for endpoint, url in addresses(app, cast[1], "public", method="GET"):
        assert browser.get(url).status_code in (200, 404, 410), endpoint


STAFF = [mark for mark in ACCESS if mark not in ("public", "signed in")]


@pytest.mark.parametrize(("who", "marks"), [
    ("stranger", STAFF),
    ("trainee", STAFF),
    ("facilitator", ["administrator", "administrator or author", "administrator or officer", "officer"]),
    ("officer", ["administrator", "administrator or author", "administrator or facilitator", "facilitator"]),
    ("author", [mark for mark in STAFF if mark != "administrator or author"]),
])
def test_who_lacks_the_role_finds_nothing(app, cast, signed_in, who, marks):
    people, values = cast
    browser = signed_in(people[who])
    for method in ("GET", "POST"):
        for endpoint, url in addresses(app, values, *marks, method=method):
            assert browser.open(url, method=method).status_code == 404, f"{method} {endpoint}"


@pytest.mark.parametrize(("who", "marks"), [
    ("stranger", ["signed in"]),
    ("other facilitator", ["signed in", "administrator or facilitator", "facilitator"]),
    ("author", ["signed in"]),
    ("other officer", ["officer"]),
])
def test_what_is_anothers_is_not_found(app, cast, signed_in, who, marks):
    people, values = cast
    browser = signed_in(people[who])
    for method in ("GET", "POST"):
        for endpoint, url in addresses(app, values, *marks, method=method, of_somebody=True):
            if endpoint not in NOBODYS_OWN:
                assert browser.open(url, method=method).status_code == 404, f"{method} {endpoint}"


def test_the_administrator_opens_every_page_of_hers(app, cast, signed_in):
    people, values = cast
    browser = signed_in(people["administrator"])
    missing_things = {
        "certificates.certificate", "certificates.document", "record.import_check", "record.progress",
        "content.changes", "content.download", "content.proof", "content.upload_shown",
    }
    marks = [mark for mark in STAFF if "administrator" in mark]
    for endpoint, url in addresses(app, values, *marks, method="GET"):
        expected = {404} if endpoint in missing_things else {200, 303}
        assert browser.get(url).status_code in expected, endpoint


def test_the_facilitator_and_the_officer_open_theirs(app, cast, signed_in):
    people, values = cast
    for who, marks in (("facilitator", ["administrator or facilitator", "facilitator"]), ("officer", ["officer"])):
        browser = signed_in(people[who])
        for endpoint, url in addresses(app, values, *marks, method="GET"):
            assert browser.get(url).status_code in (200, 303), endpoint


def test_a_trainee_opens_her_own(app, cast, signed_in):
    people, values = cast
    browser = signed_in(people["trainee"])
    not_there = {"feedback.give", "certificates.download", "network.update"}
    for endpoint, url in addresses(app, values, "signed in", method="GET"):
        expected = {404} if endpoint in not_there else {200, 302, 303, 422}
        assert browser.get(url).status_code in expected, endpoint
