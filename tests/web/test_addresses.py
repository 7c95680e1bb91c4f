"""Addresses are kept once they are built, and a page that hasn't changed isn't sent again."""

import flask
import pytest

from lms.web.addresses import url_for
from tests import make

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


def test_a_kept_address_is_the_one_that_flask_builds(app):
    with app.test_request_context("/"):
        for values in ({"ref": "RC-26-04"}, {"ref": "RC 1/2"}, {"ref": "x", "page": 1}, {"ref": "x", "page": True},
                       {"ref": "x", "page": None}, {"ref": "x", "_anchor": "modules"}, {"ref": "x", "_external": True}):
            for _ in range(2):
                assert url_for("desk.my_course", **values) == flask.url_for("desk.my_course", **values)


def test_below_another_root_it_is_another_address(app):
    with app.test_request_context("/"):
        assert url_for("desk.home") == "/home"
    with app.test_request_context("/", base_url="http://localhost/learning"):
        assert url_for("desk.home") == "/learning/home"


def test_a_public_page_that_has_not_changed_is_not_sent_again(client, writing):
    first = client.get("/courses")
    tag = first.headers["ETag"]
    again = client.get("/courses", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    with writing():
        make.a_run()
    assert client.get("/courses", headers={"If-None-Match": tag}).status_code == 200


def test_a_page_with_a_token_is_always_sent(client, signed_in, writing):
    with writing():
        person = make.a_member()
    assert "ETag" not in client.get("/sign-in").headers
    assert "ETag" not in signed_in(person).get("/home").headers
