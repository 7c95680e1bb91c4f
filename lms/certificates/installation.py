"""What certificates take from the installation: the secret of their codes, the seal, the site's address."""

from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from flask import current_app

from lms.certificates.codes import CodeKeys
from lms.certificates.keys import Seal, open_seal
from lms.content.operations import union


def code_keys() -> CodeKeys:
    """The keys that find and read the printed codes."""
    return _code_keys(current_app.config["SECRET_KEY"])


_code_keys = cache(CodeKeys.from_secret)


def seal(now: datetime) -> Seal:
    """What this installation seals with; read once a process. Raises WrongSetting."""
    kept = current_app.extensions
    if "lms.seal" not in kept:
        config = current_app.config
        kept["lms.seal"] = open_seal(
            config["DATA"] / "keys", union().name, now, config["SIGNING_KEY"], config["SIGNING_CERT"]
        )
    return kept["lms.seal"]


def site() -> str:
    """The site's address, without a slash at its end."""
    return current_app.config["BASE_URL"].rstrip("/")


def site_name() -> str:
    """Its host, as it is said."""
    return urlsplit(site()).netloc
