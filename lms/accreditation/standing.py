"""Whether somebody is a rep on a day, computed from the rows: nothing has to be switched when a day comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms.accreditation.conditions import say
from lms.accreditation.leaving import left_on
from lms.accreditation.models import Accreditation, Appointment, Hold
from lms.clock import today
from lms.db import db
from lms.people.lookups import status_on
from lms.people.models import Person

LAPSED = {
    "arrears": "membership arrears", "suspended": "membership suspended", "expelled": "expelled",
    "left": "no longer a member", "none": "not a member",
}


@dataclass(frozen=True)
class Standing:
    """How an accreditation stands: "current", "suspended", "expired", "ended" or "none"."""

    state: str
    words: str
    accreditation: Accreditation | None = None

    @property
    def current(self) -> bool:
        return self.state == "current"


def standing_of(person: Person, rep_kind: str, now: datetime) -> Standing:
    return standings_of([person.id], now).get((person.id, rep_kind), Standing("none", "Not accredited"))


def standings_of(person_ids: Iterable[int], now: datetime) -> dict[tuple[int, str], Standing]:
    """The standing by person and rep kind at that moment, whether it is past or to come."""
    ids, day = list(person_ids), today(now)
    rows = db.session.scalars(
        select(Accreditation).where(Accreditation.person_id.in_(ids), Accreditation.accredited_at <= now)
        .options(joinedload(Accreditation.appointment).joinedload(Appointment.employer)).order_by(Accreditation.id)
    ).all()
    if not rows:
        return {}
    statuses, holds = status_on(ids, day), open_holds(ids, now)
    left = left_on([row.appointment for row in rows if row.appointment], day)
    return {
        (row.person_id, row.rep_kind): _standing(row, statuses.get(row.person_id, "none"),
                                                 holds.get(row.person_id, []), left.get(row.appointment_id), now)
        for row in rows
    }


def _standing(row: Accreditation, status: str, holds: list[Hold], left: date | None, now: datetime) -> Standing:
    """Leaving the employer ends it; arrears, an ended appointment and a suspension only suspend it."""
    if row.ended_at is not None and row.ended_at <= now:
        return Standing("ended", f"Ended on {say(today(row.ended_at))}", row)
    if left is not None and left <= row.valid_to:
        return Standing("ended", f"Ended on {say(left)}, on leaving {row.appointment.employer.name}", row)
    if today(now) > row.valid_to:
        return Standing("expired", f"Expired on {say(row.valid_to)}", row)
    if status != "current":
        return Standing("suspended", f"Suspended: {LAPSED[status]}", row)
    if row.appointment and row.appointment.ended_at is not None and row.appointment.ended_at <= now:
        return Standing("suspended", "Suspended: the appointment has ended", row)
    if any(hold.kind == "suspension" for hold in holds):
        return Standing("suspended", "Suspended", row)
    return Standing("current", f"Accredited until {say(row.valid_to)}", row)


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
    rows = select(Accreditation).where(Accreditation.person_id.in_(list(person_ids))).order_by(Accreditation.id.desc())
    for row in db.session.scalars(rows):
        found.setdefault(row.person_id, []).append(row)
    return found
