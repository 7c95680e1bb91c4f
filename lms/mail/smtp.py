"""Hand one message to a mail server."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

SECONDS = 30
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


class TryLater(Exception):
    """The server was not to be reached, or said "not now"; nothing was handed over."""


class WontTake(Exception):
    """The server said that it will never take this message; nothing was handed over."""


class Unsure(Exception):
    """The line broke after the message had begun to go out: the server may have it."""


def hand_over(url: str, message: bytes, sender: str, to: str, before_it_goes: Callable[[], None]) -> None:
    """Give the server a message; `before_it_goes` is called once the server wants it, before a word is sent.

    Whatever `before_it_goes` raises stops it. Raises TryLater, WontTake or Unsure.
    """
    with _as_ours():
        server = _connect(url)
    with _closing(server):
        with _as_ours():
            _expect(server.mail(sender))
            _expect(server.rcpt(to))
        before_it_goes()
        try:
            answer = server.data(message)
        except smtplib.SMTPDataError as refused:
            answer = (refused.smtp_code, refused.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            raise Unsure(_said(error)) from None
        _expect(answer)


def _connect(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    secure = ssl.create_default_context()
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(parts.hostname, parts.port or 465, timeout=SECONDS, context=secure)
    else:
        server = smtplib.SMTP(parts.hostname, parts.port or (587 if parts.username else 25), timeout=SECONDS)
    try:
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and _must_be_secure(parts):
            server.starttls(context=secure)
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _must_be_secure(parts: SplitResult) -> bool:
    """Where it is asked for, and wherever a password would leave this machine in the clear."""
    asked = "starttls" in parse_qs(parts.query, keep_blank_values=True)
    return asked or bool(parts.username and parts.hostname not in THIS_MACHINE)


def _expect(answer: tuple[int, bytes]) -> None:
    code, words = answer
    if code in (250, 251):
        return
    said = f"The mail server said {code}: {words.decode(errors='replace')}"
    raise WontTake(said) if 500 <= code < 600 else TryLater(said)


@contextmanager
def _as_ours():
    """Before the message goes out, whatever breaks can be tried again."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise TryLater(f"The mail server refused our sign-in ({error.smtp_code}).") from None
    except (smtplib.SMTPException, OSError) as error:
        raise TryLater(_said(error)) from None
    except UnicodeError:
        raise WontTake("The address has letters that mail servers don't take.") from None


@contextmanager
def _closing(server: smtplib.SMTP):
    try:
        yield
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _said(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return f"The mail server could not be reached, or hung up ({reason})."
