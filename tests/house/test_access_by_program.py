"""Who may do what by a program: a token opens what its owner may see, and nothing of anybody else's."""

import pytest

from tests.house.table import BY_PROGRAM, addresses

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# What anybody with a token may ask for: it isn't anybody's own.
NOBODYS_OWN = {"bookings_api.apply", "content_api.programme"}


def asked(app, values, *marks, of_somebody=False):
    for method in METHODS:
        for endpoint, url in addresses(app, values, *marks, method=method, of_somebody=of_somebody, by_program=True):
            yield endpoint, method, url


def body(method):
    return {} if method == "GET" else {"json": {}}


def test_without_a_token_every_closed_door_asks_for_one(app, cast, by_program):
    nobody, closed = by_program(None), [mark for mark in BY_PROGRAM if mark != "public"]
    for count, (endpoint, method, url) in enumerate(asked(app, cast[1], *closed)):
        nobody.client.environ_base["REMOTE_ADDR"] = f"10.1.{count // 50}.9"  # as many addresses as it takes
        answer = nobody.open(method, url, **body(method))
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer"), endpoint


@pytest.mark.parametrize(("who", "marks"), [
    ("stranger", [mark for mark in BY_PROGRAM if mark not in ("public", "signed in")]),
    ("trainee", [mark for mark in BY_PROGRAM if mark not in ("public", "signed in")]),
    ("facilitator", ["administrator", "administrator or author", "officer"]),
    ("author", [mark for mark in BY_PROGRAM if mark not in ("public", "signed in", "administrator or author")]),
    ("officer", ["administrator", "administrator or facilitator", "facilitator"]),
])
def test_who_lacks_the_role_finds_nothing(app, cast, by_program, who, marks):
    people, values = cast
    program = by_program(people[who])
    for endpoint, method, url in asked(app, values, *marks):
        assert program.open(method, url, **body(method)).status_code == 404, f"{method} {endpoint}"


@pytest.mark.parametrize(("who", "marks"), [
    ("stranger", ["signed in"]),
    ("other facilitator", ["signed in", "administrator or facilitator", "facilitator"]),
    ("other officer", ["officer"]),
])
def test_what_is_anothers_is_not_found(app, cast, by_program, who, marks):
    people, values = cast
    program = by_program(people[who])
    for endpoint, method, url in asked(app, values, *marks, of_somebody=True):
        if endpoint not in NOBODYS_OWN:
            assert program.open(method, url, **body(method)).status_code == 404, f"{method} {endpoint}"


def test_a_token_that_only_reads_changes_nothing(app, cast, by_program):
    people, values = cast
    for who, marks in (("administrator", list(BY_PROGRAM)), ("trainee", ["signed in"]), ("officer", ["officer"])):
        program = by_program(people[who], read_only=True)
        for endpoint, method, url in asked(app, values, *marks):
            if method != "GET":
                answer = program.open(method, url, **body(method))
                assert (answer.status_code, answer.json["code"]) == (403, "read-only"), f"{method} {endpoint}"


def test_the_guard_against_forged_forms_is_for_pages_only(app, cast, by_program):
    people, values = cast
    app.config["WTF_CSRF_ENABLED"] = True
    program = by_program(people["stranger"])
    for endpoint, method, url in asked(app, values, "administrator", "officer", "signed in"):
        if method != "GET":
            answer = program.open(method, url, **body(method))
            assert answer.mimetype != "text/html" and answer.status_code != 400, f"{method} {endpoint}"


def test_the_owner_reads_what_is_hers(app, cast, by_program):
    people, values = cast
    for who, marks in (("administrator", [mark for mark in BY_PROGRAM if "administrator" in mark]),
                       ("facilitator", ["administrator or facilitator", "facilitator"]), ("officer", ["officer"])):
        program = by_program(people[who])
        for endpoint, method, url in asked(app, values, *marks):
            if method == "GET" and endpoint not in NOT_THERE:
                assert program.get(url).status_code == 200, endpoint


# What the cast's run hasn't come to: no certificate, no import, no feedback form.
NOT_THERE = {
    "certificates_api.certificate", "certificates_api.document", "desk_api.job", "record_api.lines",
    "record_api.sent_list", "content_api.published", "content_api.sent",
    "papers_api.take_module_paper",
}
