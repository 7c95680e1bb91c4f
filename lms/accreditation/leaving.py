"""Who has left the employer of her appointment, and when: from the rows, for any day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accreditation.models import Accreditation, Appointment
from lms.db import db
from lms.workplaces.models import Employment, Workplace


def left_on(appointments: Iterable[Appointment], day: date) -> dict[int, date]:
    """By appointment, the day on which she left its employer; only those who don't work there on `day`.

    Somebody who was never recorded at that employer, or left it before she was appointed, hasn't left it.
    """
    wanted = list(appointments)
    ends: dict[tuple[int, int], list[date | None]] = {}
    for person_id, employer_id, until in db.session.execute(
        select(Employment.person_id, Workplace.employer_id, Employment.until).join(Workplace)
        .where(Employment.person_id.in_({each.person_id for each in wanted}), Employment.since <= day)
    ):
        ends.setdefault((person_id, employer_id), []).append(until)
    found = {}
    for each in wanted:
        since = [end for end in ends.get((each.person_id, each.employer_id), [])
                 if end is None or end > each.appointed_on]
        if since and all(end is not None and end <= day for end in since):
            found[each.id] = max(since)
    return found


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
