"""The outbox."""

from datetime import datetime

from flask import current_app
from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.db import UTCDateTime, db


class OutgoingMail(db.Model):
    """One mail to one address.

    `kept` waits for a mail server to be set; `sending` is the moment between our "here it is" and the
    server's "I have it".
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'kept', 'sending', 'sent', 'failed')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    to_address: Mapped[str] = mapped_column(String(254), index=True)
    to_label: Mapped[str] = mapped_column(String(200))
    template: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    reply_to: Mapped[str] = mapped_column(String(254))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(300), default="")

    @property
    def sentence(self) -> str:
        """How it stands, for the outbox page."""
        if self.state == "sent":
            return f"Sent {clock.say_day_time(self.sent_at)}."
        if self.state == "failed":
            return f"Not sent. {self.last_error}"
        if self.state == "sending":
            return "Being handed to the mail server."
        if self.state == "kept" or not current_app.config["SMTP_URL"]:
            return "Kept here: no mail server is set."
        return f"Not sent yet; it is tried again. {self.last_error}" if self.last_error else "Waiting to be sent."

    def blank(self) -> None:
        """Forget what it said."""
        self.text = self.html = ""
