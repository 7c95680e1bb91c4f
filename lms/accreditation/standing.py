"""Whether somebody is a rep on a day, computed from the rows: nothing has to be switched when a day comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms.accreditation.conditions import say
from lms.accreditation.known import FOR_STANDING, known_of
from lms.accreditation.leaving import leaving
from lms.accreditation.models import Accreditation, Hold
from lms.accreditation.rows import Given, Known
from lms.clock import today
from lms.db import db
from lms.people.models import Person

RENEWAL_OPENS = timedelta(days=183)  # so long before its last day its holder hears that renewal is due
LAPSED = {
    "arrears": "membership arrears", "suspended": "membership suspended", "expelled": "expelled",
    "left": "no longer a member", "none": "not a member",
}


@dataclass(frozen=True)
class Standing:
    """How an accreditation stands: "current", "suspended", "expired", "ended" or "none"."""

    state: str
    words: str
    accreditation: Given | None = None

    @property
    def current(self) -> bool:
        return self.state == "current"


NONE = Standing("none", "Not accredited")


def standing_of(person: Person, rep_kind: str, now: datetime) -> Standing:
    return standings_of([person.id], now).get((person.id, rep_kind), NONE)


def standings_of(person_ids: Iterable[int], now: datetime) -> dict[tuple[int, str], Standing]:
    """The standing by person and rep kind at that moment, whether it is past or to come; in one statement."""
    return {
        (person_id, rep_kind): standing
        for person_id, known in known_of(person_ids, now, FOR_STANDING).items()
        for rep_kind, standing in standings_in(known, now).items()
    }


def standings_in(known: Known, now: datetime) -> dict[str, Standing]:
    """By rep kind, how the latest accreditation stands."""
    return {row.rep_kind: _standing(row, known, now) for row in known.accreditations if row.accredited_at <= now}


def _standing(row: Given, known: Known, now: datetime) -> Standing:
    """Leaving the employer ends it; arrears, an ended appointment and a suspension only suspend it."""
    if row.ended_at is not None and row.ended_at <= now:
        return Standing("ended", f"Ended on {say(today(row.ended_at))}", row)
    day = today(now)
    appointment = next((each for each in known.appointments if each.id == row.appointment_id), None)
    left = leaving(appointment, known.works, day) if appointment else None
    if left is not None and left <= row.valid_to:
        return Standing("ended", f"Ended on {say(left)}, on leaving {appointment.employer}", row)
    if day > row.valid_to:
        return Standing("expired", f"Expired on {say(row.valid_to)}", row)
    if words := suspended(row, known, now):
        return Standing("suspended", words, row)
    due = ". Renewal is due" if row.valid_to - day <= RENEWAL_OPENS else ""
    return Standing("current", f"Accredited until {say(row.valid_to)}{due}", row)


def suspended(row: Given, known: Known, now: datetime) -> str:
    """Why the accreditation can't be relied on at that moment, in a few words; empty if it can."""
    status = known.status_on(today(now))
    if status != "current":
        return f"Suspended: {LAPSED[status]}"
    appointment = next((each for each in known.appointments if each.id == row.appointment_id), None)
    if appointment and appointment.ended_at is not None and appointment.ended_at <= now:
        return "Suspended: the appointment has ended"
    return "Suspended" if any(hold.kind == "suspension" for hold in known.holds) else ""


def open_holds(person_ids: Iterable[int], now: datetime) -> dict[int, list[Hold]]:
    """The suspensions and queries that were open at that moment, by person."""
    found: dict[int, list[Hold]] = {}
    for hold in db.session.scalars(
        select(Hold).where(
            Hold.person_id.in_(list(person_ids)), Hold.opened_at <= now,
            or_(Hold.closed_at.is_(None), Hold.closed_at > now),
        ).order_by(Hold.id)
    ):
        found.setdefault(hold.person_id, []).append(hold)
    return found


def accredited_of(person_ids: Iterable[int]) -> dict[int, list[Accreditation]]:
    """All accreditations that these persons have or had, the latest first."""
    found: dict[int, list[Accreditation]] = {}
    rows = (
        select(Accreditation).where(Accreditation.person_id.in_(list(person_ids)))
        .options(joinedload(Accreditation.run)).order_by(Accreditation.id.desc())
    )
    for row in db.session.scalars(rows):
        found.setdefault(row.person_id, []).append(row)
    return found
