"""Three kinds of no, each a page with a sentence; anything else is a 500 that is logged with an id."""

import logging
import secrets
from urllib.parse import urlsplit

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from lms.db import begin_reading
from lms.refusal import Refusal
from lms.web.api import problems

log = logging.getLogger("lms")
PAGES = {403, 404, 413, 429}


def init_errors(app: Flask) -> None:
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, stale)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, unexpected)


def _refused(refusal: Refusal):
    begin_reading()
    if problems.by_program():
        return problems.refused(refusal)
    return render_template("errors/422.html", sentence=refusal.sentence, back_url=_back()), 422


def stale(_error: CSRFError):
    begin_reading()
    sentence = (
        "This page had been open for too long, or in another browser. Nothing was changed. "
        "Go back, reload the page and send it again."
    )
    return render_template("errors/400.html", sentence=sentence, back_url=_back()), 400


def _http(error: HTTPException):
    begin_reading()
    code = error.code or 500
    if code < 400 or error.response is not None:
        return error
    if problems.by_program():
        return problems.http(error)
    name = f"errors/{code if code in PAGES else 400}.html"
    sentence = "The page can't be used that way." if code == 405 else "We could not make sense of that request."
    if isinstance(error, RequestEntityTooLarge):
        sentence = f"That file is too large. The limit is {(request.max_content_length or 0) // 1024**2} MB."
    answer = render_template(name, sentence=sentence, back_url=_back(), retry_after=getattr(error, "retry_after", None))
    return answer, code


def unexpected(error: Exception):
    begin_reading()
    if problems.by_program():
        return problems.unexpected(error)
    error_id = secrets.token_hex(4)
    log.exception("error %s at %s", error_id, request.endpoint, exc_info=error)
    return render_template("errors/500.html", error_id=error_id), 500


def _back() -> str:
    """The page that the person came from, if it is one of ours."""
    came = urlsplit(request.referrer or "")
    if came.netloc == request.host and came.path:
        return came.path + (f"?{came.query}" if came.query else "")
    return "/"
