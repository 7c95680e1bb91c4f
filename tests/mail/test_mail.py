"""Mail: written with the act, sent once, forgotten when sent, and silent in the log."""

import logging
from email import message_from_bytes
from email.policy import default

import pytest
from jinja2 import UndefinedError
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lms import jobs, mail
from lms.db import begin_writing, db
from lms.mail import sending
from tests import smtp_server
from tests.mail.conftest import LINK


def test_it_arrives_as_plain_text_and_as_html_with_reply_to(posted, work, found, server):
    mail_id = posted()
    work()
    (raw,) = server.taken
    assert max(len(line) for line in raw.splitlines()) < 998
    raw.decode("ascii")
    letter = message_from_bytes(raw, policy=default)
    assert letter["To"] == "Ada Ẹ́niọlá <ada@work.example>"
    assert letter["Reply-To"] == "reps@hmt.example"
    assert letter["Subject"] == "Your sign-in link"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].startswith(f"<{mail_id}.")
    text, html = letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()
    for words in (text, html):
        assert LINK in words
        assert "Thursday 26 November" in words
        assert "Health Managers Together runs this programme" in words
    assert "<" not in text
    assert text.startswith("Hello Ada")


def test_once_sent_its_words_are_forgotten(posted, work, found, server):
    mail_id = posted()
    assert LINK in found(mail_id).text
    work()
    sent = found(mail_id)
    assert (sent.state, sent.text, sent.html, sent.attempts) == ("sent", "", "", 1)
    assert sent.sent_at is not None


def test_without_a_mail_server_it_waits_in_the_outbox(app, posted, work, found):
    mail_id = posted()
    work()
    kept = found(mail_id)
    assert kept.state == "kept"
    assert LINK in kept.html
    with app.app_context():
        assert kept.sentence == "Kept here: no mail server is set."
        assert mail.last_to("ada@work.example").id == mail_id


def test_what_was_kept_is_sent_once_there_is_a_server(app, posted, work, found, clock):
    old = posted(to="old@work.example")
    work()
    clock.forward(days=8)
    new = posted(to="new@work.example")
    work()
    with smtp_server.serving() as server:
        app.config["SMTP_URL"] = server.url
        with app.app_context():
            sending.send_what_was_kept()
        work()
        with app.app_context():
            sending.send_what_was_kept()
        work()
        assert len(server.taken) == 1
    assert found(new).state == "sent"
    assert found(old).state == "failed"
    assert found(old).html == ""


def test_a_mail_of_an_act_that_is_rolled_back_was_never_there(app, work, in_context, clock, server):
    with app.app_context():
        begin_writing()
        mail.post("tests/link", "ada@work.example", "Hello", now=clock(), until=clock(), name="Ada", link=LINK)
        db.session.rollback()
    assert work() == 0
    assert server.taken == []


def test_running_the_job_twice_sends_it_once(posted, work, writing, server):
    mail_id = posted()
    with writing():
        jobs.enqueue("mail.send", mail_id=mail_id)
    assert work() == 2
    assert len(server.taken) == 1


TEMPORARY = [{"RCPT": "451 greylisted"}, {"MAIL": None}, {"DATA": "421 no"}, {"BODY": "450 no"}]


@pytest.mark.parametrize("answers", TEMPORARY)
def test_a_temporary_no_is_tried_again_later(posted, work, found, server, answers):
    mail_id = posted()
    server.answers = answers
    work()
    put_off = found(mail_id)
    assert (put_off.state, put_off.attempts) == ("waiting", 1)
    assert put_off.last_error.startswith("The mail server")
    assert work() == 0
    server.answers, server.taken = {}, []
    work(early=True)
    assert (found(mail_id).state, len(server.taken)) == ("sent", 1)


