"""Many persons at once, for lists: the same acts as one by one, in a fixed number of statements."""

from bisect import insort_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from lms import audit
from lms.clock import today
from lms.db import Texts, among, db, insert_as_they_are, insert_many
from lms.people.models import MembershipStatus, Person, SearchWord
from lms.people.searching import own_words, write_words

COLUMNS = ("name", "known_as", "folded_name", "email", "membership_status")


def add_people(rows: list[dict], words: dict[str, set[str]]) -> dict[str, int]:
    """Write new members down, rows of `person_row`; their ids by membership number.

    `words` are what they are found by, by number, where that is worked out already.
    Raises IntegrityError where one of the numbers is somebody's already.
    """
    if not rows:
        return {}
    insert_many(Person.__table__, rows)
    ids = ids_by_number([row["membership_number"] for row in rows])
    index_new("own", {
        ids[row["membership_number"]]: words.get(row["membership_number"])
        or own_words(row["folded_name"], row["membership_number"], row["email"]) for row in rows
    })
    return ids


def change_people(rows: list[dict]) -> None:
    """Write what has changed: `id`, `number`, and every one of COLUMNS as it is now."""
    if rows:
        person = Person.__table__
        changed = update(person).where(person.c.id == bindparam("person_id")).values(
            {name: bindparam(f"new_{name}") for name in COLUMNS}
        )
        db.session.execute(changed, [
            {"person_id": row["id"]} | {f"new_{name}": row[name] for name in COLUMNS} for row in rows
        ])
        write_words("own", {row["id"]: own_words(row["folded_name"], row["number"], row["email"])
                            for row in rows if row["found_anew"]})


def ids_by_number(numbers: list[str]) -> dict[str, int]:
    found = select(Person.membership_number, Person.id).where(among(Person.membership_number, "numbers", Texts))
    return dict(db.session.execute(found, {"numbers": numbers}).all())


def index_new(source: str, words: dict[int, set[str]]) -> None:
    """The words of persons of whom this source has said nothing yet."""
    insert_as_they_are(SearchWord.__table__, ["person_id", "source", "word"], [
        (person_id, source, word) for person_id in sorted(words) for word in words[person_id]
    ])


@dataclass
class Memberships:
    """The memberships of some persons as they come to stand; `write` puts down what has changed.

    `known` is what stood before, in the order of its days: [(since, status), …] by person.
    """

    source: str
    actor: object
    now: datetime
    known: dict[int, list[tuple[date, str]]] = field(default_factory=dict)
    rows: list[dict] = field(default_factory=list)
    lines: list[dict] = field(default_factory=list)

    def on(self, person_id: int, day: date) -> str:
        status = "none"
        for since, said in self.known.get(person_id, ()):
            if since > day:
                break
            status = said
        return status

    def begin(self, person: audit.Row, status: str, since: date) -> None:
        """The first that is known of her."""
        self._note(person.id, status, since)

    def set(self, person: audit.Row, before: str, status: str, since: date) -> str:
        """From that day on it is this; what it is today."""
        if self.on(person.id, since) == status:
            return before
        self._note(person.id, status, since)
        self.lines.append(audit.line("changed the membership", self.actor, person, self.now, before=before,
                                     status=status, since=since.isoformat()))
        return self.on(person.id, today(self.now))

    def write(self) -> None:
        insert_many(MembershipStatus.__table__, self.rows)

    def _note(self, person_id: int, status: str, since: date) -> None:
        insort_right(self.known.setdefault(person_id, []), (since, status), key=lambda each: each[0])
        self.rows.append({"person_id": person_id, "status": status, "since": since, "recorded_at": self.now,
                          "source": self.source[:120]})


def histories(person_ids: Iterable[int]) -> dict[int, list[tuple[date, str]]]:
    """Each person's membership from the first day that is known, as `Memberships` takes it."""
    found: dict[int, list[tuple[date, str]]] = {}
    for person_id, since, status in db.session.execute(
        select(MembershipStatus.person_id, MembershipStatus.since, MembershipStatus.status)
        .where(among(MembershipStatus.person_id))
        .order_by(MembershipStatus.since, MembershipStatus.id), {"ids": list(person_ids)}
    ):
        found.setdefault(person_id, []).append((since, status))
    return found
