"""The client of the tests: a browser that is strict about every page it gets."""

from hashlib import sha256

from flask import has_app_context
from flask.testing import FlaskClient

from tests.strictness import faults

_sound: set[bytes] = set()  # pages that were read to the letter before: two of three are the same again


class Browser(FlaskClient):
    """Flask's test client; a page with a fault fails the test that fetched it."""

    def open(self, *args, **kwargs):
        # An open context would lend its session and its `g` to the request, and hide what is missing.
        assert not has_app_context(), "leave the context before asking for a page"
        answer = super().open(*args, **kwargs)
        if answer.mimetype == "text/html" and answer.data and not 300 <= answer.status_code < 400:
            page = sha256(answer.data).digest()
            if page not in _sound:
                found = faults(answer.get_data(as_text=True))
                assert not found, f"{answer.request.method} {answer.request.path}: " + "; ".join(found)
                _sound.add(page)
        return answer
