"""The officer's region: its reps and link members, and one member's training."""

from dataclasses import dataclass
from functools import partial

from flask import abort, render_template, request, url_for

from lms import clock
from lms.accreditation.lookups import Standing, standings_of
from lms.bookings.lookups import bookings_of
from lms.bookings.models import Booking
from lms.casework.lookups import asked_in, counted, outcomes_of
from lms.content.operations import programme_of, union
from lms.content.shapes import Programme
from lms.desk.region_list import (
    KINDS,
    Figures,
    Part,
    current_by_region,
    figures_of,
    page_of,
    parts_of,
    standings_by_person,
)
from lms.desk.views import pages
from lms.network.updates import Update, updates_of
from lms.people.lookups import find_person
from lms.people.models import Person
from lms.record.lookups import facts_of
from lms.record.models import Fact
from lms.runs.lookups import run_days
from lms.web import asking, role
from lms.web.paging import MANY, Slice, say_count
from lms.workplaces.lookups import employments_of, regions_looked_after_by
from lms.workplaces.models import Employment, Region

SHOWN_OF_RECORD = ("link member", "completed", "accredited")


@dataclass(frozen=True)
class MyRegion:
    """A region as a page shows it to its officer."""

    region: Region
    figures: Figures | None  # where the page begins
    reps: Part | None
    links: Part | None


@pages.get("/my-region")
@role("officer")
def my_region():
    """`show` is the list that is gone on with; at first there is a page of both."""
    now, asked = clock.now(), request.args
    kept = {name: asked.get(name) or None for name in ("region", "q")}
    after, words, show = asked.get("after"), asked.get("q", "").strip(), asked.get("show")
    regions = regions_looked_after_by(asking(), clock.today(now))
    if kept["region"]:
        regions = [each for each in regions if str(each.id) == kept["region"]] or abort(404)
    lists = {
        kind: page_of(kind, regions, words, f"my-region:{asking().id}:{kept['region']}", after)
        for kind in KINDS if not after or show == kind
    } or abort(404)
    reps = lists.get("reps", Slice([], None))
    standings = standings_by_person([row.id for row in reps.rows], now)
    begins = not after and not words
    known = None if reps.after else current_by_region(reps.rows, standings)
    figures = figures_of(regions, now, most=MANY, reps=known) if begins else {}
    parts = {kind: parts_of(page, regions) for kind, page in lists.items()}
    shown = [
        MyRegion(region, figures.get(region.id), *(parts[kind][place] if kind in parts else None for kind in KINDS))
        for place, region in enumerate(regions)
    ]
    return render_template(
        "desk/my_region.html", standings=standings, say=say_count, words=words, first=not after,
        regions=shown if begins else [each for each in shown if any(p.rows for p in (each.reps, each.links) if p)],
        after=next((page.after for page in lists.values() if page.after), None),
        show=show, on={kind: partial(_address, kind, kept) for kind in KINDS},
    )


def _address(kind: str, kept: dict, after: str | None = None) -> str:
    return url_for(".my_region", **kept, show=kind if after else None, after=after)


@dataclass(frozen=True)
class RegionPerson:
    """A member of a region as its officer sees her: her training and standing, never what she wrote."""

    person: Person
    work: Employment
    bookings: list[Booking]
    programmes: dict[int, Programme]  # by snapshot
    met: dict[int, int]  # by snapshot, how many case studies meet
    facts: list[Fact]
    standings: dict[tuple[int, str], Standing]
    to_read: list[Update]  # what she learned and is said otherwise now


def found_in_region(person_id: int) -> RegionPerson:
    """Somebody who works where the officer who asks looks after things."""
    shown, now = find_person(person_id) or abort(404), clock.now()
    work = employments_of([shown.id]).get(shown.id)
    mine = {region.id for region in regions_looked_after_by(asking(), clock.today(now))}
    if work is None or work.workplace.region_id not in mine:
        abort(404)
    taken = [booking for booking in bookings_of(shown) if booking.state == "confirmed"]
    programmes = {booking.run.snapshot_id: programme_of(booking.run.snapshot) for booking in taken}
    met = {
        snapshot_id: counted(programme, (
            code for code, each in outcomes_of([shown.id], programme)[shown.id].items() if each.outcome == "meets"
        ))
        for snapshot_id, programme in programmes.items() if programme.case_studies
    }
    return RegionPerson(shown, work, taken, programmes, met, facts_of([shown.id], SHOWN_OF_RECORD)[shown.id],
                        standings_of([shown.id], now),
                        [each for each in updates_of(shown, now) if each.read_at is None])


@pages.get("/my-region/people/<int:person_id>")
@role("officer")
def region_person(person_id: int):
    found = found_in_region(person_id)
    return render_template(
        "desk/region_person.html", shown=found.person, work=found.work, bookings=found.bookings,
        programmes=found.programmes, asked_in=asked_in, met=found.met, facts=found.facts, standings=found.standings,
        run_days=run_days, to_read=found.to_read,
        kinds={kind.slug: kind.plain for kind in union().rep_kinds},
    )
