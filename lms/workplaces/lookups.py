"""Who works where, and who looks after which region."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from lms.db import db
from lms.people.models import Person
from lms.workplaces.models import Employer, Employment, Region, RegionOfficer, Workplace


def employments_of(person_ids: Iterable[int]) -> dict[int, Employment]:
    """Where each works now, with workplace, employer and region."""
    found = db.session.scalars(
        select(Employment).where(Employment.person_id.in_(set(person_ids)), Employment.until.is_(None))
    )
    return {employment.person_id: employment for employment in found}


def officers_of(region_ids: Iterable[int]) -> dict[int, RegionOfficer]:
    """The officer who looks after each region now."""
    found = db.session.scalars(
        select(RegionOfficer)
        .where(RegionOfficer.region_id.in_(set(region_ids)), RegionOfficer.until.is_(None))
        .options(joinedload(RegionOfficer.person), joinedload(RegionOfficer.region))
    )
    return {officer.region_id: officer for officer in found}


def regions_looked_after_by(person: Person, today: date) -> list[Region]:
    held = select(RegionOfficer.region_id).where(
        RegionOfficer.person_id == person.id,
        RegionOfficer.since <= today,
        or_(RegionOfficer.until.is_(None), RegionOfficer.until > today),
    )
    return list(db.session.scalars(select(Region).where(Region.id.in_(held)).order_by(Region.name)))


def people_in_region(region: Region, today: date) -> Select:
    """The ids of those who work in the region, as a select to put into another."""
    return (
        select(Employment.person_id)
        .join(Workplace)
        .where(
            Workplace.region_id == region.id,
            Employment.since <= today,
            or_(Employment.until.is_(None), Employment.until > today),
        )
    )


def regions() -> list[Region]:
    return list(db.session.scalars(select(Region).order_by(Region.name)))


def region_named(name: str) -> Region | None:
    return db.session.scalar(select(Region).where(db.func.lower(Region.name) == " ".join(name.split()).lower()))


def employers_to_choose() -> list[tuple[int, str]]:
    """The id and name of each, by name."""
    return [tuple(row) for row in db.session.execute(select(Employer.id, Employer.name).order_by(Employer.name)).all()]


def find_employer(employer_id: int) -> Employer | None:
    return db.session.get(Employer, employer_id)


def people_by_region(today: date) -> dict[int, int]:
    """How many current members work in each region."""
    rows = db.session.execute(
        select(Workplace.region_id, func.count())
        .join(Employment, Employment.workplace_id == Workplace.id)
        .join(Person, Person.id == Employment.person_id)
        .where(
            Person.membership_status == "current", Employment.since <= today,
            or_(Employment.until.is_(None), Employment.until > today),
        )
        .group_by(Workplace.region_id)
    ).all()
    return dict(rows)
