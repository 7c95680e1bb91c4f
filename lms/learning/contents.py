"""The contents of a course as a trainee goes through it: for each module its stops, one after another."""

from dataclasses import dataclass

from lms.content.shapes import Module, Page
from lms.learning.lookups import Hers
from lms.learning.models import REFLECTION

CHECKS, REFLECTIONS, KEEP = "checks", "reflections", "keep"
KINDS = {
    "page": "Pages", CHECKS: "Check yourself", REFLECTIONS: "In your own workplace", "practice": "Practice",
    "case": "Case studies", KEEP: "To keep",
}


@dataclass(frozen=True)
class Stop:
    """One thing to do in a module: where it lies, how long it takes, and whether it is done."""

    key: str  # "page:the-first-talk", "checks", "reflections", "practice:tuesday-at-ten", "case:2A", "keep"
    title: str
    url: str
    words: str = ""  # "About 4 minutes"
    done: str = ""  # how it is done, in a word: "Read", "Answered"

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]


def stops_of(base: str, module: Module, hers: Hers | None = None) -> list[Stop]:
    """All that a module has for a trainee, in an order to follow. `base` is the course's own address.

    Without `hers` nothing is done yet.
    """
    hers, at = hers or Hers({}, None), f"{base}/modules/{module.slug}"
    progress = hers.progress.get(module.slug)
    read = progress.read_slugs if progress else ()
    stops = [_page(at, page, page.slug in read) for page in module.pages]
    if module.checks:
        answered = sum(check.id in hers.answered for check in module.checks)
        done = "Answered" if answered == len(module.checks) else ""
        stops.append(Stop(CHECKS, "Check what you know", f"{at}/checks", many(len(module.checks), "question"), done))
    if module.reflections:
        noted = sum(_is_written(hers.note(REFLECTION, each.id)) for each in module.reflections)
        done = "Written" if noted == len(module.reflections) else ""
        words = f"{many(len(module.reflections), 'question')}, only for you"
        stops.append(Stop(REFLECTIONS, "In your own workplace", f"{at}/reflections", words, done))
    for each in module.practices:
        stops.append(Stop(f"practice:{each.slug}", f"Practise: {each.title}", f"{at}/practice/{each.slug}",
                          about(each.minutes)))
    for case in module.case_studies:
        stops.append(Stop(f"case:{case.code}", f"{case.code}: {case.title}", f"{base}/case-studies/{case.code}",
                          f"Case study, {case.words_from} to {case.words_to} words"))
    if module.keep:
        stops.append(Stop(KEEP, "The page to keep", f"{at}/keep", "One sheet of paper"))
    return stops


def _page(at: str, page: Page, read: bool) -> Stop:
    return Stop(f"page:{page.slug}", page.title, f"{at}/{page.slug}", about(page.minutes), "Read" if read else "")


def _is_written(note) -> bool:
    return note is not None and bool(note.text.strip())


def about(minutes: int) -> str:
    return f"About {many(minutes, 'minute')}"


def many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
