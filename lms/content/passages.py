"""What a page says, passage by passage; and two versions of it side by side, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

from markupsafe import Markup, escape

_BLOCKS = {
    "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "br", "table", "tr", "th", "td", "dl", "dt",
    "dd", "div", "figure", "figcaption", "svg",
}
_WORDS = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
MOST = 2000  # passages, or words of one passage, that are compared one by one


@dataclass(frozen=True)
class Tally:
    """How many passages differ between two texts."""

    changed: int = 0
    added: int = 0
    removed: int = 0

    def __str__(self) -> str:
        """ "3 paragraphs changed, 1 added"."""
        said, noun = [], True
        for count, what in ((self.changed, "changed"), (self.added, "added"), (self.removed, "removed")):
            if count:
                said.append(f"{count}{(' paragraph' if count == 1 else ' paragraphs') if noun else ''} {what}")
                noun = False
        return ", ".join(said)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.passages: list[str] = []
        self.marks: list[str] = []  # where links lead, and drawings: a change of these is one, though no word differs
        self._words: list[str] = []
        self._drawing = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in _BLOCKS:
            self.end()
        if tag == "svg":
            self._drawing += 1
        if self._drawing:
            self.marks.append(f"{tag} {sorted((name, value or '') for name, value in attrs)}")
        elif tag == "a":
            self.marks.append(given.get("href") or "")

    def handle_endtag(self, tag):
        if tag in _BLOCKS:
            self.end()
        if tag == "svg" and self._drawing:
            self._drawing -= 1

    def handle_data(self, data):
        if self._drawing:
            self.marks.append(data)
        else:
            self._words.append(data)

    def end(self) -> None:
        words = " ".join("".join(self._words).split())
        self._words = []
        if words:
            self.passages.append(words)


def passages_of(text: str) -> list[str]:
    """The paragraphs, headings, items and cells of safe HTML, or the lines of plain text, without their marks."""
    return _read(text).passages


def _read(text: str) -> _Reader:
    reader = _Reader()
    if "<" in text:
        reader.feed(text)
        reader.close()
        reader.end()
    else:
        reader.passages = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return reader


def tally(before: str, after: str) -> Tally | None:
    """What differs between two texts; None where they say the same and look the same."""
    old, new = _read(before), _read(after)
    counts = {"changed": 0, "added": 0, "removed": 0}
    for a, b in _matched(old.passages, new.passages):
        both = min(len(a), len(b))
        counts["changed"] += both
        counts["removed"] += len(a) - both
        counts["added"] += len(b) - both
    if any(counts.values()):
        return Tally(**counts)
    return Tally() if old.marks != new.marks else None


def _matched(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The stretches that differ: what stood there, what stands there."""
    for what, a, b, c, d in _codes(old, new):
        if what != "equal":
            yield old[a:b], new[c:d]


def _codes(old: list, new: list) -> list[tuple]:
    if max(len(old), len(new)) > MOST:
        return [("equal" if old == new else "replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def side_by_side(before: str, after: str, around: int = 1) -> Markup:
    """The passages that differ, word by word as `<ins>` and `<del>`, each with so many of its neighbours."""
    old, new = passages_of(before), passages_of(after)
    shown = []
    codes = _codes(old, new)
    for number, (what, a, b, c, d) in enumerate(codes):
        if what == "equal":
            shown += _between(new[c:d], around, first=number == 0, last=number == len(codes) - 1)
            continue
        both = min(b - a, d - c)
        shown += [Markup("<p>{}</p>").format(_words(old[a + n], new[c + n])) for n in range(both)]
        shown += [Markup("<p><del>{}</del></p>").format(words) for words in old[a + both:b]]
        shown += [Markup("<p><ins>{}</ins></p>").format(words) for words in new[c + both:d]]
    return Markup("").join(shown)


def _between(same: list[str], around: int, *, first: bool, last: bool) -> list[Markup]:
    """What has stayed: the nearest passages, and dots where there are more."""
    head, tail = ([] if first else same[:around]), ([] if last else same[-around:])
    if len(head) + len(tail) >= len(same):
        kept = same if not (first and last) else []
        return [Markup("<p>{}</p>").format(words) for words in kept]
    dots = [] if first and last else [Markup('<p class="quiet">…</p>')]
    return [*(Markup("<p>{}</p>").format(w) for w in head), *dots, *(Markup("<p>{}</p>").format(w) for w in tail)]


def _words(before: str, after: str) -> Markup:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    said = []
    for what, a, b, c, d in _codes(old, new):
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if what == "equal":
            said.append(escape(come))
            continue
        said += [Markup("<del>{}</del>").format(gone)] if gone else []
        said += [Markup("<ins>{}</ins>").format(come)] if come else []
    return Markup("").join(said)
