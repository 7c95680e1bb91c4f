"""A holder's own certificates: what each says today, its code, and the file."""

from flask import abort, render_template

from lms import clock
from lms.certificates import installation, lookups
from lms.certificates.models import Certificate
from lms.certificates.views import pages, send_document
from lms.web import asking, signed_in


@pages.get("/my-certificates")
@signed_in
def mine():
    now = clock.now()
    certificates = lookups.certificates_of(asking())
    answers = [(each, lookups.answer_for(each, now), lookups.printed_code(each)) for each in certificates]
    return render_template("certificates/mine.html", answers=answers, site=installation.site_name())


@pages.get("/my-certificates/<number>.pdf")
@signed_in
def download(number: str):
    return send_document(hers(number))


def hers(number: str) -> Certificate:
    """Found among hers, or not at all."""
    return {each.number: each for each in lookups.certificates_of(asking())}.get(number.upper()) or abort(404)