def test_a_server_that_is_away_for_two_days_is_enough(app, posted, work, found):
    app.config["SMTP_URL"] = "smtp://127.0.0.1:9"
    mail_id = posted()
    tries = work() + work(early=True)
    given_up = found(mail_id)
    assert (given_up.state, given_up.text) == ("failed", "")
    assert tries == given_up.attempts == len(sending.AGAIN) + 1


@pytest.mark.parametrize("answers", [{"RCPT": "550 no such person"}, {"BODY": "554 spam"}])
def test_a_final_no_is_final(posted, work, found, server, answers):
    mail_id = posted()
    server.answers = answers
    work()
    failed = found(mail_id)
    assert (failed.state, failed.html) == ("failed", "")
    assert "The mail server said 55" in failed.last_error
    assert work(early=True) == 0


def test_if_the_line_breaks_while_it_goes_out_it_is_not_sent_twice(posted, work, found, server):
    mail_id = posted()
    server.answers = {"BODY": None}
    work()
    assert len(server.taken) == 1
    assert found(mail_id).state == "failed"
    assert "may have arrived" in found(mail_id).last_error
    assert work(early=True) == 0


def test_if_the_worker_dies_while_it_goes_out_it_is_not_sent_twice(posted, work, found, writing, server):
    mail_id = posted()
    with writing() as session:
        session.execute(update(mail.OutgoingMail).values(state="sending", attempts=1))
    work()
    assert server.taken == []
    assert "may have arrived" in found(mail_id).last_error


def test_its_claim_is_committed_before_a_word_goes_out(posted, work, found, server):
    mail_id, seen = posted(), []
    server.when_taken = lambda: seen.append(found(mail_id).state)
    work()
    assert seen == ["sending"]


def test_a_link_that_has_run_out_is_not_sent(posted, work, found, server, clock):
    mail_id = posted()
    clock.forward(minutes=60)
    work()
    assert server.taken == []
    assert (found(mail_id).state, found(mail_id).text) == ("failed", "")


def test_no_link_and_no_address_is_in_the_log(app, posted, work, server, caplog):
    caplog.set_level(logging.DEBUG)
    posted()
    work()
    server.answers = {"RCPT": "451 not now, ada@work.example"}
    posted()
    work()
    server.answers = {"RCPT": "550 who is ada@work.example?"}
    posted()
    work()
    assert "mail " in caplog.text
    assert LINK not in caplog.text
    assert "s3cret" not in caplog.text
    assert "ada@" not in caplog.text


def test_an_error_of_the_database_does_not_quote_the_mail(app, posted, in_context):
    posted()
    with app.app_context():
        begin_writing()
        there = mail.last_to("ada@work.example")
        there.state = "nonsense"
        there.text += " "
        with pytest.raises(IntegrityError) as error:
            db.session.flush()
    assert "s3cret" not in str(error.value).split("DETAIL")[0]


def test_a_subject_names_no_union(posted):
    with pytest.raises(ValueError, match="doesn't name the union"):
        posted(subject="Health managers together: your place")


@pytest.mark.parametrize("to", ["nobody", "ada@work.example\nBcc: eve@work.example"])
def test_a_mail_needs_an_address(posted, to):
    with pytest.raises(ValueError, match="needs an address"):
        posted(to=to)


def test_a_word_that_is_missing_is_an_error(app, clock):
    with app.app_context():
        begin_writing()
        with pytest.raises(UndefinedError):
            mail.post("tests/link", "ada@work.example", "Hello", now=clock(), until=clock(), name="Ada")


def test_names_are_escaped_in_html_and_stand_as_they_are_in_text(posted, found):
    written = found(posted(name="O'Neill <& Daughter>"))
    assert "Hello O'Neill <& Daughter>," in written.text
    assert "<& Daughter>" not in written.html
    assert "&lt;&amp; Daughter&gt;" in written.html


def test_a_preview_on_a_locked_phone_names_no_union(posted, found):
    html = found(posted()).html
    assert html.index("Your sign-in link", html.index("<body")) < html.index("Health Managers Together")
