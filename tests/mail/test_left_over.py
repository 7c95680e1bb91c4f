"""A mail whose job broke down by an error that nobody foresaw."""

import pytest

from lms.jobs.registry import AT_START
from lms.mail import sending


@pytest.fixture
def breaking(server):
    """The job breaks down by an error of ours, until `breaking.undo()`."""

    def message_of(mail):
        raise ZeroDivisionError

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sending, "message_of", message_of)
        yield patched


def start_a_worker(app) -> None:
    """What it does for mail before it takes a job."""
    for function in [each for each in AT_START if each.__module__.startswith("lms.mail")]:
        with app.app_context():
            function()


def test_a_mail_whose_job_broke_down_is_sent_after_the_next_start(app, posted, work, found, server, breaking):
    mail_id = posted()
    with pytest.raises(ZeroDivisionError):
        work()
    assert work() == 0 and found(mail_id).state == "waiting"
    breaking.undo()
    start_a_worker(app)
    start_a_worker(app)  # one that is queued already isn't queued again
    assert work() == 1
    assert found(mail_id).state == "sent" and len(server.taken) == 1
    start_a_worker(app)
    assert work() == 0


def test_a_mail_that_breaks_its_job_each_time_is_given_up(app, posted, work, found, breaking):
    mail_id = posted()
    for _ in range(len(sending.AGAIN) + 1):
        with pytest.raises(ZeroDivisionError):
            work()
        start_a_worker(app)
    gone = found(mail_id)
    assert gone.state == "failed" and "12 tries" in gone.last_error and gone.html == ""
    assert work() == 0


def test_a_mail_that_is_put_off_is_left_to_its_job(app, posted, work, server):
    server.answers["RCPT"] = "451 greylisted"
    posted()
    work()
    start_a_worker(app)
    assert work() == 0
