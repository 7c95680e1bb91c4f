"""Many who work somewhere, and many workplaces, at once: in a fixed number of statements."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import bindparam, insert, select, update

from lms import audit
from lms.db import db, insert_many
from lms.people.many import index_new
from lms.people.models import folded
from lms.people.rules import words_of
from lms.people.searching import write_words
from lms.workplaces.models import Employer, Employment, Region, Workplace


def find_or_add_workplaces(wanted: Iterable[tuple[str, str, str]], *, actor, now: datetime) -> dict:
    """Workplaces as (employer, workplace, region), made where they aren't there; their ids by both names, case-folded.

    Raises IntegrityError where somebody else makes one of them at this moment.
    """
    wanted = [tuple(" ".join(words.split()) for words in each) for each in wanted]
    if not wanted:
        return {}
    regions = _named(Region, [region for _, _, region in wanted])
    if new := _missing(regions, [region for _, _, region in wanted]):
        db.session.execute(insert(Region.__table__), [{"name": name} for name in new])
        regions = _named(Region, [region for _, _, region in wanted])
        audit.record_many([
            audit.line("added a region", actor, audit.Row("region", regions[name.casefold()], name), now)
            for name in new
        ])
    employers = _named(Employer, [employer for employer, _, _ in wanted])
    if new := _missing(employers, [employer for employer, _, _ in wanted]):
        db.session.execute(insert(Employer.__table__), [{"name": name} for name in new])
        employers = _named(Employer, [employer for employer, _, _ in wanted])
    places = _places(employers)
    rows = {
        (employers[employer.casefold()], site.casefold()): {
            "employer_id": employers[employer.casefold()], "name": site, "region_id": regions[region.casefold()],
        }
        for employer, site, region in reversed(wanted)
    }
    if new := [row for key, row in rows.items() if key not in places]:
        db.session.execute(insert(Workplace.__table__), new)
        places = _places(employers)
    return {
        (employer.casefold(), site.casefold()): places[employers[employer.casefold()], site.casefold()]
        for employer, site, _ in wanted
    }


def _named(kind, names: list[str]) -> dict[str, int]:
    """The ids of those with these names, whatever the case; of two, the first."""
    wanted = {name.casefold() for name in names}
    rows = db.session.execute(select(kind.name, kind.id).order_by(kind.id.desc()))
    return {name.casefold(): row_id for name, row_id in rows if name.casefold() in wanted}


def _missing(there: dict[str, int], names: list[str]) -> list[str]:
    """Each name that isn't there, once, as it was written first."""
    return list({name.casefold(): name for name in reversed(names) if name.casefold() not in there}.values())


def _places(employers: dict[str, int]) -> dict[tuple[int, str], int]:
    rows = db.session.execute(
        select(Workplace.employer_id, Workplace.name, Workplace.id)
        .where(Workplace.employer_id.in_(employers.values())).order_by(Workplace.id.desc())
    )
    return {(employer_id, name.casefold()): place_id for employer_id, name, place_id in rows}


@lru_cache(maxsize=10_000)
def _words_of(employer: str) -> frozenset[str]:
    return frozenset(words_of(folded(employer)))


def place_people(
    ended: list[tuple[int, date]], begun: list[dict], employers: dict[int, str], new: Collection[int] = ()
) -> None:
    """End employments (id, day) and write new ones; `employers` are the names by person, for the search.

    `new` are persons who have just been written down, and are found by no employer yet.
    """
    if ended:
        works = Employment.__table__
        db.session.execute(
            update(works).where(works.c.id == bindparam("works_id")).values(until=bindparam("last_day")),
            [{"works_id": employment_id, "last_day": day} for employment_id, day in ended],
        )
    if begun:
        insert_many(Employment.__table__, begun)
        wanted = {person_id: _words_of(name) for person_id, name in employers.items()}
        index_new("work", {person_id: wanted[person_id] for person_id in wanted if person_id in new})
        if others := {person_id: wanted[person_id] for person_id in wanted if person_id not in new}:
            write_words("work", others)
