"""The check of a code, for anybody: whether it is genuine and holds today, and never whose it is."""

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests

from lms import clock, throttle
from lms.certificates import answers, lookups, rules
from lms.certificates.codes import normalise, printed
from lms.certificates.schemas import CodeSchema, NameSchema
from lms.certificates.views import pages
from lms.db import begin_reading, begin_writing, db
from lms.refusal import Refusal
from lms.web import Form, public, read_form, show_form

WITHIN = timedelta(minutes=10)
FROM_ONE_ADDRESS, FROM_ALL = 60, 3000
NAMES_FOR_ONE = 10
MISTYPED = "That can’t be one of our codes. Compare it with the certificate, letter by letter."
PRIVATE = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


@pages.get("/verify")
@public
def check():
    """The form; a code that came with the address (from the front page) goes the same way."""
    typed = request.args.get("code", "").strip()
    form = show_form(CodeSchema, {"code": typed})
    return look_for(typed, form) if typed else render_template("certificates/check.html", form=form)


@pages.post("/verify")
@public
def look_up():
    form = read_form(CodeSchema)
    begin_reading()
    return look_for(form.data["code"] if form.data else "", form)


def look_for(typed: str, form: Form):
    code = normalise(typed)
    if code:
        return redirect(url_for(".verify", code=printed(code)), 303)
    if not form.errors:
        form.refuse(Refusal(MISTYPED, field="code"))
    return render_template("certificates/check.html", form=form), 422


@pages.get("/V/<code>")
@pages.get("/v/<code>")
@public
def verify_printed(code: str):
    """The address in the square pattern, in capitals there."""
    return verify(code)


@pages.get("/verify/<code>")
@public
def verify(code: str):
    count_check()
    return show_answer(code, show_form(NameSchema))


@pages.post("/verify/<code>")
@public
def compare(code: str):
    """Whether the name that was typed is the one that is printed."""
    form = read_form(NameSchema)
    count_comparison(code)
    certificate = lookups.certificate_by_code(code)
    matches = None
    if form.data is not None and certificate is not None:
        matches = rules.names_match(certificate.name, form.data["name"])
    return show_answer(code, form, matches)


def show_answer(code: str, form: Form, matches: bool | None = None):
    """The same headers and the same work, whatever the answer is."""
    certificate = lookups.certificate_by_code(code)
    answer = lookups.answer_for(certificate, clock.now())
    known = normalise(code)
    page = render_template(
        "certificates/answer.html", answer=answer, certificate=certificate, form=form, matches=matches,
        code=printed(known) if known else None, issuer=answers.issuer(),
    )
    return page, 422 if form.errors else 200


@pages.after_request
def _private(response):
    """No answer under these addresses is kept, listed or told to the next site, whatever it says."""
    if request.path.lower().startswith(("/verify", "/v/")):
        response.headers.update(PRIVATE)
    return response


def count_check() -> None:
    """Answers 429 where too many codes were checked, from this address or from all."""
    _count("check a code", {request.remote_addr or "": FROM_ONE_ADDRESS, "everybody": FROM_ALL})


def count_comparison(code: str) -> None:
    """Answers 429 where too many names were tried, from this address or for this code."""
    _count("compare a name", {request.remote_addr or "": FROM_ONE_ADDRESS, normalise(code) or code: NAMES_FOR_ONE})


def _count(kind: str, limits: dict[str, int]) -> None:
    """Count this try for each key in a short transaction of its own; answers 429 where one had too many."""
    now = clock.now()
    begin_writing()
    wait = throttle.longest_wait(kind, limits, WITHIN, now)
    if wait is not None:
        begin_reading()
        raise TooManyRequests(retry_after=int(wait.total_seconds()) + 1)
    throttle.count_for(kind, limits, now)
    db.session.commit()
    begin_reading()
