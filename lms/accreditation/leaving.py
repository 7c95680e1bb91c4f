"""Who has left the employer of her appointment, and when: from the rows, for any day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Date, bindparam, exists, func, select

from lms.accreditation.models import Accreditation, Appointment
from lms.accreditation.rows import Appointed, Work
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run
from lms.workplaces.models import Employer, Employment, Workplace


def leaving(appointment: Appointed | Appointment, works: Iterable[Work], day: date) -> date | None:
    """The day on which she left the employer of her appointment; None if she works there on `day`.

    Somebody who was never recorded at that employer, or left it before she was appointed, hasn't left it.
    """
    ends = [
        work.until for work in works
        if work.employer_id == appointment.employer_id and work.since <= day
        and (work.until is None or work.until > appointment.appointed_on)
    ]
    return max(ends) if ends and all(end is not None and end <= day for end in ends) else None


_day = bindparam("day", type_=Date())


def _works_there(*when):
    """An employment of hers at the employer of her appointment."""
    return (
        Employment.person_id == Accreditation.person_id, Employment.workplace_id == Workplace.id,
        Workplace.employer_id == Appointment.employer_id, Employment.since <= _day, *when,
    )


_SINCE = (
    select(func.max(Employment.until)).where(*_works_there(Employment.until > Appointment.appointed_on))
    .correlate(Accreditation, Appointment).scalar_subquery()
)
_STILL = exists().where(*_works_there(Employment.until.is_(None) | (Employment.until > _day)))
# Only those of whom an employment has ended are looked at, not all who are accredited.
_MOVED = select(Employment.person_id).where(Employment.until.is_not(None))
_GONE = (
    select(Accreditation.id, Accreditation.person_id, Person.name, Person.folded_name, Run.ref,
           Employer.name.label("employer"), _SINCE.label("left"))
    .join(Appointment, Appointment.id == Accreditation.appointment_id)
    .join(Employer, Employer.id == Appointment.employer_id).join(Person, Person.id == Accreditation.person_id)
    .outerjoin(Run, Run.id == Accreditation.run_id)
    .where(Accreditation.ended_at.is_(None), Accreditation.valid_to >= _day,
           Accreditation.person_id.in_(_MOVED), _SINCE.is_not(None), ~_STILL)
)


def reps_who_left(day: date) -> list:
    """Whose accreditation ended when she left her employer, with nobody having recorded it, and since when; by name."""
    rows = db.session.execute(_GONE, {"day": day})
    return sorted(rows, key=lambda row: (row.folded_name, row.id))
