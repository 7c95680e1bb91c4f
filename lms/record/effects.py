"""What a line of a members' file does: to one who is new, and to one whom we know."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from lms import audit
from lms.clock import today
from lms.db import db
from lms.people.many import Memberships, add_people
from lms.people.models import Person, folded
from lms.people.operations import first_name, person_row
from lms.people.searching import own_words
from lms.record.members_file.comparing import MAIN_SITE, Known, Place, place_key
from lms.refusal import Refusal


@dataclass
class Line:
    """What a line says; `leaving` is the id of a member who isn't in the list."""

    values: dict[str, str]
    row_id: int = 0
    action: str = ""
    leaving: int | None = None
    folded_name: str | None = None
    words: set[str] | None = None
    known: Known | None = None
    changed: dict[str, list] = field(default_factory=dict)
    person_id: int | None = None
    refusal: Refusal | None = None

    def make_ready(self) -> None:
        """Work out for a new member what needs no database, before anybody waits for it."""
        if self.action == "add":
            self.folded_name = folded(self.values["name"])[:120]
            self.words = own_words(self.folded_name, self.values["membership_number"], self.values.get("email"))


@dataclass
class Writing:
    """Who writes, from which file; and the rows that come of the lines."""

    source: str
    actor: object
    now: datetime
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    changed: list[dict] = field(default_factory=list)
    ended: list[tuple[int, date]] = field(default_factory=list)
    begun: list[dict] = field(default_factory=list)
    employers: dict[int, str] = field(default_factory=dict)
    new: set[int] = field(default_factory=set)
    facts: list[dict] = field(default_factory=list)
    facts_ended: list[dict] = field(default_factory=list)
    addresses: list[dict] = field(default_factory=list)
    lines: list[dict] = field(default_factory=list)

    def note(self, act: str, person: audit.Row, **detail) -> None:
        self.lines.append(audit.line(act, self.actor, person, self.now, **detail))


def add(lines: list[Line], memberships: Memberships, at: Writing) -> None:
    rows, begins, added = [], [], {"source": at.source}
    for line in lines:
        values, status = line.values, line.values.get("status", "current")
        joined = _day(values, "joined")
        since = _day(values, "status_since") or (joined if status == "current" else None) or today(at.now)
        begins.append((status, since, joined))
        rows.append(person_row(
            name=values["name"], known_as=values.get("known_as", ""), email=values.get("email"), now=at.now,
            membership_number=values["membership_number"], status=status if since <= today(at.now) else "none",
            folded_name=line.folded_name,
        ))
    ids = add_people(rows, {line.values["membership_number"]: line.words for line in lines if line.words})
    at.new.update(ids.values())
    for line, row, (status, since, joined) in zip(lines, rows, begins, strict=True):
        line.person_id = ids[row["membership_number"]]
        person = audit.Row("person", line.person_id, row["name"])
        memberships.begin(person, status, since)
        at.lines.append(audit.line("added", at.actor, person, at.now, added))
        if joined and joined < since:
            memberships.set(person, status, "current", joined)


def change(line: Line, memberships: Memberships, at: Writing) -> None:
    known, changed, values = line.known, line.changed, line.values
    person = audit.Row("person", known.person_id, values.get("name", known.name))
    row = {"id": known.person_id, "number": values["membership_number"], "name": known.name,
           "known_as": known.known_as, "email": known.email, "membership_status": known.status}
    if "name" in changed:
        row["name"] = values["name"]
        if known.known_as == first_name(known.name):
            row["known_as"] = first_name(values["name"])
        at.note("renamed", person, before=known.name)
    if "known_as" in changed:
        row["known_as"] = values["known_as"]
    if "email" in changed:
        row["email"] = values["email"]
    if "sign_in_address" in changed:
        at.addresses.append({"person_id": known.person_id, "email": values["email"], "found_at": at.now})
    if "status" in changed:
        # Where the day lies before something later that we know, what the list says counts from today.
        for day in (_day(values, "status_since") or today(at.now), today(at.now)):
            row["membership_status"] = memberships.set(person, row["membership_status"], values["status"], day)
    if changed.keys() & {"name", "known_as", "email", "status"}:
        at.changed.append(row | {"folded_name": folded(row["name"])[:120],
                                 "found_anew": bool(changed.keys() & {"name", "email"})})


def leave(ids: list[int], memberships: Memberships, at: Writing) -> None:
    """They aren't in the complete list: they have left. Nothing of theirs is deleted."""
    if not ids:
        return
    for each in db.session.execute(
        select(Person.id, Person.membership_number, Person.name, Person.known_as, Person.folded_name, Person.email,
               Person.membership_status)
        .where(Person.id.in_(ids), Person.membership_status.not_in(("left", "expelled")))
        .order_by(Person.id).with_for_update(key_share=True)
    ):
        status = memberships.set(audit.Row("person", each.id, each.name), each.membership_status, "left",
                                 today(at.now))
        at.changed.append({
            "id": each.id, "number": each.membership_number, "name": each.name, "known_as": each.known_as,
            "folded_name": each.folded_name, "email": each.email, "membership_status": status, "found_anew": False,
        })


def place(line: Line, person: audit.Row, at: Writing) -> None:
    values, known = line.values, line.known
    if "employer" in values:
        place = at.places[place_key(values["employer"], site(line))]
        title = values.get("job_title", known.job_title if _same_employer(line) else "")
    else:
        if known is None or known.employment_id is None:
            return
        place = Place(known.employer, known.workplace, known.region, 0, known.workplace_id)
        title = values["job_title"]
    if known is None:
        since = _day(values, "joined") or _day(values, "status_since") or today(at.now)
    else:
        since = today(at.now)
        if known.employment_id is not None:
            if known.workplace_id == place.id and known.job_title == title:
                return
            at.ended.append((known.employment_id, max(since, known.employed_since)))
    at.begun.append({"person_id": person.id, "workplace_id": place.id, "job_title": title, "since": since})
    at.employers[person.id] = place.employer
    at.lines.append(audit.line("placed", person, person, at.now, employer=place.employer, workplace=place.workplace))


def link(line: Line, person: audit.Row, at: Writing) -> None:
    known, since = line.known, _day(line.values, "link_since")
    if known is not None and known.link_id is not None:
        reason = "The members' file gives another day."
        at.facts_ended.append({"fact_id": known.link_id, "last_day": date.fromisoformat(known.link_since),
                               "why": reason})
        at.note("ended on the record", person, kind="link member", about="", reason=reason)
    at.facts.append({
        "person_id": person.id, "kind": "link member", "subject": "", "since": since,
        "basis": f"Basic course. {at.source}"[:300], "author": at.actor.audit_label[:120], "recorded_at": at.now,
    })
    at.note("wrote on the record", person, kind="link member", about="", since=since.isoformat())


def site(line: Line) -> str:
    """Which workplace of the employer is meant: without a word, the one where she is, or the main one."""
    return line.values.get("workplace") or (line.known.workplace if _same_employer(line) else MAIN_SITE)


def _same_employer(line: Line) -> bool:
    return line.known is not None and line.known.employer.casefold() == line.values["employer"].casefold()


def _day(values: dict[str, str], name: str) -> date | None:
    return date.fromisoformat(values[name]) if name in values else None
