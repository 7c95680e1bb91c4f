"""Who has left the employer of her appointment, and when: from the rows, for any day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from lms.accreditation.models import Appointment
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
