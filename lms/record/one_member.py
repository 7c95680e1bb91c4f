"""One member, written as a line of a list would be: with the same checks, and to the same effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lms.clock import today
from lms.db import db
from lms.people.models import Person
from lms.record.batches import one_list_at_a_time, places_for, write_together
from lms.record.effects import Line
from lms.record.known import BASIS
from lms.record.members_file.cells import read_values
from lms.record.members_file.columns import SAID
from lms.refusal import Refusal

SOURCE = f"{BASIS}, by program"
COLUMNS = {said: name for name, said in SAID.items()}


@dataclass(frozen=True)
class Upserted:
    """`outcome` is "created", "changed" or "unchanged"; `changed` says what, as [before, after] by column."""

    person: Person
    outcome: str
    changed: dict[str, list]


def number_as_kept(typed: str) -> str:
    """A membership number as a list would be read: without blanks, in capitals; what is none stays as it is."""
    return read_values({"membership_number": typed}, date.min).values.get("membership_number", typed)


def upsert_member(row: Mapping[str, str | None], *, actor, now: datetime) -> Upserted:
    """Write the member with this membership number; `row` is by our names of the columns, days as ISO text.

    What is None, empty or absent says nothing. Raises Refusal with the column as its field.
    """
    if unknown := [name for name in row if name not in SAID]:
        raise Refusal(f"“{unknown[0]}” isn't a column of a member.", field=unknown[0])
    read = read_values({name: text for name, text in row.items() if text}, today(now))
    for problem in read.problems:
        raise Refusal(problem["reason"], field=COLUMNS.get(problem["column"]))
    one_list_at_a_time()
    line = Line(read.values)
    write_together([line], places_for([line]), source=SOURCE, actor=actor, now=now)
    if line.refusal:
        raise line.refusal
    outcome = "created" if line.known is None else "changed" if line.changed else "unchanged"
    return Upserted(db.session.get_one(Person, line.person_id, populate_existing=True), outcome, line.changed)
