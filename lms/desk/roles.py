"""What a person is, anywhere: read in one query a request; and the way about that follows from it."""

from dataclasses import dataclass
from datetime import datetime

from flask import request, url_for
from sqlalchemy import exists, select

from lms.bookings.models import ALIVE, Booking
from lms.clock import today
from lms.db import db
from lms.people.models import Person, UnionRole
from lms.runs.models import Facilitator
from lms.workplaces.models import RegionOfficer


@dataclass(frozen=True)
class Place:
    """An entry of the navigation."""

    label: str
    url: str
    current: bool


def roles_of(person: Person, now: datetime) -> frozenset[str]:
    """Of "administrator", "facilitator", "officer" and "trainee", what she is today."""
    held = db.session.execute(
        select(
            exists().where(
                UnionRole.person_id == person.id, UnionRole.role == "administrator", UnionRole.ended_at.is_(None)
            ),
            exists().where(
                Facilitator.person_id == person.id, (Facilitator.ended_at.is_(None)) | (Facilitator.ended_at > now)
            ),
            exists().where(
                RegionOfficer.person_id == person.id,
                RegionOfficer.since <= today(now),
                (RegionOfficer.until.is_(None)) | (RegionOfficer.until > today(now)),
            ),
            exists().where(Booking.person_id == person.id, Booking.state.in_(ALIVE)),
        )
    ).one()
    names = ("administrator", "facilitator", "officer", "trainee")
    return frozenset(name for name, holds in zip(names, held, strict=True) if holds)


def navigation(person: Person | None, roles: frozenset[str]) -> list[Place]:
    """The few places that she goes to every day; one list for every page."""
    if person is None:
        places = [("What a rep does", "desk.what_a_rep_does"), ("Next courses", "bookings.courses"),
                  ("Check a certificate", "certificates.check")]
    elif "administrator" in roles:
        places = [("Home", "desk.home"), ("Runs", "desk.runs"), ("People", "desk.people"),
                  ("Certificates", "certificates.issued"), ("Outbox", "people.outbox")]
    else:
        places = [("Home", "desk.home")]
        if "facilitator" in roles:
            places.append(("Marking", "casework.queue"))
        if "officer" in roles:
            places.append(("My reps", "desk.my_region"))
        places.append(("Courses", "bookings.courses"))
    links = [(label, url_for(end)) for label, end in places]
    return [Place(label, url, _inside(url)) for label, url in links]


def _inside(url: str) -> bool:
    """Whether the page that is shown belongs to this place."""
    return request.path == url or request.path.startswith(f"{url}/")
