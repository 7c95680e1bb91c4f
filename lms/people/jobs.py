"""Sending a link: made in the job, so that an answer takes as long for an address that nobody has."""

from lms import clock, mail
from lms.db import begin_writing, db
from lms.jobs import job
from lms.people.links import LASTS, make_link
from lms.people.lookups import account_of, find_person


@job("people.send-link")
def send_link(person_id: int, purpose: str) -> None:
    """Mail her the link for a first password, or for a new one; a second run sends a second link, no harm done."""
    now = clock.now()
    begin_writing()
    person = find_person(person_id)
    if person is None:
        return
    account = account_of(person)
    email = account.email if account else person.email
    if not email:
        return
    token = make_link(person, purpose, email, now=now)
    subject = "Set a new password" if purpose == "reset" else "Your sign-in link"
    mail.post(
        "people/link", email, subject, now=now, to_label=person.name, until=now + LASTS[purpose],
        name=person.known_as, purpose=purpose, link=mail.address(f"/link/{token}"),
    )
    db.session.commit()
