"""What every answer carries, and what a person sees when something goes wrong."""

import gzip

import brotli
import pytest
from flask.testing import FlaskClient

from lms.refusal import Refusal
from tests import make


def test_each_page_says_what_the_browser_may_do(client):
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(("accepted", "unpacked"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_page_is_sent_small(app, accepted, unpacked):
    plain = app.test_client().get("/", headers={"Accept-Encoding": "identity"})
    small = FlaskClient(app, app.response_class).get("/", headers={"Accept-Encoding": accepted})
    assert small.headers["Content-Encoding"] == accepted
    assert len(small.data) < len(plain.data) / 2
    assert b"Somebody has to walk" in unpacked(small.data)


def test_a_static_file_is_kept_for_a_year_under_an_address_of_its_own(app, client):
    with app.app_context():
        url = app.jinja_env.globals["static_url"]("app.css")
    answer = client.get(url)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    answer.close()
    assert client.get(url.replace("/static/", "/static/0")).status_code == 404


def test_what_is_not_there_is_a_page_with_a_way_on(client):
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert b"<h1>" in answer.data


def test_an_error_of_ours_is_a_page_with_an_id_and_the_log_has_it(app, client, monkeypatch, caplog):
    def breaks(**_values):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setitem(app.view_functions, "desk.privacy", _public(breaks))
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = client.get("/privacy")
    assert answer.status_code == 500
    assert b"secret" not in answer.data
    error_id = caplog.records[-1].getMessage().split()[1]
    assert error_id.encode() in answer.data


def test_a_refusal_that_no_page_catches_is_its_sentence_and_a_way_back(app, client, monkeypatch):
    def refuses(**_values):
        raise Refusal("The kettle is empty.")

    monkeypatch.setitem(app.view_functions, "desk.privacy", _public(refuses))
    answer = client.get("/privacy")
    assert answer.status_code == 422
    assert "The kettle is empty." in answer.get_data(as_text=True)


def test_a_form_without_its_token_is_refused_in_words(app, writing, signed_in):
    with writing():
        person = make.a_member()
    browser = signed_in(person)
    app.config["WTF_CSRF_ENABLED"] = True
    answer = browser.post("/sign-out")
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.get_data(as_text=True)


def _public(view):
    view.access, view.roles = "public", frozenset()
    return view


def test_what_no_row_can_be_is_no_page(writing, signed_in):
    with writing():
        administrator = make.an_administrator()
    browser = signed_in(administrator)
    beyond = "9" * 20
    numbers = (f"/people/{beyond}", f"/people/{beyond}/standing", f"/runs/RC-27-01/register/{beyond}")
    for path in (*numbers, "/runs/%00", "/search?q=%00"):
        assert browser.get(path).status_code == 404, path
