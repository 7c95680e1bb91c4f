"""What membership and a password must be; no database, no clock."""

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
