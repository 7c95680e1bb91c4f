"""Regions, their officers, and who works where: what is done to them."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit
from lms.clock import today
from lms.db import db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.workplaces.models import JURISDICTIONS, Employer, Employment, Region, RegionOfficer, Workplace
from lms.workplaces.searching import index_work


def add_region(name: str, *, jurisdiction: str = "England and Wales", actor, now: datetime) -> Region:
    if jurisdiction not in JURISDICTIONS:
        raise Refusal(f"“{jurisdiction}” is not one of {', '.join(JURISDICTIONS)}.", field="jurisdiction")
    region = Region(name=" ".join(name.split()), jurisdiction=jurisdiction)
    try:
        with db.session.begin_nested():
            db.session.add(region)
            db.session.flush()
    except IntegrityError:
        raise Refusal(f"There is a region {region.name} already.", field="name", code="name taken") from None
    audit.record("added a region", actor, region, now)
    return region


def appoint_officer(
    region: Region, person: Person, *, phone: str = "", since: date, actor, now: datetime
) -> RegionOfficer:
    """She looks after the region from that day on, in the place of whoever did."""
    if since > today(now):
        raise Refusal("An officer is recorded from the day she begins, not before.", field="since")
    db.session.execute(select(Region.id).where(Region.id == region.id).with_for_update())
    before = db.session.scalar(
        select(RegionOfficer).where(RegionOfficer.region_id == region.id, RegionOfficer.until.is_(None))
    )
    if before is not None:
        if before.person_id == person.id:
            raise Refusal(f"{person.name} looks after {region.name} already.", field="email", code="held already")
        before.until = max(since, before.since)
        db.session.flush()
    appointed = RegionOfficer(region=region, person=person, phone=phone.strip(), since=since)
    db.session.add(appointed)
    db.session.flush()
    audit.record("appointed an officer", actor, region, now, person=person.id, name=person.name)
    return appointed


def find_or_add_workplace(employer: str, workplace: str, region: Region) -> Workplace:
    """The workplace of that name with that employer, whatever the case; made if it isn't there."""
    employer, workplace = " ".join(employer.split()), " ".join(workplace.split()) or "Main site"
    company = _named(Employer, employer)
    if company is None:
        company = Employer(name=employer)
        db.session.add(company)
        db.session.flush()
    place = _named(Workplace, workplace, Workplace.employer_id == company.id)
    if place is None:
        place = Workplace(employer=company, name=workplace, region=region)
        db.session.add(place)
        db.session.flush()
    return place


def _named(kind, name: str, *conditions):
    return db.session.scalar(
        select(kind).where(db.func.lower(kind.name) == name.lower(), *conditions).order_by(kind.id).limit(1)
    )


def place_person(person: Person, workplace: Workplace, *, job_title: str = "", since: date, now: datetime) -> bool:
    """She works there from that day on; whether that is news."""
    current = db.session.scalar(
        select(Employment).where(Employment.person_id == person.id, Employment.until.is_(None))
    )
    if current is not None:
        if current.workplace_id == workplace.id and current.job_title == job_title:
            return False
        current.until = max(since, current.since)
        db.session.flush()  # the old one has ended before the new one begins
    db.session.add(Employment(person=person, workplace=workplace, job_title=job_title, since=since))
    db.session.flush()
    index_work([person.id])
    audit.record("placed", person, person, now, employer=workplace.employer.name, workplace=workplace.name)
    return True
