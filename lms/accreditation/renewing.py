"""Renewal by a refresher: whose accreditation it can renew, and until when."""

from datetime import date, datetime

from lms.accreditation.evidence import THERE, Record
from lms.accreditation.files import years_later
from lms.accreditation.leaving import leaving
from lms.accreditation.rows import Decided, Given, Known
from lms.accreditation.saying import say
from lms.accreditation.standing import suspended
from lms.clock import today
from lms.content.operations import programme_of
from lms.runs.lookups import first_day
from lms.runs.models import Run

GRACE_MONTHS = 3  # so long after its last day an accreditation can still be renewed


def last_day_to_renew(valid_to: date) -> date:
    """The same day so many months on, or the last of that month where there is none."""
    months = valid_to.month - 1 + GRACE_MONTHS
    year, month = valid_to.year + months // 12, months % 12 + 1
    for day in range(valid_to.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, valid_to.day)


def lapsed(row: Given, day: date) -> bool:
    """Nothing renews it any more: the course is taken again. So it stays, whatever came after."""
    return last_day_to_renew(row.valid_to) < (today(row.ended_at) if row.ended_at else day)


def renewed_until(run: Run, record: Record, decision: Decided) -> date:
    """So long as its standard says from when she last sat any of it, not from the act: one half day carries no further.

    A course without days counts from when its completion was decided.
    """
    sat = [seat.on for part in (*record.sittings, *record.elsewhere) for seat in part.seats
           if seat.made_up_by or seat.state in THERE]
    return years_later(max(sat, default=today(decision.decided_at)), programme_of(run.snapshot).standard.validity_years)


def why_not_renewed(
    row: Given | None, decision: Decided | None, run: Run, record: Record, known: Known, now: datetime,
) -> str:
    """What stands in the way of renewing this accreditation by this run, in a sentence; empty if nothing does."""
    day = today(now)
    if row is None:
        return "There is no accreditation to renew."
    if row.run_id == run.id:
        return f"It was renewed on {say(row.valid_from)}."
    if (begun := _begun(run, known)) and begun <= row.valid_from:
        return f"It was given on {say(row.valid_from)}, when this course had begun already. A later one renews it."
    appointment = next((each for each in known.appointments if each.id == row.appointment_id), None)
    left = leaving(appointment, known.works, day) if appointment else None
    if left is not None:
        return f"It ended on {say(left)}, on leaving {appointment.employer}."
    if day > (last := last_day_to_renew(row.valid_to)):
        return f"It expired on {say(row.valid_to)}, and could be renewed until {say(last)}."
    if decision and decision.run_id != run.id:
        return "It was completed on another course, and is renewed by that one."
    if decision and (until := renewed_until(run, record, decision)) <= max(row.valid_to, day):
        return f"This course is good until {say(until)}, and no longer. A later one renews it."
    words = suspended(row, known, now)
    return f"{words}. That is put right first." if words else ""


def _begun(run: Run, known: Known) -> date | None:
    """Its first day; of a course without days, when she finished it."""
    done = next((today(each.decided_at) for each in known.decisions if each.run_id == run.id), None)
    return first_day(run) or done
