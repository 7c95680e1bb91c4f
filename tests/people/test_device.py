"""What a device keeps and for whom, as our server has it: the key, whose a page is, and a shared computer."""

import base64

import pytest

from lms.people.device import device_key
from lms.people.lookups import account_of
from tests import make
from tests.make import PASSWORD


@pytest.fixture
def rhiannon(writing):
    with writing():
        run = make.a_run(state="confirmed")
        person = make.a_confirmed_trainee(run, make.a_link_member(email="rhiannon@pellow.example"))
        make.an_account(person)
        return person, f"/my-course/{run.ref}"


def first_tag(page) -> str:
    return page.text.split("<html", 1)[1].split(">", 1)[0]


def sign_in(client, person, **typed):
    return client.post("/sign-in", data={"email": person.email, "password": PASSWORD} | typed)



def test_each_account_has_a_key_of_its_own_and_always_the_same(signed_in, writing, rhiannon):
    with writing():
        owen = make.a_member(email="owen@pellow.example")
    hers = signed_in(rhiannon[0]).post("/account/device-key")
    assert hers.headers["Cache-Control"] == "no-store" and hers.json["for"] == rhiannon[0].id
    assert len(base64.b64decode(hers.json["key"])) == 32
    assert signed_in(rhiannon[0]).post("/account/device-key").json == hers.json
    assert signed_in(owen).post("/account/device-key").json["key"] != hers.json["key"]


def test_the_key_depends_on_the_secret_and_is_not_it(in_context, rhiannon):
    with in_context():
        account = account_of(rhiannon[0])
        assert device_key(account, "one") != device_key(account, "another")
        assert device_key(account, "one") not in (b"one", b"one".ljust(32))


def test_a_stranger_gets_no_key_and_nobody_gets_it_by_looking(client, signed_in, rhiannon):
    assert client.post("/account/device-key").status_code == 401
    assert client.post("/account/device-key", headers={"Accept": "application/json"}).json["status"] == 401
    assert signed_in(rhiannon[0]).get("/account/device-key").status_code in (400, 404, 405)


def test_a_page_says_whose_it_is_and_from_when(signed_in, clock, rhiannon):
    person, course = rhiannon
    clock.at("2026-11-22 10:14")
    browser = signed_in(person)
    for path in (course, f"{course}/modules/role", f"{course}/modules/role/first", f"{course}/modules/role/keep",
                 f"{course}/glossary", f"{course}/law", f"{course}/law/role"):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Kept-For"] == str(person.id), path
        assert answer.headers["Kept-At"] == "2026-11-22T10:14+00:00", path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert f'data-account="{person.id}"' in first_tag(answer) and " data-keep" in first_tag(answer), path


@pytest.mark.parametrize("path", ["/home", "/account", "{course}/case-studies/2A", "{course}/search?q=page",
                                  "{course}/notes", "{course}/modules/role/checks", "{course}/modules/role/reflections",
                                  "{course}/accreditation", "/sign-in", "/", "/courses"])
def test_answers_marks_searches_and_all_else_are_not_kept(signed_in, rhiannon, path):
    answer = signed_in(rhiannon[0]).get(path.format(course=rhiannon[1]))
    assert "Kept-For" not in answer.headers and (answer.status_code == 303 or "data-keep" not in first_tag(answer))


def test_no_page_of_staff_is_kept(app):
    kept = {name for name, view in app.view_functions.items() if getattr(view, "kept_on_device", False)}
    assert kept == {"desk.my_course", "learning.module", "learning.page", "learning.keep", "learning.glossary",
                    "learning.law", "learning.law_shelf"}
    assert {app.view_functions[name].access for name in kept} == {"signed in"}


def test_a_page_that_is_not_there_is_not_kept(signed_in, rhiannon):
    answer = signed_in(rhiannon[0]).get(f"{rhiannon[1]}/modules/role/none")
    assert answer.status_code == 404 and "Kept-For" not in answer.headers


def test_what_whoever_is_signed_in_sees_stays_in_no_cache(signed_in, client, rhiannon):
    for file in ("/my-notes.txt", f"{rhiannon[1]}/notes.txt"):
        assert signed_in(rhiannon[0]).get(file).headers["Cache-Control"] == "no-store"
    assert signed_in(rhiannon[0]).get("/account").headers["Cache-Control"] == "no-store"
    assert client.get("/").headers["Cache-Control"] == "no-cache, private"


def test_on_a_shared_computer_she_is_signed_out_with_the_browser_and_nothing_is_kept(client, rhiannon):
    person, course = rhiannon
    answer = sign_in(client, person, shared="true")
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("tolpuddle="))
    assert "Expires" not in cookie and "Max-Age" not in cookie
    page = client.get(f"{course}/modules/role/first")
    assert "Kept-For" not in page.headers and page.headers["Cache-Control"] == "no-store"
    assert " data-shared" in first_tag(page) and " data-keep" not in first_tag(page)
    assert "Shared computer: nothing is kept here." in page.text
    assert "Shared computer: nothing is kept here." in client.get("/account").text


def test_on_her_own_she_stays_signed_in_and_the_page_says_what_is_kept(client, rhiannon):
    answer = sign_in(client, rhiannon[0])
    assert "Expires" in next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("tolpuddle="))
    page = client.get("/account")
    assert "data-shared" not in page.text and "When you sign out, it goes." in page.text


def test_a_shared_computer_stays_one_when_the_password_changes(client, rhiannon):
    sign_in(client, rhiannon[0], shared="true")
    client.post("/account/password", data={"current": PASSWORD, "password": "eleven brisk herons"})
    client.post("/account/sign-out-everywhere")
    assert "data-shared" in client.get("/account").text


def test_whoever_mistypes_finds_the_tick_where_it_was(client, rhiannon):
    page = sign_in(client, rhiannon[0], shared="true", password="nine quiet otters")
    assert page.status_code == 422 and "checked" in page.text.split('name="shared"')[1].split(">")[0]


def test_the_worker_stands_at_the_root_and_names_this_version(client):
    answer = client.get("/reading-worker.js")
    assert answer.status_code == 200 and answer.mimetype == "text/javascript"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-cache, private"
    static = answer.text.split('"')[1]
    for name in ("kept-store", "kept-worker"):
        with client.get(f"{static}js/{name}.js") as part:
            assert part.status_code == 200


def test_the_page_for_no_connection_names_nobody(client):
    page = client.get("/without-connection")
    assert page.status_code == 200 and "data-account" not in page.text
    for part in ('id="kept-notice"', 'id="read-waits"', 'id="not-now"', "<!-- kept pages -->", "[at]",
                 'id="kept-list" hidden', "data-waits hidden"):
        assert part in page.text, part
