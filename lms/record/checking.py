"""A members' file checked whole before anything is written: what each line would change, who is missing."""

from dataclasses import dataclass, field
from datetime import date

from lms.people.models import folded
from lms.record.known import Member, everybody, known_members, known_places
from lms.record.members_file.cells import Row, read_line
from lms.record.members_file.comparing import Known, changes, new_member, note_place, place_problem
from lms.record.members_file.reading import Line, Table


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
    """Every line of the file in its order, then the members who aren't in it."""
    rows = [read_line(line, table, today) for line in table.lines]
    numbers = {row.values["membership_number"] for row in rows if "membership_number" in row.values}
    known, members = known_members(numbers), everybody()
    checking = _Checking(table, known, members, known_places())
    found = [checking.look_at(row, line) for row, line in zip(rows, table.lines, strict=True)]
    missing = [
        Found(0, "missing", {"membership_number": each.number, "name": each.name},
              {"status": [each.status, "left"]}, person_id=each.id)
        for each in members
        if each.number and each.number not in numbers and each.status not in ("left", "expelled")
    ]
    return found + missing


class _Checking:
    """What has to be remembered from one line to the next."""

    def __init__(self, table: Table, known: dict[str, Known], members: list[Member], places: dict):
        self.table, self.known, self.places = table, known, places
        self.seen: dict[str, int] = {}
        self.alike = _by_likeness(members)

    def look_at(self, row: Row, line: Line) -> Found:
        number = row.values.get("membership_number")
        if number in self.seen:
            row.wrong("membership_number", f"Line {self.seen[number]} has this number too.")
        elif number:
            self.seen[number] = row.line
        known = self.known.get(number)
        if known is None and "name" not in row.values:
            row.wrong("name", "This number is new: it needs a name.")
        place = place_problem(row.values, self.places)
        if place:
            row.wrong("region", place)
        if row.problems:
            return Found(row.line, "reject", self._as_it_was(line), problems=row.problems)
        note_place(row.values, self.places, row.line)
        if known is None:
            return Found(row.line, "add", row.values, new_member(row.values), self._looks_like(row))
        changed = changes(row.values, known)
        return Found(row.line, "change" if changed else "same", row.values, changed, person_id=known.person_id)

    def _as_it_was(self, line: Line) -> dict[str, str]:
        cells = line.cells + [""] * (len(self.table.header) - len(line.cells))
        return {str(place): cell for place, cell in enumerate(cells)}

    def _looks_like(self, row: Row) -> list[dict[str, str]]:
        who = self.alike.get(likeness(folded(row.values["name"]), row.values.get("email")))
        return [{"column": "Name", "reason": f"Looks like {who}."}] if who else []


def likeness(folded_name: str, email: str | None) -> tuple:
    """Two who have this in common may be one: the words of the name in any order, and the address."""
    return tuple(sorted(folded_name.split())), email


def _by_likeness(members: list[Member]) -> dict[tuple, str]:
    return {
        likeness(each.folded_name, each.email): f"{each.name}, {each.number or 'without a membership number'}"
        for each in members if each.email
    }
