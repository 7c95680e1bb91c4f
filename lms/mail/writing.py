"""Write a mail into the outbox."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from jinja2 import StrictUndefined
from sqlalchemy import select

from lms import jobs
from lms.db import db
from lms.mail.models import OutgoingMail


@dataclass(frozen=True)
class Letterhead:
    """Whose mail it is. `sender` shows in an inbox that others may see: keep its name neutral."""

    union_name: str
    sender: str
    reply_to: str


def init_mail(app: Flask, letterhead: Callable[[], Letterhead]) -> None:
    app.extensions["lms.letterhead"] = letterhead
    # A word that is missing in a mail is an error of ours, not a gap in her letter.
    app.extensions["lms.mail templates"] = app.jinja_env.overlay(undefined=StrictUndefined)


def letterhead() -> Letterhead:
    return current_app.extensions["lms.letterhead"]()


def address(path: str) -> str:
    """The path as a link that works in a mail."""
    return f"{current_app.config['BASE_URL']}{path}"


def post(
    template: str, to: str, subject: str, *, now: datetime, to_label: str = "", until: datetime | None = None, **words
) -> OutgoingMail:
    """Put a mail in the outbox and have it sent, both in the caller's transaction.

    `template` names templates/mail/<template>.txt and .html; `words` is what they say. The subject is
    read on screens that others see: the union's name in it raises ValueError. After `until` (when a link
    in it has run out) it isn't sent any more.
    """
    head = letterhead()
    if head.union_name.casefold() in subject.casefold():
        raise ValueError("a subject doesn't name the union")
    if "@" not in to or any(ord(sign) < 32 for sign in to + to_label + subject):
        raise ValueError("a mail needs an address, and a subject of one line")
    words |= {"letterhead": head, "subject": subject, "now": now, "until": until, "site": address("")}
    mail = OutgoingMail(
        to_address=to, to_label=to_label, template=template, subject=subject, reply_to=head.reply_to,
        text=_render(f"mail/{template}.txt", words), html=_render(f"mail/{template}.html", words),
        state="waiting", created_at=now, until=until, attempts=0, last_error="",
    )
    db.session.add(mail)
    db.session.flush()
    jobs.enqueue("mail.send", mail_id=mail.id)
    return mail


def last_to(to: str) -> OutgoingMail | None:
    """The newest mail to that address."""
    newest_first = select(OutgoingMail).where(OutgoingMail.to_address == to).order_by(OutgoingMail.id.desc())
    return db.session.scalars(newest_first.limit(1)).first()


def _render(name: str, words: dict) -> str:
    lines = current_app.extensions["lms.mail templates"].get_template(name).render(words).strip().splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"
