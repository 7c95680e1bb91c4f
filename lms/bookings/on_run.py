"""Who is on a run, page by page: a course without dates can have thousands."""

from dataclasses import dataclass

from sqlalchemy import select

from lms.bookings.models import Booking
from lms.people.models import Person, folded
from lms.runs.models import Run
from lms.web.paging import Slice, read_slice


@dataclass(frozen=True)
class Trainee:
    """Somebody with a confirmed place, and what she needs."""

    person: Person
    needs: str


def who_is_on(run: Run, words: str = "", after: str | None = None) -> Slice:
    """A page of the trainees by name; of those only whose name holds these words.

    Raises Refusal for a cursor of another list.
    """
    wanted = (
        select(Person, Booking.needs).join(Booking, Booking.person_id == Person.id)
        .where(Booking.run_id == run.id, Booking.state == "confirmed")
    )
    if words:
        wanted = wanted.where(Person.folded_name.contains(folded(words), autoescape=True))
    part = read_slice(wanted, (Person.folded_name, Person.id), lambda row: (row.Person.folded_name, row.Person.id),
                      of=f"trainees:{run.ref}:{words}", after=after)
    return Slice([Trainee(*row) for row in part.rows], part.after)
