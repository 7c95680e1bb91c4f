"""Words that were searched for, found again in a text whatever their accents and case, and marked in it."""

import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup, escape

from lms.people.models import folded

WORD = re.compile(r"[^\W_]+")
LEAST = 2  # letters of a word that is looked for
MOST = 8  # words
fold = lru_cache(maxsize=50_000)(folded)  # a course says the same words again and again
_PARTS = re.compile(r"(<svg\b.*?</svg>|<[^>]*>|&[#\w]+;)", re.DOTALL)


def words_of(query: str) -> tuple[str, ...]:
    """The words to look for, folded, each once; figures may stand alone, single letters not."""
    found = [folded(word) for word in WORD.findall(query)]
    wanted = dict.fromkeys(word for word in found if len(word) >= LEAST or word.isdigit())
    return tuple(wanted)[:MOST]


def begins(word: str, wanted: tuple[str, ...]) -> bool:
    """Whether a word of the text is one of those, or goes on from it."""
    return fold(word).startswith(wanted)


def marked_text(text: str, wanted: tuple[str, ...]) -> Markup:
    """Plain text as HTML, with the words marked."""
    return Markup(_marked(text, wanted, escape))


def marked_html(html: str, wanted: tuple[str, ...]) -> Markup:
    """Safe HTML with the words marked in its text, never in a tag, a sign or a drawing."""
    if not wanted:
        return Markup(html)
    parts = _PARTS.split(html)
    return Markup("".join(part if at % 2 else _marked(part, wanted, str) for at, part in enumerate(parts)))


def _marked(text: str, wanted: tuple[str, ...], shown: Callable[[str], str]) -> str:
    pieces, at = [], 0
    for found in WORD.finditer(text) if wanted else ():
        if begins(found[0], wanted):
            pieces += [str(shown(text[at:found.start()])), f"<mark>{shown(found[0])}</mark>"]
            at = found.end()
    return "".join([*pieces, str(shown(text[at:]))])
