"""The reps and the link members of an officer's regions: a page of each, and how many there are."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select

from lms.accreditation.lookups import Standing, standings_of
from lms.accreditation.models import Accreditation
from lms.clock import today
from lms.db import db
from lms.people.models import Person, folded
from lms.record.models import Fact
from lms.web.paging import Slice, read_slice
from lms.workplaces.models import Employer, Employment, Region, Workplace

IS_REP = select(Accreditation.id).where(Accreditation.person_id == Person.id).exists()  # or was
IS_LINK_MEMBER = select(Fact.id).where(
    Fact.person_id == Person.id, Fact.kind == "link member", Fact.ended_on.is_(None)
).exists() & Person.membership_status.not_in(("left", "expelled"))
KINDS = {"reps": IS_REP, "link-members": IS_LINK_MEMBER & ~IS_REP}
LISTED = (
    select(Person.id, Person.name, Person.folded_name, Employer.name.label("employer"), Region.name.label("region"),
           Region.id.label("region_id"))
    .join(Employment, (Employment.person_id == Person.id) & Employment.until.is_(None))
    .join(Workplace, Workplace.id == Employment.workplace_id).join(Employer, Employer.id == Workplace.employer_id)
    .join(Region, Region.id == Workplace.region_id)
)
ORDER = (Region.name, Person.folded_name, Person.id)


def key(row) -> tuple:
    return row.region, row.folded_name, row.id


def standings_by_person(person_ids: list[int], now: datetime) -> dict[int, Standing]:
    return {person_id: standing for (person_id, _kind), standing in standings_of(person_ids, now).items()}


@dataclass(frozen=True)
class Figures:
    """A region in figures; `reps` are those who are accredited today."""

    members: int
    link_members: int
    reps: int


def figures_of(
    regions: list[Region], now: datetime, *, most: int | None = None, reps: dict[int, int] | None = None,
) -> dict[int, Figures]:
    """By region; members and link members are counted up to `most` + 1. `reps`: how many are known already."""
    if not regions:
        return {}
    counted = [
        select(func.count()).select_from(people.limit(most and most + 1).subquery()).scalar_subquery()
        for region in regions for people in (_members_in(region, today(now)), _link_members_in(region))
    ]
    counts = db.session.execute(select(*counted)).one()
    current = count_current(regions, now) if reps is None else reps
    return {region.id: Figures(*counts[2 * place:2 * place + 2], current.get(region.id, 0))
            for place, region in enumerate(regions)}


def _members_in(region: Region, day: date) -> Select:
    return (
        select(Person.id).join(Employment, Employment.person_id == Person.id)
        .join(Workplace, Workplace.id == Employment.workplace_id)
        .where(Workplace.region_id == region.id, Person.membership_status == "current", Employment.since <= day,
               or_(Employment.until.is_(None), Employment.until > day))
    )


def _link_members_in(region: Region) -> Select:
    return LISTED.where(Region.id == region.id, KINDS["link-members"]).with_only_columns(
        Person.id, maintain_column_froms=True)


def count_current(regions: list[Region], now: datetime) -> dict[int, int]:
    """By region, who is an accredited rep today."""
    found = db.session.execute(
        LISTED.where(Region.id.in_([region.id for region in regions]), IS_REP)
        .with_only_columns(Person.id, Region.id.label("region_id"), maintain_column_froms=True)
    ).all()
    standings = standings_by_person([row.id for row in found], now)
    return current_by_region(found, standings)


def current_by_region(rows: list, standings: dict[int, Standing]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for row in rows:
        if row.id in standings and standings[row.id].current:
            counts[row.region_id] = counts.get(row.region_id, 0) + 1
    return counts


def page_of(kind: str, regions: list[Region], words: str, of: str, after: str | None) -> Slice:
    """A page of one of KINDS, by region and name. Raises Refusal for a cursor of another list."""
    wanted = LISTED.where(Region.id.in_([region.id for region in regions]), KINDS[kind])
    if words:
        wanted = wanted.where(Person.folded_name.contains(folded(words), autoescape=True))
    return read_slice(wanted, ORDER, key, of=f"{of}:{kind}:{words}", after=after)


@dataclass(frozen=True)
class Part:
    """What a page shows of one region."""

    rows: list
    after: str | None  # the cursor, at the region where the page ends
    further: bool  # it stands on a later page


def parts_of(page: Slice, regions: list[Region]) -> list[Part]:
    """For each region its part of the page; both are in the order of the regions' names."""
    places = {region.id: place for place, region in enumerate(regions)}
    ends = places[page.rows[-1].region_id] if page.after else len(regions)
    return [
        Part([row for row in page.rows if row.region_id == region.id], page.after if place == ends else None,
             place > ends)
        for place, region in enumerate(regions)
    ]
