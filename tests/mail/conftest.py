"""An outbox with a letter in it, a mail server, and whoever hands over."""

from datetime import timedelta

import pytest
from jinja2 import ChoiceLoader, DictLoader

from lms import jobs, mail
from tests import smtp_server

LINK = "https://courses.hmt.example/link/s3cret-t0ken"
TEMPLATES = {
    "mail/tests/link.txt": """
        {%- extends "mail/base.txt" %}{% from "mail/facts.txt" import facts %}
        {% block body %}Hello {{ name }}, you asked for a link. It works once, until {{ until|time }}:

{{ link }}

{{ facts([("Course", "Leeds"), ("Day", now|day)]) }}{% endblock %}""",
    "mail/tests/link.html": """
        {%- extends "mail/base.html" %}{% from "mail/parts.html" import button, facts, note, p, title %}
        {% block body %}{{ title("Your sign-in link") }}
        {% call p() %}Hello {{ name }}, you asked for a link.{% endcall %}{{ button("Sign in", link) }}
        {{ facts([("Course", "Leeds"), ("Day", now|day)]) }}{{ note("Nobody else needs it.") }}{% endblock %}""",
}


@pytest.fixture(autouse=True)
def letters(app, monkeypatch):
    """The tests' own letterhead, and their own mails beside the rooms'."""
    head = mail.Letterhead("Health Managers Together", "Courses <reps@hmt.example>", "reps@hmt.example")
    monkeypatch.setitem(app.extensions, "lms.letterhead", lambda: head)
    environment = app.extensions["lms.mail templates"]
    kept = environment.loader
    environment.loader = ChoiceLoader([DictLoader(TEMPLATES), kept])
    app.config["SMTP_URL"] = None
    yield
    environment.loader = kept


@pytest.fixture
def server(app):
    with smtp_server.serving() as server:
        app.config["SMTP_URL"] = server.url
        yield server


@pytest.fixture
def posted(writing, clock):
    """`posted()` puts a mail with a link in the outbox, and gives its id."""

    def post(to="ada@work.example", subject="Your sign-in link", **words) -> int:
        with writing():
            return mail.post(
                "tests/link", to, subject, now=clock(), to_label="Ada Ẹ́niọlá", until=clock() + timedelta(minutes=60),
                **{"name": "Ada", "link": LINK} | words,
            ).id

    return post


@pytest.fixture
def work(app):
    """`work()` runs the jobs that are due; `work(early=True)` those that were put off, too."""

    def run(**how) -> int:
        with app.app_context():
            return jobs.run_jobs_now(**how)

    return run


@pytest.fixture
def found(in_context):
    def find(mail_id) -> mail.OutgoingMail:
        with in_context() as session:
            return session.get(mail.OutgoingMail, mail_id)

    return find
