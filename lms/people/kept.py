"""What somebody typed when her session had run out: kept, sealed, through sign-in, to be sent again by her.

It travels in a hidden field of the sign-in page. The seal is ours, so that nobody else can have her
send something; and only what came from one of our own pages is kept.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request, session
from itsdangerous import BadSignature, URLSafeTimedSerializer

from lms.people.models import Account

LASTS = 60 * 60 * 12
SECRET = ("password", "current", "csrf_token")
FOR_US = ("act", "check")  # which button was pressed
NAMES = {"text": "What you wrote"}


@dataclass(frozen=True)
class Kept:
    """A form that was sent and not taken: where to, and its fields as they were typed."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]
    by: str = ""  # the account whose session it was, where that is still known

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The fields worth reading again, with names for people."""
        return [
            (NAMES.get(name) or name.replace("_", " ").replace("-", " ").capitalize(), text)
            for name, text in self.fields if text and name not in FOR_US and not text.isdigit()
        ]

    def may_be_of(self, account: Account) -> bool:
        """Not where the session, or the page itself, says that somebody else was writing."""
        writer = dict(self.fields).get("writer", "0")
        return self.by in ("", str(account.id)) and writer in ("0", "", str(account.person_id))


def keep_what_was_sent() -> str:
    """The sealed bundle of this request, or nothing if it didn't come from a page of ours."""
    if not _from_our_page():
        return ""
    typed = [(name, text) for name, text in request.form.items(multi=True) if name not in SECRET]
    files = [file.filename for file in request.files.values() if file.filename]
    by = session.get("_user_id", "").partition(":")[0]
    return _sealer().dumps({"path": _path(), "fields": typed, "files": files, "by": by}) if typed or files else ""


def open_kept(sealed: str) -> Kept | None:
    try:
        bundle = _sealer().loads(sealed, max_age=LASTS) if sealed else None
    except BadSignature:
        return None
    if bundle is None:
        return None
    return Kept(bundle["path"], [tuple(pair) for pair in bundle["fields"]], bundle["files"], bundle.get("by", ""))


def _path() -> str:
    return request.full_path.rstrip("?")


def _from_our_page() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.referrer or ""
    return urlsplit(origin).netloc == request.host


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="kept form")
