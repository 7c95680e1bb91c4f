"""Who has left the employer of her appointment, and when: from the rows, for any day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accreditation.models import Accreditation, Appointment
from lms.accreditation.rows import Appointed, Work
from lms.db import among, db
from lms.workplaces.models import Employment, Workplace

WORKS = select(
    Employment.person_id, Workplace.employer_id, Employment.since, Employment.until,
).join(Workplace, Workplace.id == Employment.workplace_id).where(among(Employment.person_id))


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


def left_on(appointments: Iterable[Appointment], day: date) -> dict[int, date]:
    """By appointment, the day on which she left its employer; only those who don't work there on `day`."""
    wanted = list(appointments)
    works: dict[int, list] = {}
    for work in db.session.execute(WORKS, {"ids": {each.person_id for each in wanted}}):
        works.setdefault(work.person_id, []).append(work)
    found = {each.id: leaving(each, works.get(each.person_id, ()), day) for each in wanted}
    return {number: left for number, left in found.items() if left is not None}


def reps_who_left(day: date) -> list[tuple[Accreditation, date]]:
    """The accreditations that ended when she left her employer, and whose end nobody has recorded; by name."""
    rows = db.session.scalars(
        select(Accreditation).where(Accreditation.ended_at.is_(None), Accreditation.valid_to >= day).options(
            joinedload(Accreditation.person), joinedload(Accreditation.run),
            joinedload(Accreditation.appointment).joinedload(Appointment.employer),
        )
    ).all()
    left = left_on([row.appointment for row in rows if row.appointment], day)
    gone = [(row, left[row.appointment_id]) for row in rows if row.appointment_id in left]
    return sorted(gone, key=lambda each: (each[0].person.folded_name, each[0].id))
