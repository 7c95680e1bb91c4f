"""The job that hands a mail over, once: it notes that it begins just before the words go out.

If the worker dies between that note and the server's answer (or the note of it), nobody can know
whether the mail went. It isn't sent twice: it stands as failed, and says so.
"""

import logging
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr

from flask import current_app
from sqlalchemy import select

from lms import clock, jobs
from lms.db import begin_reading, begin_writing, db
from lms.jobs import job, when_a_worker_starts
from lms.mail import smtp
from lms.mail.models import OutgoingMail
from lms.mail.writing import letterhead

log = logging.getLogger("lms.mail")

# Seven bits, so that it goes through the oldest server as it is.
PLAIN = SMTP.clone(cte_type="7bit")
AGAIN = [timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, *[360] * 7)]
TOO_OLD = timedelta(days=7)
MAY_HAVE_GONE = "It was being handed over when line or worker stopped: it may have arrived. Nothing is sent twice."


class _Elsewhere(Exception):
    """Another job has the mail in hand."""


@job("mail.send")
def send(mail_id: int) -> None:
    """Hand a waiting mail to the server, if there is one; on a temporary no, have it tried again later."""
    mail = _begin(mail_id)
    if mail is None:
        return
    message, sender = message_of(mail), parseaddr(letterhead().sender)[1]
    begin_reading()
    try:
        smtp.hand_over(
            current_app.config["SMTP_URL"], message, sender, mail.to_address, before_it_goes=lambda: _claim(mail_id)
        )
    except _Elsewhere:
        return
    except smtp.TryLater as problem:
        _put_off(mail_id, str(problem))
    except smtp.WontTake as problem:
        _settle(mail_id, "failed", str(problem))
    except smtp.Unsure:
        _settle(mail_id, "failed", MAY_HAVE_GONE)
    else:
        _settle(mail_id, "sent")


@when_a_worker_starts
def send_what_was_kept() -> None:
    """Now that there is a mail server, send what waited for one; what is too old is given up."""
    if not current_app.config["SMTP_URL"]:
        return
    now = clock.now()
    begin_writing()
    for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == "kept").with_for_update()):
        if mail.created_at < now - TOO_OLD:
            _end(mail, "failed", "It had waited for more than a week when a mail server was set.", now)
        else:
            mail.state = "waiting"
            jobs.enqueue("mail.send", mail_id=mail.id)
    db.session.commit()


@when_a_worker_starts
def send_what_was_left() -> None:
    """Try again the mails whose job broke down by an error that nobody foresaw; give up what always breaks it."""
    now = clock.now()
    begin_writing()
    left = db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.state.in_(("waiting", "sending"))).with_for_update()
    ).all()
    in_hand = {ids["mail_id"] for ids in jobs.ids_of_unfinished("mail.send")} if left else set()
    for mail in left:
        if mail.id in in_hand:
            continue
        if mail.attempts > len(AGAIN):
            _end(mail, "failed", f"It could not be handed over in {mail.attempts} tries; the log says why.", now)
        else:
            jobs.enqueue("mail.send", mail_id=mail.id)
    db.session.commit()


def message_of(mail: OutgoingMail) -> bytes:
    """The mail as it goes over the wire."""
    sender = letterhead().sender
    message = EmailMessage(policy=PLAIN)
    message["From"] = formataddr(parseaddr(sender))
    message["To"] = formataddr((mail.to_label, mail.to_address))
    message["Reply-To"] = mail.reply_to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.id}.{mail.created_at:%Y%m%d%H%M%S}@{parseaddr(sender)[1].partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message.as_bytes()


def _begin(mail_id: int) -> OutgoingMail | None:
    """Count the try, and give back the mail, with its words, if it is to be sent."""
    now = clock.now()
    begin_writing()
    mail = db.session.get(OutgoingMail, mail_id, with_for_update=True)
    if mail.state == "sending":
        _end(mail, "failed", MAY_HAVE_GONE, now)
    elif mail.state == "waiting" and mail.until and mail.until <= now:
        _end(mail, "failed", "What it said had run out before it could be sent.", now)
    elif mail.state == "waiting" and not current_app.config["SMTP_URL"]:
        mail.state = "kept"
    elif mail.state == "waiting":
        mail.attempts += 1
        db.session.commit()
        db.session.expunge(mail)
        return mail
    db.session.commit()
    return None


def _claim(mail_id: int) -> None:
    begin_writing()
    mail = db.session.get(OutgoingMail, mail_id, with_for_update=True)
    if mail.state != "waiting":
        raise _Elsewhere
    mail.state = "sending"
    db.session.commit()


def _settle(mail_id: int, state: str, error: str = "") -> None:
    begin_writing()
    _end(db.session.get(OutgoingMail, mail_id, with_for_update=True), state, error, clock.now())
    db.session.commit()


def _put_off(mail_id: int, error: str) -> None:
    begin_writing()
    mail = db.session.get(OutgoingMail, mail_id, with_for_update=True)
    if mail.attempts > len(AGAIN):
        _end(mail, "failed", error, clock.now())
    else:
        mail.state, mail.last_error = "waiting", error[:300]
        jobs.enqueue_in(AGAIN[mail.attempts - 1], "mail.send", mail_id=mail_id)
        log.warning("mail %s (%s) is put off", mail.id, mail.template)
    db.session.commit()


def _end(mail: OutgoingMail, state: str, error: str, now: datetime) -> None:
    mail.state, mail.last_error = state, error[:300]
    mail.sent_at = now if state == "sent" else None
    mail.blank()
    log.info("mail %s (%s) %s", mail.id, mail.template, state)
