"""For programs: the next courses as anybody may see them."""

from lms import clock
from lms.bookings import lookups, schemas
from lms.bookings.api import api
from lms.bookings.listing import listing
from lms.bookings.lookups import Places
from lms.bookings.views import public_run
from lms.content.operations import programme_of
from lms.runs.loading import load_sessions
from lms.runs.lookups import days_of, next_ones
from lms.runs.models import Run
from lms.web import asking, public
from lms.web.api import Listing, listed
from lms.web.paging import read_slice


def _line(run: Run, places: Places, mine: str | None, now) -> dict:
    return {
        "programme": run.programme_slug, "title": programme_of(run.snapshot).title, "days": days_of(run), "mine": mine,
        "words": listing(run, places, now, mine).words,
    } | {name: getattr(run, name) for name in ("ref", "place", "mode", "closing_on")}


@api.get("/courses")
@public
@api.asks(Listing)
@api.gives_list(schemas.CourseLine)
def courses(asked):
    """What can be applied for, in the order in which it was planned; with a token, how your own booking stands."""
    now = clock.now()
    part = read_slice(
        next_ones(now), [Run.id], lambda run: (run.id,), of="courses", after=asked["after"], most=asked["limit"]
    )
    load_sessions(part.rows)
    places, mine = lookups.places_of([run.id for run in part.rows]), lookups.states_of(asking()) if asking() else {}
    return listed(part, lambda run: _line(run, places[run.id], mine.get(run.id), now))


@api.get("/courses/<ref>")
@public
@api.gives(200, schemas.CourseShown)
def course(ref):
    """One run for whoever may want to apply; with a token, where it meets, and whether you may."""
    run, now, person = public_run(ref), clock.now(), asking()
    booking = lookups.booking_of(run, person) if person else None
    modules = programme_of(run.snapshot).modules
    titles = {module.slug: module.title for module in modules}
    reasons = lookups.reasons_against(run, person, now) if person and booking is None else []
    return _line(run, lookups.places_of([run.id])[run.id], booking and booking.state, now) | {
        "summary": programme_of(run.snapshot).summary, "capacity": run.capacity, "venue": run.venue if person else None,
        "outcomes": [] if run.sessions else [outcome for module in modules for outcome in module.outcomes],
        "for_link_members": lookups.for_link_members(run), "takes_applications": not lookups.closed_to_all(run, now),
        "reasons_against": reasons, "sessions": [
            {"day": each.day, "starts_at": each.starts_at, "ends_at": each.ends_at,
             "modules": [titles.get(covered.module_slug, "") for covered in each.covers]} for each in run.sessions
        ],
    }
