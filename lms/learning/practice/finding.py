"""A practice and a way through it, found through whoever asks."""

from flask import abort

from lms.bookings.models import Booking
from lms.bookings.previews import is_preview
from lms.content.shapes import Module
from lms.content.trying import Practice
from lms.learning.around import module_of, my_programme
from lms.learning.practice.lookups import Way, ways_of
from lms.learning.practice.trying_out import ways_in_preview
from lms.runs.models import Run
from lms.web import asking

PRACTICE = "/my-course/<ref>/modules/<module>/practice/<name>"
WAY = f"{PRACTICE}/<int:way>"


def practice_of(ref: str, module: str, name: str) -> tuple[Booking, Module, Practice]:
    """The practice as her course has it now."""
    booking, programme = my_programme(ref)
    found = module_of(programme, module)
    return booking, found, found.practice(name) or abort(404)


def way_of(ref: str, module: str, name: str, number: int) -> tuple[list[Way], Way]:
    """Her way of this number, in the words in which she began it, among all of hers."""
    booking, programme = my_programme(ref)
    ways = ways_through(booking.run, module_of(programme, module), name)
    return ways, numbered(ways, number)


def ways_through(run: Run, module: Module, name: str) -> list[Way]:
    """Hers; on the pages of a preview those of this sign-in, which are kept nowhere."""
    if is_preview(run.ref):
        return ways_in_preview(run, module, name)
    return ways_of(asking(), module.slug, name)


def numbered(ways: list[Way], number: int) -> Way:
    return next((way for way in ways if way.number == number), None) or abort(404)
