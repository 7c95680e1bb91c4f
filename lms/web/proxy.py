"""Whose address it is, when a proxy on the same machine hands the request on.

Only a loopback peer is believed, and only the last address that it names: anybody can write the
header, and nobody but the proxy can write its last entry.
"""

from ipaddress import ip_address

from flask import Flask


def init_proxy(app: Flask) -> None:
    app.wsgi_app = BehindProxy(app.wsgi_app)


class BehindProxy:
    def __init__(self, wsgi_app):
        self.wsgi_app = wsgi_app

    def __call__(self, environ, start_response):
        environ["REMOTE_ADDR"] = _client(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""))
        return self.wsgi_app(environ, start_response)


def _client(peer: str, forwarded: str) -> str:
    named = forwarded.rpartition(",")[2].strip()
    try:
        return str(ip_address(named)) if ip_address(peer).is_loopback else peer
    except ValueError:
        return peer
