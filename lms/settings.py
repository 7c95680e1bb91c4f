"""Every setting: its name in the environment, what it means, and what it is when nobody sets it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PROJECT = Path(__file__).resolve().parent.parent


class WrongSetting(Exception):
    """A setting that can't be used; the message names it and the remedy."""


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _database(text: str) -> str:
    try:
        url = make_url(text)
    except ArgumentError:
        raise ValueError("it must be a URL such as postgresql://user:password@host/name") from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ValueError("it must begin with sqlite:// or postgresql://")
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError("it must be the site's address, such as https://courses.example.org")
    return text.rstrip("/")


def _smtp(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("it must look like smtp://user:password@host:587 or smtps://host")
    return text


def _secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("it must have at least 32 characters; `openssl rand -hex 32` makes one")
    return text


def _file(text: str) -> Path:
    path = Path(text).expanduser().resolve()
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


def _password(text: str) -> str:
    if len(text) < 10:
        raise ValueError("it must have at least 10 characters")
    return text


def _number(text: str) -> int:
    if not text.isdigit() or not 20 <= int(text) <= 1_000_000:
        raise ValueError("it must be a whole number from 20 to 1000000")
    return int(text)


@dataclass(frozen=True)
class Setting:
    name: str
    key: str
    read: Callable[[str], object]
    default: object
    meaning: str


SETTINGS = [
    Setting("LMS_DATA", "DATA", _folder, PROJECT / "instance",
            "The folder for the SQLite database, keys and the demo password; made with mode 0700."),
    Setting("LMS_DATABASE_URL", "DATABASE_URL", _database, None,
            "The database: a sqlite:// or postgresql:// URL. Without it, SQLite in LMS_DATA."),
    Setting("LMS_CONTENT", "CONTENT", _folder, PROJECT / "course_content",
            "The folder of the course material."),
    Setting("LMS_BASE_URL", "BASE_URL", _address, None,
            "The site's address, as printed in mails and on certificates. "
            "Without it, http://localhost and PORT."),
    Setting("LMS_SECRET_KEY", "SECRET_KEY", _secret, None,
            "Signs sessions and keys the certificate codes. Without it, one is made in LMS_DATA/keys. "
            "Keep it: certificate codes can't be looked up without it."),
    Setting("LMS_SMTP_URL", "SMTP_URL", _smtp, None,
            "The mail server. Without it, mail waits in the outbox."),
    Setting("LMS_DEMO_PASSWORD", "DEMO_PASSWORD", _password, None,
            "The password of the demo sign-ins. Without it, one is made at random and kept in LMS_DATA."),
    Setting("LMS_SIGNING_KEY", "SIGNING_KEY", _file, None,
            "The PEM file with the private key that signs certificates. "
            "Without it, a demo key is made in LMS_DATA/keys."),
    Setting("LMS_SIGNING_CERT", "SIGNING_CERT", _file, None,
            "The PEM file with that key's certificate, followed by those of its issuers."),
    Setting("LMS_API_LIMIT", "API_LIMIT", _number, 600,
            "How many requests a minute each person's programs may make. Without it, 600."),
]


def load(environ: Mapping[str, str]) -> dict[str, object]:
    """Read all settings; raises WrongSetting with a sentence for the first that can't be used."""
    values: dict[str, object] = {}
    for setting in SETTINGS:
        text = environ.get(setting.name, "").strip()
        try:
            values[setting.key] = setting.read(text) if text else setting.default
        except ValueError as problem:
            raise WrongSetting(f"{setting.name} can't be used: {problem}.") from None
    known = {setting.name for setting in SETTINGS}
    for name in environ:
        if name.startswith("LMS_") and name not in known:
            raise WrongSetting(f"{name} is not a setting. The settings are: {', '.join(sorted(known))}.")
    if (values["SIGNING_KEY"] is None) != (values["SIGNING_CERT"] is None):
        raise WrongSetting("LMS_SIGNING_KEY and LMS_SIGNING_CERT go together: set both, or neither.")
    return values
