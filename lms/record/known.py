"""What is known of the members in a file, for many at once in a fixed number of questions."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from lms.db import db
from lms.people.lookups import accounts_of
from lms.people.models import Person
from lms.record.lookups import facts_of
from lms.record.members_file.comparing import Known, Place, place_key
from lms.record.models import AddressChange
from lms.workplaces.lookups import employments_of
from lms.workplaces.models import Workplace

BASIS = "Members' file"
AT_ONCE = 5000  # parameters that either database takes without a murmur


@dataclass(frozen=True)
class Member:
    """A row of persons, light: the whole membership is compared with a file."""

    id: int
    number: str | None
    name: str
    folded_name: str
    email: str | None
    status: str


def everybody() -> list[Member]:
    rows = db.session.execute(
        select(
            Person.id, Person.membership_number, Person.name, Person.folded_name, Person.email,
            Person.membership_status,
        ).order_by(Person.id)
    )
    return [Member(*row) for row in rows]


def known_members(numbers: Iterable[str]) -> dict[str, Known]:
    """Each member of these numbers, by number."""
    wanted, known = sorted(set(numbers)), {}
    for first in range(0, len(wanted), AT_ONCE):
        known |= _some(wanted[first:first + AT_ONCE])
    return known


def _some(numbers: list[str]) -> dict[str, Known]:
    people = db.session.scalars(select(Person).where(Person.membership_number.in_(numbers))).all()
    ids = [person.id for person in people]
    works, accounts, asked = employments_of(ids), accounts_of(ids), _asked(ids)
    links = {
        person_id: [fact for fact in facts if fact.ended_on is None]
        for person_id, facts in facts_of(ids, ["link member"]).items()
    }
    return {
        person.membership_number: _known(
            person, works.get(person.id), links[person.id], accounts.get(person.id), asked.get(person.id, frozenset())
        )
        for person in people
    }


def _known(person, employment, links, account, asked) -> Known:
    place, link = employment.workplace if employment else None, links[-1] if links else None
    return Known(
        person_id=person.id, name=person.name, known_as=person.known_as, email=person.email,
        status=person.membership_status,
        employer=place.employer.name if place else "", workplace=place.name if place else "",
        region=place.region.name if place else "", job_title=employment.job_title if employment else "",
        link_since=link.since.isoformat() if link else None,
        link_from_file=link is None or BASIS in link.basis,
        signs_in_with=account.email if account else None, asked=frozenset(asked),
    )


def _asked(ids: list[int]) -> dict[int, set[str]]:
    """The addresses that wait for a decision, or were turned down, of each."""
    asked: dict[int, set[str]] = {}
    for change in db.session.scalars(select(AddressChange).where(AddressChange.person_id.in_(ids))):
        if change.decision != "taken":
            asked.setdefault(change.person_id, set()).add(change.email)
    return asked


def known_places() -> dict[tuple[str, str], Place]:
    places = db.session.scalars(select(Workplace))
    return {
        place_key(each.employer.name, each.name): Place(each.employer.name, each.name, each.region.name)
        for each in places
    }
