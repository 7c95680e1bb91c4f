"""What membership and a password must be, and the words of a name; no database, no clock."""

import re
from itertools import pairwise

LONGEST_WORD = 60
SHORTEST = 10
LONGEST = 200
KNOWN = ("password", "qwertyuiop", "letmein", "welcome", "iloveyou", "abc123", "tolpuddle", "1234567890")


def in_good_standing(status: str) -> bool:
    """Whether a member with this status may train and represent: only a current one may."""
    return status == "current"


def weakness(password: str, *words: str) -> str | None:
    """What makes this password easy to guess, as a sentence; `words` are her name and address."""
    if len(password) < SHORTEST:
        return f"A password needs at least {SHORTEST} characters. Three words that don't belong together are good"
    if len(password) > LONGEST:
        return f"That is too long. {LONGEST} characters are enough"
    plain = "".join(character for character in password.casefold() if character.isalnum())
    if len(set(password.casefold())) < 4:
        return "That repeats too few characters. Three words that don't belong together are good"
    left = plain
    for word in sorted((*KNOWN, *_parts(words)), key=len, reverse=True):
        left = left.replace(word, "")
    if len(left) < 5 and left != plain:
        return "That is one of the first things somebody would try. Three words that don't belong together are good"
    return None


def _parts(words: tuple[str, ...]) -> set[str]:
    """The pieces of a name or an address that somebody would try."""
    text = " ".join(words).casefold()
    pieces = "".join(character if character.isalnum() else " " for character in text).split()
    return {piece for piece in pieces if len(piece) > 3}


def words_of(text: str) -> set[str]:
    """The words by whose beginnings a text is found: "llyr-evans" also as "evans" and "llyrevans".

    `text` is folded. A word with which another one begins isn't needed.
    """
    found = set()
    for whole in _plain(text).split():
        if whole.isalnum():
            found.add(whole)
            continue
        pieces = re.findall(r"[^\W_]+", whole)
        if pieces:
            found |= {whole, "".join(pieces), *pieces[1:], whole[whole.index(pieces[0]):]}
    return set(_needed({word[:LONGEST_WORD] for word in found}))


def typed_words(text: str) -> list[str]:
    """What was typed into a search box, word by word; `text` is folded. What another word implies is left out."""
    typed = {word[:LONGEST_WORD] for word in _plain(text).split() if any(sign.isalnum() for sign in word)}
    return sorted(_needed(typed), key=len, reverse=True)[:6]


def _needed(words: set[str]) -> list[str]:
    """Without those with which another one begins."""
    ordered = [*sorted(words), ""]
    return [word for word, following in pairwise(ordered) if not following.startswith(word)]


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")
