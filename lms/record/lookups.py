"""What persons hold, and held on a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from lms.db import db
from lms.people.models import Person
from lms.record.models import AddressChange, Fact, MembersFile, MembersRow
from lms.record.rules import holds_on
from lms.web.paging import Slice, count_up_to, read_slice


def facts_of(person_ids: Iterable[int], kinds: Iterable[str] | None = None) -> dict[int, list[Fact]]:
    """All facts of each person, those that have ended too, oldest first."""
    ids = set(person_ids)
    found = select(Fact).where(Fact.person_id.in_(ids)).order_by(Fact.since, Fact.id)
    if kinds is not None:
        found = found.where(Fact.kind.in_(list(kinds)))
    facts: dict[int, list[Fact]] = {person_id: [] for person_id in ids}
    for fact in db.session.scalars(found):
        facts[fact.person_id].append(fact)
    return facts


def link_members_on(person_ids: Iterable[int], day: date) -> dict[int, Fact]:
    """Who was a link member on that day, or had that condition waived: the fact that says so."""
    found = db.session.scalars(
        select(Fact)
        .where(
            Fact.person_id.in_(set(person_ids)),
            or_(Fact.kind == "link member", (Fact.kind == "waiver") & (Fact.subject == "link member")),
        )
        .order_by(Fact.kind.desc(), Fact.since, Fact.id)  # a waiver first, so that the fact itself replaces it
    )
    return {fact.person_id: fact for fact in found if holds_on(day, fact.since, fact.until, fact.ended_on)}


def fact_on(person_id: int, kind: str, subject: str, day: date) -> Fact | None:
    """The fact of this kind that holds of her on that day."""
    facts = facts_of([person_id], [kind])[person_id]
    holding = [f for f in facts if f.subject == subject and holds_on(day, f.since, f.until, f.ended_on)]
    return holding[-1] if holding else None


def page_of_files(after: str | None) -> Slice:
    """The members' files, the newest first."""
    newest = (MembersFile.id,)
    return read_slice(select(MembersFile), newest, lambda file: (file.id,), of="files", after=after, most=20,
                      descending=True)


def row_counts(file: MembersFile) -> dict[str, int]:
    """How many lines the file adds, changes, rejects, misses; and how many say what we know already."""
    counts = {action: file.counts.get(action, 0) for action in ("add", "change", "reject", "missing")}
    read = file.rows_read if file.state == "checking" else file.rows_total
    return counts | {"same": read - counts["add"] - counts["change"] - counts["reject"]}


def first_rows(file: MembersFile, most: int) -> dict[str, list[MembersRow]]:
    """The first lines of each kind; a list's lines were kept in its own order."""
    return {action: rows_after(file.id, action, 0, most) for action in ("reject", "change", "add", "missing")}


def rows_after(file_id: int, action: str, row_id: int, most: int) -> list[MembersRow]:
    found = select(MembersRow).where(
        MembersRow.file_id == file_id, MembersRow.action == action, MembersRow.id > row_id
    )
    return list(db.session.scalars(found.order_by(MembersRow.id).limit(most)))


def count_members(most: int) -> int:
    """How many have a membership number; `most + 1` for more."""
    return count_up_to(select(Person.id).where(Person.membership_number.is_not(None)), most)


def page_of_address_changes(after: str | None) -> Slice:
    """Those that wait for a decision, the oldest first, with the person and her account."""
    waiting = select(AddressChange).where(AddressChange.decision.is_(None)).options(
        joinedload(AddressChange.person).joinedload(Person.account))
    return read_slice(waiting, (AddressChange.id,), lambda change: (change.id,), of="address changes", after=after)


def address_changes_waiting() -> int:
    return db.session.scalar(select(func.count()).where(AddressChange.decision.is_(None)))
