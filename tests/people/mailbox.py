"""What a person finds in her mail."""

import re

from lms import jobs, mail


def link_mailed_to(app, address: str) -> str | None:
    """The path of the link in the newest mail to that address, once the jobs have run."""
    with app.app_context():
        jobs.run_jobs_now()
    with app.app_context():
        letter = mail.last_to(address)
        found = re.search(r"(/link/\S+)", letter.text) if letter else None
        return found.group(1) if found else None
