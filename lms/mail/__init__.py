"""Mail: written by an operation into the outbox, in its transaction; handed over afterwards by a job.

It knows addresses, never persons. Once a mail is sent or given up its words are blanked, since they
can hold a link; no link and no address is ever in a log.
"""

from lms.mail.models import OutgoingMail
from lms.mail.sending import send
from lms.mail.writing import Letterhead, address, init_mail, last_to, post

__all__ = ["Letterhead", "OutgoingMail", "address", "init_mail", "last_to", "post", "send"]
