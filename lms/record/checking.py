"""A members' file checked before anything is written: what each line would change, and who is missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from lms.people.models import folded
from lms.record.known import Member, known_members, known_places, members_after, with_addresses
from lms.record.members_file.cells import Row, read_line
from lms.record.members_file.columns import SAID
from lms.record.members_file.comparing import changes, note_place, place_problem
from lms.record.members_file.reading import Line, Table
from lms.record.seen import Seen

AT_ONCE = 5000


@dataclass
class Found:
    """A line and what follows from it; `action` is "add", "change", "same", "reject" or "missing"."""

    line: int
    action: str
    values: dict[str, str]
    changes: dict[str, list] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)
    person_id: int | None = None


def check(table: Table, today: date) -> list[Found]:
    """Every line of a short list in memory, in its order, then the members who aren't in it."""
    with Seen() as seen:
        found = look_at(table.lines, table, seen, today)
        last = 0
        while some := members_after(last, AT_ONCE):
            found += missing(some, seen)
            last = some[-1].id
    return found


def look_at(lines: Iterable[Line], table: Table, seen: Seen, today: date) -> list[Found]:
    """What follows from some lines, after those that `seen` remembers: in a fixed number of questions."""
    rows = [(read_line(line, table, today), line) for line in lines]
    numbered = [(row.values["membership_number"], row.line) for row, _ in rows if "membership_number" in row.values]
    first_lines, known = seen.first_lines(numbered), known_members(number for number, _ in numbered)
    employers = {row.values["employer"] for row, _ in rows if "employer" in row.values}
    there = known_places(employers)
    before = rows[0][0].line if rows else 0
    places = seen.places({name.casefold() for name in employers}, before) | there.found
    alike = _alike({row.values["email"] for row, _ in rows
                    if "email" in row.values and row.values.get("membership_number") not in known})
    found = []
    for row, line in rows:
        values, number = row.values, row.values.get("membership_number")
        if number and first_lines[number] != row.line:
            row.wrong("membership_number", f"Line {first_lines[number]} has this number too.")
        hers = known.get(number)
        if hers is None and "name" not in values:
            row.wrong("name", "This number is new: it needs a name.")
        if problem := place_problem(values, places):
            row.wrong("region", problem)
        if row.problems:
            found.append(Found(row.line, "reject", _as_it_was(line, table), problems=row.problems))
            continue
        note_place(values, places, row.line)
        if hers is None:
            found.append(Found(row.line, "add", values, problems=_looks_like(row, alike)))
        else:
            changed = changes(values, hers)
            found.append(Found(row.line, "change" if changed else "same", values, changed, person_id=hers.person_id))
    seen.note_places({key: place for key, place in places.items() if place.line >= before and place.id is None})
    for kind, already in (("region", there.regions), ("employer", there.employers)):
        seen.note_new(kind, {each.values[kind] for each in found if each.action in ("add", "change")
                             and kind in each.values and each.values[kind].casefold() not in already})
    return found


def missing(members: list[Member], seen: Seen) -> list[Found]:
    """Those of them who aren't in the list."""
    there = seen.numbers_among([each.number for each in members])
    return [
        Found(0, "missing", {"membership_number": each.number, "name": each.name}, {"status": [each.status, "left"]},
              person_id=each.id)
        for each in members if each.number not in there
    ]


def counted(found: Iterable[Found]) -> Counter:
    """How many lines of each action; and of the rejects, how many have no number that can be read."""
    counts = Counter(each.action for each in found)
    counts["without number"] = sum(map(_without_number, found))
    return counts


def _without_number(found: Found) -> bool:
    return found.action == "reject" and any(
        problem["column"] == SAID["membership_number"] and "has this number" not in problem["reason"]
        for problem in found.problems
    )


def _as_it_was(line: Line, table: Table) -> dict[str, str]:
    cells = line.cells + [""] * (len(table.header) - len(line.cells))
    return {str(place): cell for place, cell in enumerate(cells)}


def likeness(folded_name: str, email: str | None) -> tuple:
    """Two who have this in common may be one: the words of the name in any order, and the address."""
    return tuple(sorted(folded_name.split())), email


def _alike(emails: set[str]) -> dict[tuple, str]:
    return {likeness(name, email): who for name, email, who in with_addresses(emails)}


def _looks_like(row: Row, alike: dict[tuple, str]) -> list[dict[str, str]]:
    if not alike or "email" not in row.values:
        return []
    who = alike.get(likeness(folded(row.values["name"]), row.values["email"]))
    return [{"column": "Name", "reason": f"Looks like {who}."}] if who else []
