"""The check that every fetched page goes through finds what it is for."""

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.strictness import faults

PAGE = """<!doctype html>
<html lang="en"><head><title>Sign in</title></head><body><h1>Sign in</h1>
<form><label for="email">E-mail</label><input id="email" name="email"><button>Sign in</button></form>
</body></html>"""


def test_a_sound_page_has_no_fault():
    assert faults(PAGE) == []


@pytest.mark.parametrize(
    ("sound", "broken", "said"),
    [
        ("<h1>Sign in</h1>", "<h2>Sign in</h2>", "it has 0 h1 headings"),
        ("<h1>", "<h1>One</h1><h1>", "it has 2 h1 headings"),
        ("<title>Sign in</title>", "<title> </title>", "it has no title"),
        (' lang="en"', "", "it doesn't say its language"),
        ('for="email"', 'for="e-mail"', "input email has no label"),
        ("<button>", '<p id="email">', "the id email is there 2 times"),
        ('name="email"', 'aria-describedby="hint"', "aria-describedby points to #hint, which isn't there"),
        ("<button>", '<img src="seal.svg"><button>', "the image seal.svg has no alt"),
        ("</h1>", "</h2>", "line 2: "),
        ("<!doctype html>", "", "line 2: "),
    ],
)
def test_a_fault_is_found(sound, broken, said):
    assert any(fault.startswith(said) for fault in faults(PAGE.replace(sound, broken)))


def test_whoever_fetches_a_faulty_page_fails_each_time_and_whatever_was_fetched_before():
    app, shown = Flask(__name__), [PAGE]
    app.test_client_class = Browser
    app.add_url_rule("/", view_func=lambda: shown[0])
    browser = app.test_client()
    for page in (PAGE, PAGE.replace("</h1>", "</h2>"), PAGE):
        shown[0] = page
        for _ in range(2):
            if page == PAGE:
                assert browser.get("/").status_code == 200
            else:
                with pytest.raises(AssertionError, match="GET /: line 2: "):
                    browser.get("/")
