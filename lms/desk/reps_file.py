"""Reps and link members by region as a file: an officer's own regions, the administrator's all."""

from collections.abc import Iterator
from datetime import datetime

from flask import abort
from sqlalchemy import Select, func, or_, select

from lms import audit, clock
from lms.accreditation.lookups import standings_of
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


@pages.post("/regions/reps.<any(csv, xlsx):kind>")
@role("administrator", "officer")
def reps_file(kind: str):
    now = clock.now()
    if "administrator" in roles_of_asking():
        listed = _listed()
    else:
        hers = [region.id for region in regions_looked_after_by(asking(), clock.today(now))] or abort(404)
        listed = _listed().where(Region.id.in_(hers))
    rows = db.session.scalar(select(func.count()).select_from(listed.subquery()))
    audit.record("downloaded the list of reps", asking(), asking(), now, kind=kind, rows=rows)
    db.session.commit()
    return file_of(kind, "reps", COLUMNS, _cells(listed, now))


def _listed() -> Select:
    """Who is or was accredited, and link members who are still in the union, with where they work now."""
    accredited = select(Accreditation.id).where(Accreditation.person_id == Person.id)
    linked = select(Fact.id).where(Fact.person_id == Person.id, Fact.kind == "link member", Fact.ended_on.is_(None))
    return (
        select(Person.id, Person.name, Person.folded_name, Employer.name.label("employer"), Region.name.label("region"))
        .join(Employment, (Employment.person_id == Person.id) & Employment.until.is_(None))
        .join(Workplace, Workplace.id == Employment.workplace_id).join(Employer, Employer.id == Workplace.employer_id)
        .join(Region, Region.id == Workplace.region_id)
        .where(or_(accredited.exists(), linked.exists() & Person.membership_status.not_in(("left", "expelled"))))
    )


def _cells(listed: Select, now: datetime) -> Iterator[list[tuple]]:
    order = (Region.name, Person.folded_name, Person.id)
    for rows in read_through(listed, order, lambda row: (row.region, row.folded_name, row.id)):
        standings = {person_id: standing for (person_id, _kind), standing
                     in standings_of([row.id for row in rows], now).items()}
        yield [
            (row.name, row.employer, row.region, standings[row.id].words if row.id in standings else "Link member")
            for row in rows
        ]
