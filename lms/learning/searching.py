"""Search over a whole course, as the run's version has it: all that a trainee reads or tries, its words and law."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from markupsafe import Markup

from lms.content.boxes import law_box
from lms.content.models import Snapshot
from lms.content.operations import programme_of
from lms.content.shapes import Module, Programme
from lms.learning.glossary import words_defined
from lms.learning.law_shelves import law_address
from lms.learning.marking_words import WORD, begins, fold, marked_text

IN_TITLE, IN_HEADING, OFTEN = 12, 4, 8
MOST = 30  # what one page of results shows; who finds more needs another word
ONLY_BEGUN = 0.6  # a word that only begins with what was typed counts less
AROUND = 180  # letters of a snippet
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_HEADING = re.compile(r"<(h[2-4]|dt)\b[^>]*>(.*?)</\1>", re.DOTALL)
_INLINE = re.compile(r"</?(?:strong|em|a|code|mark)\b[^>]*>")


KINDS = ("page", "checks", "reflections", "practice", "case study", "keep", "word", "law")


@dataclass(frozen=True)
class Entry:
    """One thing that can be found; `path` lies under the course's own address."""

    kind: str  # one of KINDS
    title: str
    under: str  # the module's title
    path: str
    text: str
    headings: str = ""


@dataclass(frozen=True)
class Found:
    entry: Entry
    snippet: Markup


class Index:
    """The words of a course, sorted, and where each stands and how much it says there."""

    def __init__(self, entries: list[Entry]):
        self.entries = entries
        self.where: dict[str, dict[int, float]] = {}
        for number, entry in enumerate(entries):
            for word, weight in _weights(entry).items():
                self.where.setdefault(word, {})[number] = weight
        self.words = sorted(self.where)

    def find(self, wanted: tuple[str, ...]) -> list[Found]:
        """What has all of the words, or words that begin with them; what says most about them first, thirty at most."""
        if not wanted:
            return []
        scores = [self._scores(word) for word in wanted]
        numbers = set(scores[0]).intersection(*scores[1:])
        best = sorted(numbers, key=lambda number: (-sum(score[number] for score in scores), number))
        return [Found(self.entries[number], snippet(self.entries[number].text, wanted)) for number in best[:MOST]]

    def _scores(self, wanted: str) -> dict[int, float]:
        scores: dict[int, float] = {}
        for at in range(bisect_left(self.words, wanted), len(self.words)):
            word = self.words[at]
            if not word.startswith(wanted):
                break
            sure = 1 if word == wanted else ONLY_BEGUN
            for number, weight in self.where[word].items():
                scores[number] = max(scores.get(number, 0), sure * weight)
        rare = math.log(1 + len(self.entries) / len(scores)) if scores else 0
        return {number: rare * score for number, score in scores.items()}


MOST_KEPT = 60
_kept: dict[str, Index] = {}


def index_of(snapshot: Snapshot) -> Index:
    """Made once a process for each snapshot."""
    found = _kept.get(snapshot.digest)
    if found is None:
        found = _kept[snapshot.digest] = Index(entries_of(programme_of(snapshot)))
        for oldest in list(_kept)[:-MOST_KEPT]:  # previews come and go
            _kept.pop(oldest, None)
    return found


def entries_of(programme: Programme) -> list[Entry]:
    """What trainees may find: nothing that is for facilitators, and no answer to what they are asked."""
    entries = [entry for module in programme.modules for entry in _of_module(module)]
    for word in words_defined(programme):
        entries.append(_entry("word", word.term, word.module.title, f"/glossary#{word.anchor}", word.html))
    for law in programme.law:
        entries.append(_entry("law", law.title, law.provision, law_address(programme, law.slug), law_box(law)))
    return entries


def _of_module(module: Module) -> Iterator[Entry]:
    base = f"/modules/{module.slug}"
    for page in module.pages:
        yield _entry("page", page.title, module.title, f"{base}/{page.slug}", page.html)
    if module.checks:
        asked = "".join(check.ask + "".join(f"<p>{escape(answer.text)}</p>" for answer in check.answers)
                        for check in module.checks)
        yield _entry("checks", "Check what you know", module.title, f"{base}/checks", asked)
    if module.reflections:
        asked = "".join(f"<h2>{escape(each.title)}</h2>{each.prompt}" for each in module.reflections)
        yield _entry("reflections", "In your own workplace", module.title, f"{base}/reflections", asked)
    for practice in module.practices:
        begins_with = practice.scene(practice.starts_at).text
        yield _entry("practice", practice.title, module.title, f"{base}/practice/{practice.slug}",
                     f"<p>{escape(practice.summary)}</p>{begins_with}")
    for case in module.case_studies:
        title, path = f"{case.code}: {case.title}", f"/case-studies/{case.code}"
        yield _entry("case study", title, module.title, path, case.brief + case.task)
    if module.keep:
        yield _entry("keep", "The page to keep", module.title, f"{base}/keep", module.keep)


def _entry(kind: str, title: str, under: str, path: str, html: str) -> Entry:
    headings = " ".join(plain_text(found[2]) for found in _HEADING.finditer(html))
    return Entry(kind, title, under, path, plain_text(html), headings)


def plain_text(html: str) -> str:
    """The words of safe HTML, without its drawings."""
    without = re.sub(r"<[^>]*>", " ", _INLINE.sub("", _DRAWING.sub(" ", html)))
    return " ".join(unescape(without).split())


def _weights(entry: Entry) -> dict[str, float]:
    """For each word of it: often counts more, but not without end; in the title most."""
    said = Counter(fold(word) for word in WORD.findall(entry.text))
    counts = Counter({word: min(count, OFTEN) for word, count in said.items()})
    counts += Counter({fold(word): IN_HEADING for word in WORD.findall(entry.headings)})
    counts += Counter({fold(word): IN_TITLE for word in WORD.findall(entry.title)})
    return {word: count / (count + 3) for word, count in counts.items()}


def snippet(text: str, wanted: tuple[str, ...]) -> Markup:
    """The part of a text that has most of the words, with them marked."""
    hits = [(found.start(), next(word for word in wanted if begins(found[0], (word,))))
            for found in WORD.finditer(text) if begins(found[0], wanted)]
    if not hits:
        return marked_text(_cut(text, 0), wanted)
    best = max(hits, key=lambda hit: (len({word for at, word in hits if hit[0] <= at < hit[0] + AROUND}), -hit[0]))
    return marked_text(_cut(text, best[0] - AROUND // 4), wanted)


def _cut(text: str, begin: int) -> str:
    """About so many letters from there on, in whole words."""
    begin = text.find(" ", begin) + 1 if begin > 0 else 0
    end = text.rfind(" ", begin, begin + AROUND + 1) if begin + AROUND < len(text) else len(text)
    end = end if end > begin else begin + AROUND
    return f"{'… ' if begin else ''}{text[begin:end]}{' …' if end < len(text) else ''}"
