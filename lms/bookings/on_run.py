"""Who is on a run and how many stand how, in one statement."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from lms.bookings.lookups import Places
from lms.bookings.models import ALIVE, Booking
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run

_ALIVE_ON = (
    select(Booking.state, Booking.needs, Person).join(Person, Person.id == Booking.person_id)
    .where(Booking.run_id == bindparam("run"), Booking.state.in_(ALIVE)).order_by(Person.folded_name, Person.id)
)


@dataclass(frozen=True)
class Trainee:
    """Somebody with a confirmed place, and what she needs."""

    person: Person
    needs: str


def who_is_on(run: Run) -> tuple[list[Trainee], Places]:
    """The trainees by name, and the places."""
    counts: dict[str, int] = {}
    trainees = []
    for state, needs, person in db.session.execute(_ALIVE_ON, {"run": run.id}):
        counts[state] = counts.get(state, 0) + 1
        if state == "confirmed":
            trainees.append(Trainee(person, needs))
    return trainees, Places(**counts)
