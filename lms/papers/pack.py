"""The room pack: all the paper that a run needs in a room with no signal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app

from lms.bookings.lookups import trainees_on
from lms.content.operations import programme_of, union
from lms.content.shapes import CaseStudy, Programme, Union
from lms.mail import address
from lms.papers import printing
from lms.papers.prose import on_paper
from lms.runs.lookups import facilitators_of, run_days
from lms.runs.models import Run

# The sizes of a name on its card: their names in the stylesheet, in points, and on how many lines it may stand.
CARD_SIZES = (("large", 58, 1), ("middle", 46, 1), ("small", 36, 2))
CARD_WIDTH = 500  # points
SPARE_LINES, SPARE_CARDS = 3, 2  # for whoever comes unannounced


@dataclass(frozen=True)
class Sitting:
    day: int
    title: str
    starts_at: datetime
    ends_at: datetime
    covers: tuple[str, ...]


@dataclass(frozen=True)
class Guest:
    """Somebody with a place: her name where it can be printed, and what she is called."""

    name: str
    called: str

    @property
    def size(self) -> str:
        """The largest in which no word of it is broken and it takes no more lines than that size may have."""
        whole = printing.width_of(self.called)
        longest = max(map(printing.width_of, self.called.split()), default=0)
        return next((size for size, points, lines in CARD_SIZES
                     if longest * points <= CARD_WIDTH and whole * points <= CARD_WIDTH * lines * 0.9), "smallest")


@dataclass(frozen=True)
class PackFacts:
    """Everything that stands in one pack, but the moment at which it was made."""

    union: Union
    programme: Programme
    ref: str
    place: str
    venue: str
    days: str
    facilitators: tuple[str, ...]
    sittings: tuple[Sitting, ...]
    guests: tuple[Guest, ...]
    due: dict[str, date]  # by case study
    url: str

    @property
    def sheets(self) -> list[tuple[CaseStudy, object]]:
        return [(case, sheet) for case in self.programme.case_studies for sheet in case.sheets]


def facts_of(run: Run, now: datetime) -> PackFacts:
    """What the pack of this run says now; the run has been found with its sessions and facilitators."""
    programme = programme_of(run.snapshot)
    titles = {module.slug: module.title for module in programme.modules}
    return PackFacts(
        union=union(), programme=programme, ref=run.ref, days=run_days(run),
        place=printing.in_our_letters(run.place), venue=printing.in_our_letters(run.venue),
        facilitators=tuple(printing.in_our_letters(each.person.name) for each in facilitators_of(run, now)),
        sittings=tuple(
            Sitting(session.day, printing.in_our_letters(session.title), session.starts_at, session.ends_at,
                    tuple(titles.get(each.module_slug, each.module_slug) for each in session.covers))
            for session in run.sessions
        ),
        guests=tuple(_guests(trainees_on([run.id])[run.id])),
        due={each.case_study: each.due_on for each in run.deadlines}, url=address(f"/my-course/{run.ref}"),
    )


def _guests(people: Iterable) -> Iterable[Guest]:
    for person in people:
        name = printing.printable(person.name)
        yield Guest(name, (printing.printable(person.known_as or "") or name) if name else "")


def page(facts: PackFacts, made_at: datetime | None = None) -> str:
    """The pack as HTML; without its moment, for its fingerprint."""
    return current_app.jinja_env.get_template("documents/pack.html").render(
        facts=facts, made_at=made_at, on_paper=on_paper, spare_lines=SPARE_LINES, spare_cards=SPARE_CARDS,
    )


def fingerprint(facts: PackFacts) -> str:
    return printing.fingerprint(page(facts))


def draw(facts: PackFacts, made_at: datetime) -> bytes:
    return printing.draw(page(facts, made_at), {"course": facts.url})
