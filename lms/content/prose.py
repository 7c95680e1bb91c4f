"""Markdown into HTML that is safe to show, and how long a page takes to read."""

import math
import re

import nh3
from markdown_it import MarkdownIt

WORDS_A_MINUTE = 180  # a tired reader on a phone
_markdown = MarkdownIt("commonmark", {"typographer": False}).enable("table")
_TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "a", "br", "hr", "code",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
}


def to_html(text: str) -> str:
    """Safe HTML; whatever isn't prose (scripts, styles, frames, raw attributes) is dropped."""
    return nh3.clean(
        _markdown.render(text), tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "mailto", "tel"}, link_rel="noopener",
    ).strip()


def minutes_for(html: str) -> int:
    """Reading time in whole minutes, at least one."""
    words = len(re.sub(r"<[^>]+>", " ", html).split())
    return max(1, math.ceil(words / WORDS_A_MINUTE))
