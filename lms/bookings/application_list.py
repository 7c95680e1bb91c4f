"""Who has applied for a run, as the administrator's page shows it: those who are on it come page by page."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.bookings.lookups import application_on
from lms.bookings.models import ENDED, Booking
from lms.db import db
from lms.people.models import Person, folded
from lms.runs.models import Run
from lms.web.paging import Slice, count_up_to, read_slice

LATEST = 20
UNDECIDED = ("provisional", "offered", "waiting")


@dataclass(frozen=True)
class Applications:
    """Bookings by how they stand; `ended` are the latest of `ended_count`."""

    undecided: list[Booking]
    confirmed: Slice
    ended: list[Booking]
    ended_count: int

    @property
    def shown(self) -> list[Booking]:
        return [*self.undecided, *self.confirmed.rows, *self.ended]


def applications_shown(run: Run, words: str, after: str | None, with_id: int | None) -> Applications:
    """Those who wait for an answer, a page of who is on the run by name, and the latest who are no longer on it.

    The booking `with_id` stands on the page in any case. Raises Refusal for a cursor of another list.
    """
    wanted = select(Booking).where(Booking.run_id == run.id).options(joinedload(Booking.person))
    named = wanted.join(Person, Person.id == Booking.person_id).where(Booking.state == "confirmed")
    if words:
        named = named.where(Person.folded_name.contains(folded(words), autoescape=True))
    confirmed = read_slice(named, (Person.folded_name, Booking.id), lambda row: (row.person.folded_name, row.id),
                           of=f"applications:{run.ref}:{words}", after=after)
    one = application_on(run, with_id) if with_id else None
    if one is not None and one.state == "confirmed" and one not in confirmed.rows:
        confirmed = Slice([one, *confirmed.rows], confirmed.after)
    gone = wanted.where(Booking.state.in_(ENDED)).order_by(Booking.id.desc())
    ended = list(db.session.scalars(gone.options(selectinload(Booking.changes)).limit(LATEST)))[::-1]
    undecided = wanted.where(Booking.state.in_(UNDECIDED)).order_by(Booking.id)
    return Applications(
        undecided=list(db.session.scalars(undecided.options(joinedload(Booking.run), selectinload(Booking.changes)))),
        confirmed=confirmed, ended=ended,
        ended_count=count_up_to(gone) if len(ended) == LATEST else len(ended),
    )
