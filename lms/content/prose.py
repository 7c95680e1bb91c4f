"""Markdown into HTML that is safe to show, with the boxes, drawings and check lists of course pages.

A box begins with a line of three colons, its kind and its title, and ends with three colons:

    ::: callout The one thing to remember
    You may put her case. You may not answer for her.
    :::

`::: law when-a-companion` shows a statement of the law register, and has nothing inside. Inside a confirm
box, a paragraph that begins with `= Some words` stands beside the others like it: one rule for each date.
A drawing is a picture alone in its paragraph: `![What it says](chain.svg "Its caption")`.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lms.content.boxes import KINDS, box
from lms.content.figures import Figure
from lms.content.law import Law

WORDS_A_MINUTE = 180  # a tired reader on a phone
OWN_LINKS = ("page", "law", "case", "practice")  # within the course; see links.py
_BOX = re.compile(r"^::: *(\w*) *(.*)$")
_PLACE = re.compile(r"<p>\ue000([0-9]{1,6})\ue001</p>")  # where a drawing goes, once the rest has been made safe
_LEADS = re.compile(rf"https://|(?:mailto|tel|{'|'.join(OWN_LINKS)}):[^/]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_REFUSED = re.compile(r"\]\(\s*((?:javascript|vbscript|file|data):[^)\s]*)", re.IGNORECASE)  # no link to the reader
_PRIVATE = str.maketrans("", "", "\ue000\ue001")
# HTML off: a tag in the text is shown as it was typed, and `mistakes_in` names it.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "a", "br", "hr", "code",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "div",
}
_CLASSES = {
    "div": {"law", "law-head", "law-body", "notice", "warn", "side", "callout", "card", "example"},
    "dl": {"definition", "sides"}, "p": {"quiet", "kicker"}, "ul": {"checks"},
}
_clean = partial(
    nh3.clean, tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, allowed_classes=_CLASSES,
    url_schemes={"https", "mailto", "tel", *OWN_LINKS}, link_rel="noopener",
)


class Html(str):
    """HTML that is safe to show, what its author wrote for it, and where that stands."""

    source: str
    at: tuple[str, str]  # file, field

    def __new__(cls, html: str, source: str, at: tuple[str, str] = ("", "")):
        made = super().__new__(cls, html)
        made.source, made.at = source, at
        return made


@dataclass(frozen=True)
class Shelf:
    """What a text may show: statements of law and drawings, by name."""

    laws: Mapping[str, Law | None] = field(default_factory=dict)  # None: it is there, and has a mistake
    figures: Mapping[str, Figure | None] = field(default_factory=dict)


def written(text: str, shelf: Shelf | None = None, at: tuple[str, str] = ("", "")) -> tuple[Html, list[str]]:
    """Safe HTML, and what its author has to put right before it can be shown, in words.

    Whatever isn't prose (scripts, styles, frames, attributes) is dropped.
    """
    shelf, drawn, parts, mistakes = shelf or Shelf(), [], [], []
    for kind, head, body in _pieces(text.translate(_PRIVATE)):
        tokens = _markdown.parse(body)
        mistakes += _mistakes(kind, head, body, tokens, shelf)
        if kind:
            parts.append(box(kind, head, body, _markdown, shelf.laws.get(head)))
        else:
            parts.append(_rendered(tokens, shelf, drawn))
    html = _PLACE.sub(lambda found: drawn[int(found[1])][0] if int(found[1]) < len(drawn) else "",
                      _clean("".join(parts)))
    digests = "".join(f"\n{figure.name} {figure.digest}" for _html, figure in drawn)
    return Html(html.strip(), source=text.strip() + digests, at=at), [*mistakes, *_unclosed(text)]


def to_html(text: str, shelf: Shelf | None = None, at: tuple[str, str] = ("", "")) -> Html:
    return written(text, shelf, at)[0]


def mistakes_in(text: str, shelf: Shelf | None = None) -> list[str]:
    return written(text, shelf)[1]


def minutes_for(html: str) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, math.ceil(words_in(html) / WORDS_A_MINUTE))


def words_in(html: str) -> int:
    unmarked = re.sub(r"</?(?:strong|em|a|code)\b[^>]*>", "", html)
    return len(re.sub(r"<[^>]+>", " ", unmarked).split())


def _mistakes(kind: str, head: str, body: str, tokens: list[Token], shelf: Shelf) -> Iterator[str]:
    if kind and kind not in KINDS:
        yield f"there is no box called {kind}; known are {', '.join(KINDS)}"
    if kind in ("definition", "confirm") and not head:
        yield f"a {kind} box needs a title"
    if kind == "law":
        yield from _wrong_in_law(head, body, shelf)
        return
    if any(token.type == "heading_open" and token.tag == "h1" for token in tokens):
        yield "a heading inside the page begins with ##, for its title is the only #"
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                yield from _wrong_in_picture(child, alone=not kind and len(token.children) == 1, shelf=shelf)
            if child.type == "link_open" and not _LEADS.match(str(child.attrs["href"])):
                yield _wrong_link(str(child.attrs["href"]))
            if child.type == "text" and (refused := _REFUSED.search(child.content)):
                yield _wrong_link(refused[1])
            if child.type == "text" and _TAG.search(child.content):
                yield "HTML isn't shown; write it in Markdown"


def _wrong_link(leads: str) -> str:
    return (f"the link {leads[:100]} can't be followed here; a link begins with https://, mailto:, tel:, page:, law:, "
            "case: or practice:")


def _unclosed(text: str) -> Iterator[str]:
    boxes = [line for line in text.splitlines() if line.startswith(":::")]
    if any(bool(_BOX.match(line)[1]) == bool(number % 2) for number, line in enumerate(boxes)) or len(boxes) % 2:
        yield "each box that begins with ::: and a kind must end with ::: before the next one begins"


def _wrong_in_law(name: str, body: str, shelf: Shelf) -> Iterator[str]:
    if not name:
        yield "a law box names a statement of the folder law, such as ::: law when-a-companion"
    elif name not in shelf.laws:
        yield f"there is no statement of law called {name}"
    if body.strip():
        yield f"the law box {name} has nothing inside; what it says stands in law/{name}.yaml"


def _wrong_in_picture(picture: Token, *, alone: bool, shelf: Shelf) -> Iterator[str]:
    name = picture.attrs["src"]
    if not alone:
        yield f"the drawing {name} must be alone in a paragraph, outside of boxes"
    if not str(name).endswith(".svg"):
        yield f"{name} can't be shown; drawings are SVG files in the module’s folder figures"
    elif str(name).removesuffix(".svg") not in shelf.figures:
        yield f"there is no drawing {name} in the module’s folder figures"
    if not picture.content.strip():
        yield f"the drawing {name} needs its alternative text in the square brackets"
    if not str(picture.attrs.get("title", "")).strip():
        yield f'the drawing {name} needs a caption: ![what it says]({name} "the caption")'


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """(kind, head, body) one after another; what stands outside a box has no kind."""
    kind, head, body = "", "", []
    for line in text.splitlines():
        found = _BOX.match(line)
        if found:
            yield kind, head, "\n".join(body)
            kind, head, body = found[1], found[2].strip(), []
        else:
            body.append(line)
    yield kind, head, "\n".join(body)


def _rendered(tokens: list[Token], shelf: Shelf, drawn: list) -> str:
    """Markdown outside of boxes, with places for its drawings, which are put into `drawn`."""
    for token in tokens:
        if token.type == "inline" and len(token.children) == 1 and token.children[0].type == "image":
            picture = token.children[0]
            figure = shelf.figures.get(str(picture.attrs["src"]).removesuffix(".svg"))
            place = Token("text", "", 0)
            if figure:
                drawn.append((figure.html(picture.content, str(picture.attrs.get("title", ""))), figure))
                place.content = f"\ue000{len(drawn) - 1}\ue001"
            token.children = [place]
    _mark_checklists(tokens)
    return _markdown.renderer.render(tokens, _markdown.options, {})


def _mark_checklists(tokens: list[Token]) -> None:
    """A list of `[ ] words` is a check list: its own class, and the brackets go."""
    lists: list[Token] = []
    for token in tokens:
        if token.type == "bullet_list_open":
            lists.append(token)
        elif token.type == "bullet_list_close":
            lists.pop()
        elif token.type == "inline" and lists and token.children and token.children[0].content.startswith("[ ] "):
            lists[-1].attrSet("class", "checks")
            token.children[0].content = token.children[0].content[4:]
