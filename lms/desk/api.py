"""For programs: an officer's region and its people; how far a job is."""

from dataclasses import asdict

from flask import abort

from lms import clock, jobs
from lms.accreditation.api import standing_shown
from lms.bookings.models import Booking
from lms.casework.lookups import asked_in
from lms.desk import schemas
from lms.desk.region_list import ORDER, figures_of, key, standings_by_person
from lms.desk.region_pages import RegionPerson, found_in_region
from lms.desk.reps_file import LINK_MEMBER, reps_and_link_members
from lms.runs.lookups import run_days
from lms.web import administrators, asking, role
from lms.web.api import Door, listed
from lms.web.paging import Slice, read_slice
from lms.workplaces.lookups import regions_looked_after_by
from lms.workplaces.models import Region

api = Door("Desk", __name__, "What shows several rooms at once: a region's reps and link members; how far a job is.")


@api.get("/jobs/<job_id>")
@administrators
@api.gives(200, schemas.JobShown)
def job(job_id):
    """How far a job is: an import, the documents of certificates, a mail."""
    try:
        return jobs.status(job_id)
    except LookupError:
        abort(404)


@api.get("/my-region")
@role("officer")
@api.gives_list(schemas.MyRegionShown)
def my_region():
    """The regions that you look after, in figures."""
    now = clock.now()
    regions = regions_looked_after_by(asking(), clock.today(now))
    figures = figures_of(regions, now)
    return listed(Slice([{"id": each.id, "name": each.name} | asdict(figures[each.id]) for each in regions], None))


@api.get("/regions/reps")
@role("administrator", "officer")
@api.asks(schemas.RepsAsked)
@api.gives_list(schemas.RepShown)
def reps(asked):
    """Reps, former reps and link members by region and name: an officer's own regions, the administrator's all."""
    now, wanted = clock.now(), asked["region"]
    found = reps_and_link_members(now)
    part = read_slice(
        found if wanted is None else found.where(Region.id == wanted), ORDER, key, after=asked["after"],
        most=asked["limit"], of=f"reps:{wanted}",
    )
    standings = standings_by_person([row.id for row in part.rows], now)
    return listed(part, lambda row: {"person_id": row.id} | {
        name: getattr(row, name) for name in ("name", "employer", "region")
    } | {name: getattr(standings.get(row.id, LINK_MEMBER), name) for name in ("state", "words")})


@api.get("/my-region/people/<int:person_id>")
@role("officer")
@api.gives(200, schemas.RegionPersonShown, tagged=True)
def region_person(person_id):
    """A member of your region: her training and standing, never what she wrote."""
    found = found_in_region(person_id)
    return {
        "person_id": found.person.id, "name": found.person.name, "job_title": found.work.job_title,
        "employer": found.work.workplace.employer.name, "workplace": found.work.workplace.name,
        "standings": [standing_shown(kind, standing) for (_, kind), standing in found.standings.items()],
        "courses": [_course_shown(booking, found) for booking in found.bookings],
        "record": found.facts, "to_read": [each.now.law.title for each in found.to_read],
    }


def _course_shown(booking: Booking, found: RegionPerson) -> dict:
    of, run = booking.run.snapshot_id, booking.run
    has_cases = of in found.met
    return {
        "programme": found.programmes[of].title, "place": run.place if run.mode != "open" else None,
        "days": run_days(run), "case_studies_met": found.met[of] if has_cases else None,
        "case_studies_required": asked_in(found.programmes[of]) if has_cases else None,
    }
