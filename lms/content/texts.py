"""The texts of the material, wherever they stand, and what they name."""

import dataclasses
import re
from collections.abc import Iterator

from lms.content.prose import OWN_LINKS, Html

_CITED = re.compile(r"^::: *law +(\S+)[ ]*$", re.MULTILINE)
_DEFINED = re.compile(r"^::: *definition (.*)$", re.MULTILINE)
_LINKED = re.compile(rf'href="({"|".join(OWN_LINKS)}):([^"]*)"')


def texts_in(thing) -> Iterator[Html]:
    """Every text of a dataclass and of all that it holds, as it was read from a file."""
    if isinstance(thing, Html):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from texts_in(item)
    elif dataclasses.is_dataclass(thing):
        for shape in dataclasses.fields(thing):
            yield from texts_in(getattr(thing, shape.name))


def laws_cited(text: Html) -> set[str]:
    """The statements that it shows, and those that it links to."""
    return {*_CITED.findall(text.source), *(name for kind, name in links_in(text) if kind == "law")}


def terms_defined(text: Html) -> list[str]:
    return [term for found in _DEFINED.findall(text.source) if (term := found.strip())]


def links_in(text: str) -> list[tuple[str, str]]:
    """(kind, name) of each link within the course."""
    return _LINKED.findall(text)
