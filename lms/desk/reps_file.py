"""Reps and link members by region as a file: an officer's own regions, the administrator's all."""

from collections.abc import Iterator
from datetime import datetime

from flask import abort
from sqlalchemy import Select, func, or_, select

from lms import audit, clock
from lms.accreditation.lookups import Standing
from lms.db import db
from lms.desk.region_list import IS_LINK_MEMBER, IS_REP, LISTED, ORDER, key, standings_by_person
from lms.desk.views import pages
from lms.web import asking, role
from lms.web.access import roles_of_asking
from lms.web.exports import file_of
from lms.web.paging import read_through
from lms.workplaces.lookups import regions_looked_after_by
from lms.workplaces.models import Region

COLUMNS = ("Name", "Employer", "Region", "Standing")
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
    listed = LISTED.where(or_(IS_REP, IS_LINK_MEMBER))
    if "administrator" in roles_of_asking():
        return listed
    hers = [region.id for region in regions_looked_after_by(asking(), clock.today(now))] or abort(404)
    return listed.where(Region.id.in_(hers))


def _cells(listed: Select, now: datetime) -> Iterator[list[tuple]]:
    for rows in read_through(listed, ORDER, key):
        standings = standings_by_person([row.id for row in rows], now)
        yield [(row.name, row.employer, row.region, standings.get(row.id, LINK_MEMBER).words) for row in rows]
