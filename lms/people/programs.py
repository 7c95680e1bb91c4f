"""Who is behind a program: the owner of its token, with her rights or only her right to read."""

from lms import clock
from lms.people.models import Person
from lms.people.tokens import live_token, note_use
from lms.web.api.frame import token_asking
from lms.web.api.problems import Problem
from lms.web.api.whose import Token


def whose(text: str) -> Token:
    """The owner of this token; raises Problem if it doesn't count."""
    now = clock.now()
    token = live_token(text, now)
    if token is None:
        raise Problem(
            "no-token", "This token doesn't work: it was ended, has run out or was mistyped, or its owner has left. "
            "Make another at Your account, Tokens.", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )
    note_use(token, now)
    return Token(person=token.person, whose=f"person {token.person_id}", read_only=token.read_only)


def person_behind() -> Person | None:
    """Whose program asks; nobody where there is no token."""
    token = token_asking()
    return token.person if token else None
