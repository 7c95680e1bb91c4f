"""What is known of the members in a file, for many at once in a fixed number of questions, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from lms.db import Texts, among, db
from lms.people.models import Account, Person
from lms.record.members_file.comparing import Known, Place, place_key
from lms.record.models import AddressChange, Fact
from lms.workplaces.models import Employer, Employment, Region, Workplace

BASIS = "Members' file"
AT_ONCE = 5000  # parameters that either database takes without a murmur


@dataclass(frozen=True)
class Member:
    """A row of persons, light."""

    id: int
    number: str
    name: str
    status: str


@dataclass(frozen=True)
class Places:
    """The workplaces of some employers by name, and the names of all regions and employers, case-folded."""

    found: dict[tuple[str, str], Place]
    regions: frozenset[str]
    employers: frozenset[str]


def known_members(numbers: Iterable[str], *, for_writing: bool = False) -> dict[str, Known]:
    """Each member of these numbers, by number; `for_writing` keeps others from changing them meanwhile."""
    wanted, known = sorted(set(numbers)), {}
    for first in range(0, len(wanted), AT_ONCE):
        known |= _some(wanted[first:first + AT_ONCE], for_writing)
    return known


def _some(numbers: list[str], for_writing: bool) -> dict[str, Known]:
    asked_for = (
        select(
            Person.id, Person.membership_number, Person.name, Person.known_as, Person.email, Person.membership_status,
            Employer.name, Workplace.name, Region.name, Employment.job_title, Account.email,
            Employment.id, Employment.since, Workplace.id,
        )
        .outerjoin(Employment, (Employment.person_id == Person.id) & Employment.until.is_(None))
        .outerjoin(Workplace, Workplace.id == Employment.workplace_id)
        .outerjoin(Employer, Employer.id == Workplace.employer_id)
        .outerjoin(Region, Region.id == Workplace.region_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(among(Person.membership_number, "numbers", Texts))
        .order_by(Person.id)
    )
    if for_writing:
        asked_for = asked_for.with_for_update(of=Person, key_share=True)
    rows = db.session.execute(asked_for, {"numbers": numbers}).all()
    ids = [row[0] for row in rows]
    links, asked = (_links(ids), _asked(ids)) if ids else ({}, {})
    return {row[1]: _known(row, links.get(row[0]), asked.get(row[0], frozenset())) for row in rows}


def _known(row, link, asked) -> Known:
    (person_id, _, name, known_as, email, status, employer, workplace, region, title, account, employment_id, since,
     workplace_id) = row
    return Known(
        person_id=person_id, name=name, known_as=known_as, email=email, status=status,
        employer=employer or "", workplace=workplace or "", region=region or "", job_title=title or "",
        link_since=link.since.isoformat() if link else None, link_from_file=link is None or BASIS in link.basis,
        signs_in_with=account, asked=frozenset(asked), employment_id=employment_id, employed_since=since,
        workplace_id=workplace_id, link_id=link.id if link else None,
    )


def _links(ids: list[int]) -> dict[int, object]:
    """The fact that says since when each is a link member."""
    found = db.session.execute(
        select(Fact.person_id, Fact.id, Fact.since, Fact.basis)
        .where(among(Fact.person_id), Fact.kind == "link member", Fact.ended_on.is_(None))
        .order_by(Fact.since, Fact.id), {"ids": ids}
    ).all()
    return {row.person_id: row for row in found}


def _asked(ids: list[int]) -> dict[int, set[str]]:
    """The addresses that wait for a decision, or were turned down, of each."""
    asked: dict[int, set[str]] = {}
    for person_id, email, decision in db.session.execute(
        select(AddressChange.person_id, AddressChange.email, AddressChange.decision)
        .where(among(AddressChange.person_id)), {"ids": ids}
    ):
        if decision != "taken":
            asked.setdefault(person_id, set()).add(email)
    return asked


def members_after(person_id: int, most: int) -> list[Member]:
    """Who has a number and hasn't left, in the order in which they came, after this one."""
    rows = db.session.execute(
        select(Person.id, Person.membership_number, Person.name, Person.membership_status)
        .where(Person.id > person_id, Person.membership_number.is_not(None),
               Person.membership_status.not_in(("left", "expelled")))
        .order_by(Person.id).limit(most)
    )
    return [Member(*row) for row in rows]


def with_addresses(emails: Iterable[str]) -> list[tuple[str, str, str]]:
    """Folded name, address, and who it is in words, of everybody who has one of these addresses."""
    rows = db.session.execute(
        select(Person.folded_name, Person.email, Person.name, Person.membership_number)
        .where(among(Person.email, "emails", Texts)).order_by(Person.id), {"emails": sorted(set(emails))}
    ).all()
    return [(folded, email, f"{name}, {number or 'without a membership number'}")
            for folded, email, name, number in rows]


def known_places(employers: Iterable[str]) -> Places:
    """The workplaces of these employers, whatever the case of their names."""
    wanted, everybody, ids = {name.casefold() for name in employers}, set(), []
    for employer_id, name in db.session.execute(select(Employer.id, Employer.name)):
        everybody.add(name.casefold())
        if name.casefold() in wanted:
            ids.append(employer_id)
    regions = frozenset(name.casefold() for name in db.session.scalars(select(Region.name)))
    rows = db.session.execute(
        select(Employer.name, Workplace.name, Region.name, Workplace.id)
        .join(Employer, Employer.id == Workplace.employer_id).join(Region, Region.id == Workplace.region_id)
        .where(Workplace.employer_id.in_(ids)).order_by(Workplace.id.desc())
    )
    found = {place_key(employer, site): Place(employer, site, region, 0, place_id)
             for employer, site, region, place_id in rows}
    return Places(found, regions, frozenset(everybody))
