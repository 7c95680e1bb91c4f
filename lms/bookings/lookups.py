"""Reading places: whose they are, how many are left, and whether somebody may apply."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from lms.bookings import rules
from lms.bookings.models import ALIVE, Booking
from lms.bookings.previews import is_preview, preview_on
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import among, db
from lms.people.lookups import status_on
from lms.people.models import Person
from lms.people.rules import in_good_standing
from lms.record.lookups import link_members_on
from lms.runs.loading import load_sessions
from lms.runs.lookups import facilitates, has_begun
from lms.runs.models import Run


@dataclass(frozen=True)
class Places:
    """How many people stand how on a run."""

    confirmed: int = 0
    provisional: int = 0
    offered: int = 0
    waiting: int = 0

    @property
    def held(self) -> int:
        return self.confirmed + self.provisional + self.offered

    def free(self, capacity: int) -> int:
        """Places that an applicant gets at once: none while somebody waits."""
        return 0 if self.waiting else max(0, capacity - self.held)


_COUNTED = (
    select(Booking.run_id, Booking.state, func.count().label("people"))
    .where(among(Booking.run_id), Booking.state.in_(ALIVE)).group_by(Booking.run_id, Booking.state)
)


def places_of(run_ids: Iterable[int]) -> dict[int, Places]:
    """By run; one query for all of them."""
    counts: dict[int, dict[str, int]] = {run_id: {} for run_id in run_ids}
    for run_id, state, people in db.session.execute(_COUNTED, {"ids": list(counts)}) if counts else ():
        counts[run_id][state] = people
    return {run_id: Places(**found) for run_id, found in counts.items()}


_HERS = (
    select(Booking).join(Booking.run).join(Run.snapshot).where(Booking.person_id == bindparam("person"))
    .options(contains_eager(Booking.run).contains_eager(Run.snapshot)).order_by(Booking.id.desc())
)
_ALIVE_ON = _HERS.where(Booking.state.in_(ALIVE), Run.ref == bindparam("ref"))
_NOT_OVER = _HERS.where(Booking.state.in_(ALIVE), Run.state.not_in(("closed", "cancelled")))
_ON_RUN = select(Booking).where(Booking.person_id == bindparam("person"), Booking.run_id == bindparam("run"))
_STANDS = select(Booking.run_id, Booking.state).where(
    Booking.person_id == bindparam("person"), Booking.state.in_(ALIVE)
)


def bookings_of(person: Person) -> list[Booking]:
    """All that she has applied for, the latest first; those that ended too."""
    found = list(db.session.scalars(_HERS, {"person": person.id}))
    load_sessions({booking.run for booking in found})
    return found


def running_of(person: Person) -> list[Booking]:
    """Her living bookings on runs that aren't over, the latest first."""
    return list(db.session.scalars(_NOT_OVER, {"person": person.id}))


def booking_on(ref: str, person: Person) -> Booking | None:
    """Her living booking on the run with this reference: how a trainee's own pages find their run."""
    if is_preview(ref):
        return preview_on(ref, person)
    return db.session.scalar(_ALIVE_ON, {"ref": ref.upper(), "person": person.id})


def tried_on(run: Run, person: Person) -> list[Booking]:
    """Every booking that she has or had on this run, the latest first."""
    return list(db.session.scalars(_ON_RUN.order_by(Booking.id.desc()), {"person": person.id, "run": run.id}))


def states_of(person: Person) -> dict[int, str]:
    """By run, how her living bookings stand."""
    return dict(db.session.execute(_STANDS, {"person": person.id}).all())


def booking_of(run: Run, person: Person) -> Booking | None:
    """Her living booking on this run."""
    return db.session.scalar(
        select(Booking).where(Booking.run_id == run.id, Booking.person_id == person.id, Booking.state.in_(ALIVE))
    )


def trainees_of(run: Run) -> list[Booking]:
    """The confirmed bookings, by name."""
    return list(db.session.scalars(
        select(Booking).join(Booking.person).where(Booking.run_id == run.id, Booking.state == "confirmed")
        .order_by(Person.folded_name, Person.id).options(joinedload(Booking.person), joinedload(Booking.run))
    ))


def trainees_on(run_ids: Iterable[int]) -> dict[int, list[Person]]:
    """Who has a confirmed place on each of these runs, by name; one query for all of them."""
    found: dict[int, list[Person]] = {run_id: [] for run_id in run_ids}
    rows = db.session.execute(
        select(Booking.run_id, Person).join(Booking.person)
        .where(Booking.run_id.in_(list(found)), Booking.state == "confirmed").order_by(Person.folded_name, Person.id)
    )
    for run_id, person in rows:
        found[run_id].append(person)
    return found


def applications_of(run: Run) -> list[Booking]:
    """Every booking on the run in the order of application, those that ended too."""
    return list(db.session.scalars(
        select(Booking).where(Booking.run_id == run.id).order_by(Booking.id)
        .options(joinedload(Booking.person), joinedload(Booking.run), selectinload(Booking.changes))
    ))


def application_on(run: Run, booking_id: int) -> Booking | None:
    """One booking of this run."""
    return db.session.scalar(select(Booking).where(Booking.run_id == run.id, Booking.id == booking_id))


def ahead_of(booking: Booking) -> int:
    """How many people have waited longer than she has."""
    return db.session.scalar(
        select(func.count()).where(
            Booking.run_id == booking.run_id, Booking.state == "waiting", Booking.id < booking.id
        )
    )


def in_standing(person: Person, now: datetime) -> bool:
    """Whether she is a member in good standing today."""
    day = today(now)
    return in_good_standing(status_on([person.id], day).get(person.id, "none"))


def applicant(run: Run, person: Person, now: datetime) -> rules.Applicant:
    """This person as the rule on applying sees her."""
    return rules.Applicant(
        in_good_standing=in_standing(person, now),
        link_member=person.id in link_members_on([person.id], today(now)),
        on_this_run=booking_of(run, person) is not None,
        leads_this_run=facilitates(run, person, now),
    )


def course(run: Run, now: datetime) -> rules.Course:
    """This run as the rule on applying sees it."""
    return rules.Course(
        state=run.state, begun=has_begun(run, now), closing_on=run.closing_on, today=today(now),
        for_link_members=for_link_members(run),
    )


def for_link_members(run: Run) -> bool:
    """Whether the programme's standard asks for link membership (Q2)."""
    return "Q2" in programme_of(run.snapshot).standard.conditions


def reasons_against(run: Run, person: Person, now: datetime) -> list[rules.Reason]:
    """Why she can't apply for this run; nothing means that she may."""
    return rules.reasons_against(applicant(run, person, now), course(run, now))


def closed_to_all(run: Run, now: datetime) -> bool:
    """Whether nobody at all can apply for this run now."""
    anybody = rules.Applicant(in_good_standing=True, link_member=True, on_this_run=False, leads_this_run=False)
    return bool(rules.reasons_against(anybody, course(run, now)))
