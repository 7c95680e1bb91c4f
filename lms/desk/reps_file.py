"""Reps and link members by region as a file: an officer's own regions, the administrator's all."""

from collections.abc import Iterator
from datetime import datetime

from flask import abort
from sqlalchemy import Select, func, or_, select

from lms import audit, clock
from lms.accreditation.lookups import Standing, standings_of
from lms.accreditation.models import Accreditation
from lms.db import db
from lms.desk.views import pages
from lms.people.models import Person
from lms.record.models import Fact
from lms.web import asking, role
from lms.web.access import roles_of_asking
from lms.web.exports import file_of
from lms.web.paging import read_through
from lms.workplaces.lookups import regions_looked_after_by
from lms.workplaces.models import Employer, Employment, Region, Workplace

COLUMNS = ("Name", "Employer", "Region", "Standing")
ORDER = (Region.name, Person.folded_name, Person.id)
LINK_MEMBER = Standing("none", "Link member")


@pages.post("/regions/reps.<any(csv, xlsx):kind>")
@role("administrator", "officer")
def reps_file(kind: str):
    now = clock.now()
    listed = reps_and_link_members(now)
    rows = db.session.scalar(select(func.count()).select_from(listed.subquery()))
    audit.record("downloaded the list of reps", asking(), asking(), now, kind=kind, rows=rows)
    db.session.commit()
    return file_of(kind, "reps", COLUMNS, _cells(listed, now))


def reps_and_link_members(now: datetime) -> Select:
    """Who is or was accredited, and link members who are still in the union, with where they work now.

    An administrator finds all of them, an officer those of her regions.
    """
    accredited = select(Accreditation.id).where(Accreditation.person_id == Person.id)
    linked = select(Fact.id).where(Fact.person_id == Person.id, Fact.kind == "link member", Fact.ended_on.is_(None))
    listed = (
        select(Person.id, Person.name, Person.folded_name, Employer.name.label("employer"), Region.name.label("region"))
        .join(Employment, (Employment.person_id == Person.id) & Employment.until.is_(None))
        .join(Workplace, Workplace.id == Employment.workplace_id).join(Employer, Employer.id == Workplace.employer_id)
        .join(Region, Region.id == Workplace.region_id)
        .where(or_(accredited.exists(), linked.exists() & Person.membership_status.not_in(("left", "expelled"))))
    )
    if "administrator" in roles_of_asking():
        return listed
    hers = [region.id for region in regions_looked_after_by(asking(), clock.today(now))] or abort(404)
    return listed.where(Region.id.in_(hers))


def _cells(listed: Select, now: datetime) -> Iterator[list[tuple]]:
    for rows in read_through(listed, ORDER, key):
        standings = standings_by_person([row.id for row in rows], now)
        yield [(row.name, row.employer, row.region, standings.get(row.id, LINK_MEMBER).words) for row in rows]


def key(row) -> tuple:
    return row.region, row.folded_name, row.id


def standings_by_person(person_ids: list[int], now: datetime) -> dict[int, Standing]:
    return {person_id: standing for (person_id, _kind), standing in standings_of(person_ids, now).items()}
