"""Markdown into HTML that is safe to show, with the few boxes that course pages use.

A box begins with a line of three colons, its kind and its title, and ends with three colons:

    ::: law 2026-11-22 The right to be accompanied
    What the law says, in plain words.

    Source: Employment Relations Act 1999, section 10.
    :::

The kinds are `law` (with the day on which it was checked, and a source), `confirm` (what nobody may take
for a fact yet), `definition`, `callout` and `officer`. Inside a law or confirm box, a paragraph that
begins with `= Some words` stands beside the others like it: one rule for each date.
"""

import math
import re
from collections.abc import Iterator
from datetime import date
from html import escape

import nh3
from markdown_it import MarkdownIt

WORDS_A_MINUTE = 180  # a tired reader on a phone
KINDS = ("law", "confirm", "definition", "callout", "officer")
_BOX = re.compile(r"^::: *(\w*) *(.*)$")
_SIDE = re.compile(r"= *(.+)\n((?:.+\n?)+)")
# HTML off: a tag in the text is shown as it was typed, and `mistakes_in` names it.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "a", "br", "hr", "code",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "div",
}
_CLASSES = {
    "div": {"law", "law-head", "law-body", "notice", "warn", "side", "callout", "card"},
    "dl": {"definition", "sides"}, "p": {"quiet", "kicker"},
}


class Html(str):
    """HTML that is safe to show, and the Markdown that it was made of."""

    source: str

    def __new__(cls, html: str, source: str):
        made = super().__new__(cls, html)
        made.source = source
        return made


def to_html(text: str) -> Html:
    """Safe HTML; whatever isn't prose (scripts, styles, frames, pictures, attributes) is dropped."""
    cleaned = nh3.clean(
        "".join(_box(kind, head, body) if kind else _markdown.render(body) for kind, head, body in _pieces(text)),
        tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, allowed_classes=_CLASSES,
        url_schemes={"https", "mailto", "tel"}, link_rel="noopener",
    )
    return Html(cleaned.strip(), source=text.strip())


def minutes_for(html: str) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, math.ceil(words_in(html) / WORDS_A_MINUTE))


def words_in(html: str) -> int:
    unmarked = re.sub(r"</?(?:strong|em|a|code)\b[^>]*>", "", html)
    return len(re.sub(r"<[^>]+>", " ", unmarked).split())


def mistakes_in(text: str) -> Iterator[str]:
    """What an author has to put right before this can be shown, in words."""
    for kind, head, body in _pieces(text):
        if kind and kind not in KINDS:
            yield f"there is no box called {kind}; known are {', '.join(KINDS)}"
        if kind in ("law", "definition") and not _title(kind, head):
            yield f"a {kind} box needs a title"
        if kind == "law" and not _day(head):
            yield f"the law box “{head}” must begin with its day, such as ::: law 2026-11-22 The right"
        if kind == "law" and not re.search(r"^Source: \S", body, re.MULTILINE):
            yield f"the law box “{head}” needs a line that begins with Source:"
        tokens = _markdown.parse(body)
        if any(token.type == "heading_open" and token.tag == "h1" for token in tokens):
            yield "a heading inside the page begins with ##, for its title is the only #"
        inside = [child for token in tokens for child in token.children or ()]
        if any(child.type == "image" for child in inside):
            yield "pictures can't be shown yet"
        if any(child.type == "text" and re.search(r"</?[a-zA-Z][^>]*>", child.content) for child in inside):
            yield "HTML isn't shown; write it in Markdown"
    boxes = [line for line in text.splitlines() if line.startswith(":::")]
    if any(bool(_BOX.match(line)[1]) == bool(number % 2) for number, line in enumerate(boxes)) or len(boxes) % 2:
        yield "each box that begins with ::: and a kind must end with ::: before the next one begins"


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


def _box(kind: str, head: str, body: str) -> str:
    title = escape(_title(kind, head))
    if kind == "definition":
        return f'<dl class="definition"><dt>{title}</dt><dd>{_markdown.render(body)}</dd></dl>'
    if kind == "law":
        day = _day(head)
        asof = f"Law as at {day.day} {day:%B %Y}" if day else ""
        source = re.search(r"^Source: .*", body, re.MULTILINE)
        body = body.replace(source[0], "") if source else body
        foot = f'<p class="quiet">{_markdown.renderInline(source[0])}</p>' if source else ""
        return (f'<div class="law"><div class="law-head"><p>{title}</p><p>{asof}</p></div>'
                f'<div class="law-body">{_sided(body)}{foot}</div></div>')
    lead = f"<p><strong>{title}</strong></p>" if title else ""
    if kind == "confirm":
        head = '<p class="kicker">To be confirmed with your officer</p>'
        return f'<div class="notice warn"><div>{head}{lead}{_sided(body)}</div></div>'
    if kind == "officer":
        title = title or "When you are not sure"
        return f'<div class="card"><p class="kicker">{title}</p>{_markdown.render(body)}</div>'
    return f'<div class="callout">{lead}{_markdown.render(body)}</div>'


def _sided(body: str) -> str:
    """The paragraphs, with those that begin with = side by side where the first of them stands."""
    parts, sides = [], []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        side = _SIDE.fullmatch(paragraph)
        if side:
            words = _markdown.renderInline(side[2])
            sides.append(f'<div class="side"><dt>{escape(side[1])}</dt><dd>{words}</dd></div>')
            continue
        parts += [_together(sides), _markdown.render(paragraph)]
        sides = []
    return "".join([*parts, _together(sides)])


def _together(sides: list[str]) -> str:
    return f'<dl class="sides">{"".join(sides)}</dl>' if sides else ""


def _title(kind: str, head: str) -> str:
    return head[10:].strip() if kind == "law" and _day(head) else head


def _day(head: str) -> date | None:
    try:
        return date.fromisoformat(head[:10])
    except ValueError:
        return None
