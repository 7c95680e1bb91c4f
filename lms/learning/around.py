"""What stands around every page of a course: which run and module it is, the contents, back and next."""

from dataclasses import dataclass
from functools import partial

from flask import abort, request
from markupsafe import Markup

from lms import clock
from lms.bookings.lookups import booking_on
from lms.bookings.models import Booking
from lms.content.law import Law
from lms.content.links import course
from lms.content.operations import programme_of
from lms.content.shapes import Module, Programme
from lms.learning.contents import Stop, stops_of
from lms.learning.law_shelves import law_address, to_shelves
from lms.learning.lookups import Hers, hers_in
from lms.learning.marking_words import marked_html, words_of
from lms.learning.newer_law import Doubt, doubts_of
from lms.runs.models import Run
from lms.web import asking
from lms.web.addresses import url_for

LONGEST_QUERY = 200


def my_programme(ref: str) -> tuple[Booking, Programme]:
    """The course that she is on, found through her own booking; a place is needed to read it."""
    booking = booking_on(ref, asking())
    if booking is None or booking.state != "confirmed":
        abort(404)
    return booking, programme_of(booking.run.snapshot)


def wants_json() -> bool:
    """Whether a page's script asks, and no person."""
    return request.accept_mimetypes.best == "application/json"


def module_of(programme: Programme, slug: str) -> Module:
    return programme.module(slug) or abort(404)


@dataclass(frozen=True)
class Around:
    """A module's page in its course; `hers` is what its reader has of the module."""

    run: Run
    programme: Programme
    module: Module
    hers: Hers
    stops: list[Stop]
    here: Stop | None

    @property
    def number(self) -> int:
        return self.programme.modules.index(self.module) + 1

    @property
    def at(self) -> int:
        return self.stops.index(self.here) if self.here else -1

    @property
    def before(self) -> Stop | None:
        return self.stops[self.at - 1] if self.at > 0 else None

    @property
    def after(self) -> Stop | None:
        """What comes next in this module."""
        return next(iter(self.stops[self.at + 1:]), None)

    @property
    def following(self) -> Module | None:
        """The module after this one."""
        return next(iter(self.programme.modules[self.number:]), None)

    @property
    def marked(self) -> str:
        """What was searched for, where the page was opened from a result."""
        return query() if words_of(query()) else ""

    def doubts(self, html: str) -> list[Doubt]:
        """What this text says of the law that isn't sure to be so today."""
        return doubts_of(self.run.snapshot, clock.today(clock.now()), html)

    @property
    def reasons(self) -> str:
        """What the module's checks ask and explain."""
        return "".join(check.ask + "".join(answer.why for answer in check.answers) for check in self.module.checks)

    def law_address(self, law: Law) -> str:
        return base_of(self.run.ref) + law_address(self.programme, law.slug)

    @property
    def shown(self):
        """Makes HTML of the material ready for the page; see `shown_under`."""
        return shown_under(self.run.ref, self.programme)


def around(ref: str, module: str, here: str = "") -> Around:
    """The module's page that has this key among its stops, found through whoever asks; 404 where there is none.

    It costs two statements. Give it to a template that extends learning/around.html, as `around`.
    """
    booking, programme = my_programme(ref)
    found = module_of(programme, module)
    hers = hers_in(asking(), programme, found)
    stops = stops_of(base_of(booking.run.ref), found, hers)
    stop = next((each for each in stops if each.key == here), None)
    if here and stop is None:
        abort(404)
    return Around(booking.run, programme, found, hers, stops, stop)


def query() -> str:
    """What the address says to look for."""
    return " ".join(request.args.get("q", "")[:LONGEST_QUERY].split())


def base_of(ref: str) -> str:
    """The course's own address."""
    return url_for("desk.my_course", ref=ref)


def shown_under(ref: str, programme: Programme):
    """A function that makes HTML of the material ready: its links lead on, and words searched for are marked."""
    return partial(_shown, base=base_of(ref), within=programme, wanted=words_of(query()))


def _shown(html: str, base: str, within: Programme, wanted: tuple[str, ...]) -> Markup:
    return marked_html(Markup(to_shelves(course(html, base, within), within)), wanted)
