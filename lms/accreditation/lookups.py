"""Reading case files, for many persons on many runs in a fixed number of statements."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select, union

from lms.accreditation import records
from lms.accreditation.conditions import say
from lms.accreditation.evidence import Record
from lms.accreditation.files import CaseFile
from lms.accreditation.known import known_of
from lms.accreditation.leaving import leaving
from lms.accreditation.models import CompletionDecision
from lms.accreditation.renewing import lapsed, why_not_renewed
from lms.accreditation.rows import Given, Known
from lms.accreditation.standing import (
    NONE,
    Standing,
    accredited_of,
    open_holds,
    standing_of,
    standings_in,
    standings_of,
)
from lms.attendance.lookups import Sat, sat_by, taught_on
from lms.bookings.models import Booking
from lms.casework.lookups import CaseOutcome, Outcomes, outcomes_by
from lms.clock import today
from lms.content.operations import programme_of
from lms.content.shapes import Programme
from lms.db import among, db
from lms.learning.lookups import progress_of
from lms.people.models import Person, folded
from lms.runs.models import Run
from lms.web.paging import Slice, read_slice

__all__ = ["CaseFile", "Standing", "accredited_of", "case_file_of", "case_files_for", "case_files_of", "case_files_on",
           "open_holds", "page_of_case_files", "standing_of", "standings_of"]

_SEATS = union(
    select(Booking.run_id, Booking.person_id).where(among(Booking.run_id, "runs"), Booking.state == "confirmed"),
    select(CompletionDecision.run_id, CompletionDecision.person_id).where(
        among(CompletionDecision.run_id, "runs"), CompletionDecision.ended_at.is_(None)
    ),
).subquery()
ON_THESE = (
    select(_SEATS.c.run_id, Person).join(Person, Person.id == _SEATS.c.person_id)
    .order_by(Person.folded_name, Person.id)
)


def case_files_of(run: Run, now: datetime) -> list[CaseFile]:
    """The case files of everybody who has a confirmed place on this run or completed it, by name."""
    return case_files_on([run], now)[run.id]


def page_of_case_files(
    run: Run, now: datetime, words: str = "", after: str | None = None, most: int = 50,
) -> Slice:
    """A page of them, by name; of those only whose name holds these words.

    Raises Refusal for a cursor of another list.
    """
    wanted = select(Person).where(Person.id.in_(select(_SEATS.c.person_id))).params(runs=[run.id])
    if words:
        wanted = wanted.where(Person.folded_name.contains(folded(words), autoescape=True))
    part = read_slice(wanted, (Person.folded_name, Person.id), lambda person: (person.folded_name, person.id),
                      of=f"case files:{run.ref}:{words}", after=after, most=most)
    return Slice(case_files_for([(person, run) for person in part.rows], now), part.after)


def case_files_on(runs: Iterable[Run], now: datetime) -> dict[int, list[CaseFile]]:
    """By run, its case files."""
    by_id = {run.id: run for run in runs}
    seats = [(person, by_id[run_id]) for run_id, person in db.session.execute(ON_THESE, {"runs": by_id})]
    files: dict[int, list[CaseFile]] = {run_id: [] for run_id in by_id}
    for file in case_files_for(seats, now):
        files[file.run.id].append(file)
    return files


def case_file_of(person: Person, run: Run, now: datetime, *, booked: bool = False) -> CaseFile | None:
    """One person's case file on this run, or None where she has no confirmed place on it and didn't complete it.

    `booked` says that the caller has seen her confirmed place.
    """
    if booked or _is_on(person, run):
        return case_files_for([(person, run)], now)[0]
    return None


def _is_on(person: Person, run: Run) -> bool:
    here = select(_SEATS.c.run_id).where(_SEATS.c.person_id == person.id).limit(1)
    return db.session.scalar(here, {"runs": [run.id]}) is not None


def case_files_for(
    seats: list[tuple[Person, Run]], now: datetime, *, known: dict[int, Known] | None = None,
    outcomes: Outcomes | None = None, read: dict[tuple[int, int], dict] | None = None,
) -> list[CaseFile]:
    """A case file for each person on a run, in the order given; the statements don't grow with either.

    What a page has read of these persons already, it hands over: `known_of`, `outcomes_by`, and by person and
    snapshot how far she has read.
    """
    if not seats:
        return []
    ids = list({person.id for person, _ in seats})
    known, outcomes = known or known_of(ids, now), outcomes or outcomes_by(ids)
    sat, read = _sat(seats, ids), _read(seats) if read is None else read
    courses = {run_id: records.course(run) for run_id, run in {run.id: run for _, run in seats}.items()}
    elsewhere = {(person.id, run.id): sat.elsewhere(person.id, run.id, *_version(courses[run.id]))
                 for person, run in seats}
    taught = taught_on({seat.run_id for each in elsewhere.values() for seat in each})
    files = []
    for person, run in seats:
        course = courses[run.id]
        there = sat.of(person.id, *_version(course)), elsewhere[person.id, run.id], taught, outcomes.majors
        cases = outcomes.of(person.id, course.programme, run.id)
        files.append(_file(person, run, course, known[person.id], there, cases,
                           read.get((person.id, run.snapshot_id), {}), now))
    return files


def _version(course: records.Course) -> tuple[str, int]:
    return course.programme.slug, course.programme.major


def _file(
    person: Person, run: Run, course: records.Course, known: Known, there: tuple, cases: dict[str, CaseOutcome],
    read: dict, now: datetime,
) -> CaseFile:
    programme, (seats, elsewhere, taught, majors) = course.programme, there
    day, starts, kind, work = today(now), course.starts, programme.rep_kind or programme.refreshes or "", known.work
    since = records.counts_since(programme, run, starts, known, day)
    here, elsewhere = records.later(seats, since), records.later(elsewhere, since)
    facts = sorted(known.facts, key=lambda fact: fact.since)
    officer = known.officers.get(work.region_id) if work else None
    decision, sign_off = known.decision(run.id, *_version(course), since), known.sign_offs.get(kind)
    appointment = next((each for each in known.appointments if each.rep_kind == kind and each.ended_at is None), None)
    # Another officer's word, or another region's, doesn't bind who looks after her now.
    bound = sign_off and officer and (sign_off.region_id, sign_off.officer_id) == (officer.region_id, officer.person_id)
    gone = leaving(appointment, known.works, day) if appointment else None
    record = Record(
        today=day, status_today=known.status_on(day), starts=starts,
        status_at_start=known.status_on(starts) if starts else None,
        link_since=records.link_since(facts, starts, day), waiver=records.waiver(facts, day),
        sittings=tuple(records.sittings(course, run.id, here, taught)),
        recognised=records.recognised(facts, day, since, programme, majors),
        elsewhere=tuple(records.elsewhere(course, elsewhere, taught, majors)),
        pages_read=tuple((slug, each.read, each.total) for slug, each in read.items()),
        cases=tuple((code, records.case(each)) for code, each in cases.items()),
        decision=records.decided(decision), appointment=None if gone else records.appointed(appointment),
        left_employer=f"{appointment.employer} on {say(gone)}" if gone else "",
        region=work.region if work else None, officer=officer.person.name if officer else None,
        sign_off=records.signed(sign_off) if bound else None, holds=tuple(hold.kind for hold in known.holds),
    )
    given = [row for row in known.accreditations if row.rep_kind == kind]
    accreditation = next((row for row in given if row.ended_at is None), None)
    if accreditation and programme.rep_kind and _is_taken_again(accreditation, run, since, day):
        accreditation = None
    basis = accreditation.appointment_id if accreditation else None
    return CaseFile(
        person=person, run=run, record=record, standard=course.standard, work=work, region_officer=officer,
        decision=decision, appointment=appointment, sign_off=sign_off,
        accreditation=accreditation, rests_on=next((each for each in known.appointments if each.id == basis), None),
        ended=next((row for row in reversed(given) if row.ended_at is not None and not row.renewed_by_id), None),
        holds=tuple(known.holds), standing=standings_in(known, now).get(kind, NONE),
        seats=tuple(seats), rep_kind=programme.rep_kind, refreshes=programme.refreshes,
        renewed_since=any(row.run_id == run.id and row.renewed_by_id for row in given),
        why_not_renewed=(
            why_not_renewed(accreditation, decision, run, record, known, now) if programme.refreshes else ""),
    )


def _is_taken_again(row: Given, run: Run, since: date | None, day: date) -> bool:
    """It has lapsed, and this run is of the course that leads to the next one."""
    return row.run_id != run.id and row.valid_from == since and lapsed(row, day)


def _sat(seats: list[tuple[Person, Run]], ids: list[int]) -> Sat:
    """What the registers say; a course without days asks them only for modules that were covered elsewhere."""
    asks = any(run.mode != "open" or "Q4" in programme_of(run.snapshot).standard.conditions for _, run in seats)
    return sat_by(ids) if asks else Sat({})


def _read(seats: list[tuple[Person, Run]]) -> dict[tuple[int, int], dict]:
    """By person and snapshot, how far she has read; only where the standard asks for it."""
    readers: dict[int, tuple[Programme, set[int]]] = {}
    for person, run in seats:
        programme = programme_of(run.snapshot)
        if "read" in programme.standard.conditions:
            readers.setdefault(run.snapshot_id, (programme, set()))[1].add(person.id)
    return {
        (person_id, snapshot_id): read
        for snapshot_id, (programme, ids) in readers.items() for person_id, read in progress_of(ids, programme).items()
    }
