"""What each answer says of itself to the browser, and HTML sent small."""

import gzip

import brotli
from flask import Flask, g, request

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
SMALL = 600


def init_headers(app: Flask) -> None:
    app.after_request(_protect)
    app.after_request(_compress)
    app.after_request(_tag)  # the last comes first


def _protect(response):
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    response.headers.setdefault("Cache-Control", "no-store" if request.method != "GET" else "no-cache, private")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _tag(response):
    """A page that is as it was last time isn't sent again; one with a token in it is never the same."""
    if request.method == "GET" and response.status_code == 200 and response.mimetype == "text/html":
        if "csrf_token" not in g and not response.is_streamed:
            response.add_etag(weak=True)
            response.make_conditional(request)
    return response


def _compress(response):
    if response.status_code == 304:
        return response
    if response.mimetype not in ("text/html", "application/json", "text/plain", "text/csv") or response.is_streamed:
        return response
    if response.direct_passthrough or response.content_length is None or response.content_length < SMALL:
        return response
    accepted = request.accept_encodings
    if accepted["br"] > 0:
        response.set_data(brotli.compress(response.get_data(), quality=4))
        response.headers["Content-Encoding"] = "br"
    elif accepted["gzip"] > 0:
        response.set_data(gzip.compress(response.get_data(), compresslevel=6))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
