"""Reading case files, for many persons on many runs in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accreditation import records
from lms.accreditation.conditions import say
from lms.accreditation.evidence import Record
from lms.accreditation.files import CaseFile
from lms.accreditation.leaving import left_on
from lms.accreditation.models import Appointment, CompletionDecision, SignOff
from lms.accreditation.standards import standard_of
from lms.accreditation.standing import Standing, accredited_of, open_holds, standing_of, standings_of
from lms.attendance.lookups import evidence_of
from lms.bookings.lookups import booking_of, trainees_on
from lms.casework.lookups import outcomes_of
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import db
from lms.learning.lookups import progress_of
from lms.people.models import MembershipStatus, Person
from lms.record.lookups import facts_of
from lms.runs.lookups import first_day
from lms.runs.models import Run
from lms.workplaces.lookups import employments_of, officers_of

__all__ = ["CaseFile", "Standing", "accredited_of", "case_file_of", "case_files_for", "case_files_of", "case_files_on",
           "open_holds", "standing_of", "standings_of"]


def case_files_of(run: Run, now: datetime) -> list[CaseFile]:
    """The case files of everybody who has a confirmed place on this run or completed it, by name."""
    return case_files_on([run], now)[run.id]


def case_files_on(runs: Iterable[Run], now: datetime) -> dict[int, list[CaseFile]]:
    """By run, its case files."""
    by_id = {run.id: run for run in runs}
    people = {run_id: {person.id: person for person in on_it} for run_id, on_it in trainees_on(by_id).items()}
    for run_id, person in db.session.execute(
        select(CompletionDecision.run_id, Person).join(Person, Person.id == CompletionDecision.person_id)
        .where(CompletionDecision.run_id.in_(by_id), CompletionDecision.ended_at.is_(None))
    ):
        people[run_id][person.id] = person
    by_name = {run_id: sorted(found.values(), key=lambda person: (person.folded_name, person.id))
               for run_id, found in people.items()}
    files: dict[int, list[CaseFile]] = {run_id: [] for run_id in by_id}
    for file in case_files_for([(person, by_id[run_id]) for run_id, found in by_name.items() for person in found], now):
        files[file.run.id].append(file)
    return files


def case_file_of(person: Person, run: Run, now: datetime) -> CaseFile | None:
    """One person's case file on this run, or None where she has no confirmed place on it and didn't complete it."""
    booking = booking_of(run, person)
    if (booking is None or booking.state != "confirmed") and db.session.scalar(
        select(CompletionDecision.id).where(
            CompletionDecision.person_id == person.id, CompletionDecision.run_id == run.id,
            CompletionDecision.ended_at.is_(None),
        )
    ) is None:
        return None
    return case_files_for([(person, run)], now)[0]


def case_files_for(seats: list[tuple[Person, Run]], now: datetime) -> list[CaseFile]:
    """A case file for each person on a run, in the order given; the queries don't grow with either."""
    if not seats:
        return []
    day, ids = today(now), list({person.id for person, _ in seats})
    statuses, work, holds = _statuses(ids), employments_of(ids), open_holds(ids, now)
    facts = facts_of(ids, kinds=("link member", "waiver", "module recognised"))
    officers = officers_of({each.workplace.region_id for each in work.values()})
    courses = _courses(seats)
    decisions = {(row.person_id, row.programme_slug): row for row in _current(
        CompletionDecision, ids, joinedload(CompletionDecision.decided_by))}
    appointments = _by_kind(_current(Appointment, ids, joinedload(Appointment.employer)))
    left = left_on(appointments.values(), day)
    sign_offs = _by_kind(_current(SignOff, ids, joinedload(SignOff.officer)))
    accreditations = accredited_of(ids)
    files = []
    for person, run in seats:
        programme, seen, outcomes, reading = courses[run.snapshot_id]
        standard, starts, kind = standard_of(programme), first_day(run), programme.rep_kind or ""
        at, held = work.get(person.id), facts[person.id]
        officer = officers.get(at.workplace.region_id) if at else None
        decision, appointment = decisions.get((person.id, run.programme_slug)), appointments.get((person.id, kind))
        given = [row for row in accreditations.get(person.id, []) if row.rep_kind == kind]
        sign_off = sign_offs.get((person.id, kind))
        # Another officer's word, or another region's, doesn't bind who looks after her now.
        if sign_off and officer and (sign_off.region_id, sign_off.officer_id) == (officer.region_id, officer.person_id):
            promised = records.signed(sign_off)
        else:
            promised = None
        gone = left.get(appointment.id) if appointment else None
        record = Record(
            today=day, status_today=_status(statuses, person.id, day), starts=starts,
            status_at_start=_status(statuses, person.id, starts) if starts else None,
            link_since=records.link_since(held, starts, day), waiver=records.waiver(held, day),
            sittings=tuple(records.sittings(run, seen.get(person.id, []))), recognised=records.recognised(held, day),
            pages_read=tuple((slug, p.read, p.total) for slug, p in reading.get(person.id, {}).items()),
            cases=tuple((code, records.case(each)) for code, each in outcomes.get(person.id, {}).items()),
            decision=records.decided(decision), appointment=None if gone else records.appointed(appointment),
            left_employer=f"{appointment.employer.name} on {say(gone)}" if gone else "",
            region=at.workplace.region.name if at else None, officer=officer.person.name if officer else None,
            sign_off=promised, holds=tuple(hold.kind for hold in holds.get(person.id, [])),
        )
        files.append(CaseFile(
            person=person, run=run, record=record, standard=standard, employment=at, region_officer=officer,
            decision=decision, appointment=appointment, sign_off=sign_off,
            accreditation=next((row for row in given if row.ended_at is None), None),
            ended=next((row for row in given if row.ended_at is not None), None),
            holds=tuple(holds.get(person.id, [])),
        ))
    return files


def _courses(seats: list[tuple[Person, Run]]) -> dict[int, tuple]:
    """By published programme: the programme, and what its trainees sat, wrote and read."""
    people: dict[int, set[int]] = {}
    programmes = {}
    for person, run in seats:
        people.setdefault(run.snapshot_id, set()).add(person.id)
        programmes[run.snapshot_id] = programme_of(run.snapshot)
    return {
        snapshot_id: (
            programme, evidence_of(people[snapshot_id], programme.slug, programme.major),
            outcomes_of(people[snapshot_id], programme),
            progress_of(people[snapshot_id], programme) if "read" in programme.standard.conditions else {},
        )
        for snapshot_id, programme in programmes.items()
    }


def _current(model, ids: list[int], *options) -> list:
    return list(db.session.scalars(
        select(model).where(model.person_id.in_(ids), model.ended_at.is_(None)).options(*options)
    ))


def _by_kind(rows) -> dict[tuple[int, str], object]:
    return {(row.person_id, row.rep_kind): row for row in rows}


def _statuses(ids: list[int]) -> dict[int, list[tuple[date, str]]]:
    """Every membership status of each person, oldest first: each run asks about a day of its own."""
    found: dict[int, list[tuple[date, str]]] = {}
    for person_id, since, status in db.session.execute(
        select(MembershipStatus.person_id, MembershipStatus.since, MembershipStatus.status)
        .where(MembershipStatus.person_id.in_(ids)).order_by(MembershipStatus.since, MembershipStatus.id)
    ):
        found.setdefault(person_id, []).append((since, status))
    return found


def _status(statuses: dict[int, list[tuple[date, str]]], person_id: int, day: date) -> str:
    return next((status for since, status in reversed(statuses.get(person_id, [])) if since <= day), "none")
