"""What a person is, anywhere, and the way about that follows from it."""

from dataclasses import dataclass
from datetime import datetime

from flask import request
from sqlalchemy import Date, bindparam, exists, select

from lms.accreditation.models import Accreditation
from lms.bookings.models import ALIVE, Booking
from lms.clock import today
from lms.db import UTCDateTime, db
from lms.people.models import Person, UnionRole
from lms.runs.models import Facilitator
from lms.web.addresses import url_for
from lms.workplaces.models import RegionOfficer


@dataclass(frozen=True)
class Place:
    """An entry of the navigation."""

    label: str
    url: str
    current: bool


_now, _today = bindparam("now", type_=UTCDateTime()), bindparam("today", type_=Date())
# What a Person is, each a test of its own.
HELD = {
    "administrator": exists().where(
        UnionRole.person_id == Person.id, UnionRole.role == "administrator", UnionRole.ended_at.is_(None)
    ),
    "author": exists().where(
        UnionRole.person_id == Person.id, UnionRole.role == "author", UnionRole.ended_at.is_(None)
    ),
    "facilitator": exists().where(
        Facilitator.person_id == Person.id, Facilitator.ended_at.is_(None) | (Facilitator.ended_at > _now)
    ),
    "officer": exists().where(
        RegionOfficer.person_id == Person.id, RegionOfficer.since <= _today,
        RegionOfficer.until.is_(None) | (RegionOfficer.until > _today),
    ),
    "rep": exists().where(
        Accreditation.person_id == Person.id, Accreditation.ended_at.is_(None), Accreditation.valid_to >= _today
    ),
    "trainee": exists().where(Booking.person_id == Person.id, Booking.state.in_(ALIVE)),
}
_HELD_BY = select(*HELD.values()).select_from(Person).where(Person.id == bindparam("person"))


def roles_of(person: Person, now: datetime) -> frozenset[str]:
    """Of "administrator", "author", "facilitator", "officer", "rep" and "trainee", what she is today."""
    held = db.session.execute(_HELD_BY, {"person": person.id, "now": now, "today": today(now)}).one()
    return frozenset(name for name, holds in zip(HELD, held, strict=True) if holds)


def navigation(person: Person | None, roles: frozenset[str]) -> list[Place]:
    """The few places that she goes to every day; one list for every page."""
    if person is None:
        places = [("What a rep does", "desk.what_a_rep_does"), ("Next courses", "bookings.courses"),
                  ("Check a certificate", "certificates.check")]
    elif "administrator" in roles:
        places = [("Home", "desk.home"), ("Runs", "desk.runs"), ("People", "desk.people"),
                  ("Certificates", "certificates.issued"), ("Material", "content.material"),
                  ("Outbox", "people.outbox")]
    else:
        places = [("Home", "desk.home")]
        if "facilitator" in roles:
            places.append(("Marking", "casework.queue"))
        if "officer" in roles:
            places.append(("My reps", "desk.my_region"))
        if "author" in roles:
            places.append(("Material", "content.material"))
        places.append(("Courses", "bookings.courses"))
    links = [(label, url_for(end)) for label, end in places]
    return [Place(label, url, _inside(url)) for label, url in links]


def _inside(url: str) -> bool:
    """Whether the page that is shown belongs to this place."""
    return request.path == url or request.path.startswith(f"{url}/")
