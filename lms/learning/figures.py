"""What facilitators see of knowledge checks: sums, never anybody's own."""

from lms.bookings.lookups import trainees_on
from lms.content.operations import programme_of
from lms.learning.lookups import chosen_by
from lms.learning.rules import Chosen
from lms.runs.models import Run


def check_figures(run: Run) -> dict[tuple[str, str], Chosen | None]:
    """By (module slug, check id): how many of the run's people chose which answer at first.

    `Chosen.counts` is in the order of the check's answers; None where fewer than five have answered.
    """
    people = [person.id for person in trainees_on([run.id])[run.id]]
    return chosen_by(people, programme_of(run.snapshot))
