"""Members who may be one person: found in the database, so that nobody is read who looks like nobody."""

from dataclasses import dataclass

from sqlalchemy import func, select

from lms.db import among, db
from lms.people.models import Person
from lms.workplaces.models import Employment, Workplace

LETTERS = "aeinr"
ADDRESS, NAME = "The same address", "The same name at the same employer"
_HERE = Person.membership_status.not_in(("left", "expelled"))
_ADDRESSES = select(Person.email).where(_HERE, Person.email.is_not(None)).group_by(Person.email).having(
    func.count() > 1
)
_OF_ADDRESSES = select(Person.id, Person.folded_name, Person.email.label("same")).where(
    _HERE, Person.email.in_(_ADDRESSES)
)
# "prys rhiannon" is "rhiannon prys": the words of a name can't be sorted in SQL, but its letters can be counted.
_LIKENESS = (
    Workplace.employer_id, func.length(Person.folded_name),
    *(func.length(func.replace(Person.folded_name, letter, "")) for letter in LETTERS),
)
_AT_WORK = (
    select(Person.id, Person.folded_name, Workplace.employer_id,
           func.count().over(partition_by=_LIKENESS).label("alike"))
    .join(Employment, (Employment.person_id == Person.id) & Employment.until.is_(None))
    .join(Workplace, Workplace.id == Employment.workplace_id).where(_HERE).subquery()
)
_OF_NAMES = select(_AT_WORK.c.id, _AT_WORK.c.folded_name, _AT_WORK.c.employer_id).where(_AT_WORK.c.alike > 1)
_SHOWN = select(Person.id, Person.name, Person.membership_number, Person.email).where(among(Person.id))


@dataclass(frozen=True)
class LookAlikes:
    """Two or more members who may be one, and what they have in common."""

    why: str
    people: list


def find_look_alikes(most: int) -> tuple[list[LookAlikes], int]:
    """The first groups of members with one address, or with one name and one employer, and how many there are.

    Who has left isn't looked at. By the name of whoever was known first.
    """
    names, groups = {}, {}
    for row in db.session.execute(_OF_ADDRESSES):
        names[row.id] = row.folded_name
        groups.setdefault((ADDRESS, row.same), set()).add(row.id)
    for row in db.session.execute(_OF_NAMES):
        names[row.id] = row.folded_name
        groups.setdefault((NAME, row.employer_id, *sorted(row.folded_name.split())), set()).add(row.id)
    found: dict[tuple, str] = {}
    for (why, *_), ids in groups.items():
        if len(ids) > 1:
            found.setdefault(tuple(sorted(ids)), why)
    first = sorted(found, key=lambda ids: (names[ids[0]], ids))[:most]
    people = {row.id: row for row in db.session.execute(_SHOWN, {"ids": [each for ids in first for each in ids]})}
    return [LookAlikes(found[ids], [people[each] for each in ids]) for ids in first], len(found)
