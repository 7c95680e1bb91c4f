"""A practice and a way through it, found through whoever asks."""

from flask import abort

from lms.bookings.models import Booking
from lms.content.shapes import Module
from lms.content.trying import Practice
from lms.learning.around import module_of, my_programme
from lms.learning.practice.lookups import Way, ways_of
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
    _booking, programme = my_programme(ref)
    ways = ways_of(asking(), module_of(programme, module).slug, name)
    return ways, numbered(ways, number)


def numbered(ways: list[Way], number: int) -> Way:
    return next((way for way in ways if way.number == number), None) or abort(404)
