"""For programs: regions and who looks after each; the employers."""

from flask import abort
from sqlalchemy import select

from lms import clock
from lms.clock import today
from lms.db import db
from lms.web import administrators, asking
from lms.web.api import Door, Listing, listed, read
from lms.web.paging import Slice, read_slice
from lms.workplaces import lookups, operations, schemas
from lms.workplaces.models import Employer, Region
from lms.workplaces.views import known_by

api = Door("Workplaces", __name__, "Regions and the officers who look after them; employers.")


def _shown(found: list[Region]) -> list[dict]:
    """Regions as RegionShown has them, in a fixed number of statements."""
    officers, members = lookups.officers_of([each.id for each in found]), lookups.people_by_region(today(clock.now()))
    return [{
        "id": region.id, "name": region.name, "jurisdiction": region.jurisdiction, "members": members.get(region.id, 0),
        "officer": (officer := officers.get(region.id)) and {
            "person_id": officer.person_id, "name": officer.person.name, "phone": officer.phone, "since": officer.since,
        },
    } for region in found]


@api.get("/regions")
@administrators
@api.gives_list(schemas.RegionShown)
def regions():
    """Every region by name, its officer, and how many current members work in it."""
    return listed(Slice(_shown(lookups.regions()), None))


@api.post("/regions")
@administrators
@api.takes(schemas.NewRegion)
@api.gives(201, schemas.RegionShown)
def add_region():
    """Add a region."""
    region = operations.add_region(**read(), actor=asking(), now=clock.now())
    db.session.commit()
    return _shown([region])[0]


@api.get("/regions/<int:region_id>")
@administrators
@api.gives(200, schemas.RegionShown, tagged=True)
def region(region_id):
    """One region."""
    return _shown([db.session.get(Region, region_id) or abort(404)])[0]


@api.post("/regions/<int:region_id>/officer")
@administrators
@api.takes(schemas.NewOfficer)
@api.gives(200, schemas.RegionShown)
def appoint(region_id):
    """Name who looks after a region, in the place of whoever does."""
    found = db.session.get(Region, region_id) or abort(404)
    typed = read()
    operations.appoint_officer(found, known_by(typed.pop("email")), **typed, actor=asking(), now=clock.now())
    db.session.commit()
    return _shown([found])[0]


@api.get("/employers")
@administrators
@api.asks(Listing)
@api.gives_list(schemas.EmployerShown)
def employers(asked):
    """Every employer by name; an appointment names one of them by its id."""
    return listed(read_slice(
        select(Employer), [Employer.name, Employer.id], lambda each: (each.name, each.id), of="employers",
        after=asked["after"], most=asked["limit"],
    ))
