"""Reading case files and standings, for many persons in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accreditation.evidence import Act, Case, Record, Seat, Sitting, Standard
from lms.accreditation.files import CaseFile
from lms.accreditation.models import Accreditation, Appointment, CompletionDecision, Hold, SignOff
from lms.accreditation.standards import standard_of
from lms.attendance.lookups import evidence_of
from lms.bookings.lookups import booking_of, trainees_of
from lms.casework.lookups import outcomes_of
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import db
from lms.learning.lookups import progress_of
from lms.people.lookups import status_on
from lms.people.models import Person
from lms.record.lookups import facts_of
from lms.runs.lookups import first_day
from lms.runs.models import Run
from lms.workplaces.lookups import employments_of, officers_of


def case_files_of(run: Run, now: datetime) -> list[CaseFile]:
    """The case files of everybody who has a confirmed place on this run, by name."""
    return _case_files([booking.person for booking in trainees_of(run)], run, now)


def case_file_of(person: Person, run: Run, now: datetime) -> CaseFile | None:
    """One person's case file on this run, or None where she has no confirmed place on it."""
    booking = booking_of(run, person)
    if booking is None or booking.state != "confirmed":
        return None
    return _case_files([person], run, now)[0]


def _case_files(persons: list[Person], run: Run, now: datetime) -> list[CaseFile]:
    programme = programme_of(run.snapshot)
    standard, day, starts = standard_of(programme), today(now), first_day(run)
    ids = [person.id for person in persons]
    statuses = status_on(ids, day)
    at_start = status_on(ids, starts) if starts else {}
    facts = facts_of(ids, kinds=("link member", "waiver", "module recognised"))
    seats = evidence_of(ids, run.programme_slug, programme.major)
    outcomes = outcomes_of(ids, programme)
    reading = progress_of(ids, programme) if "read" in standard.asks else {}
    employments = employments_of(ids)
    officers = officers_of({work.workplace.region_id for work in employments.values()})
    decisions = _current(CompletionDecision, ids, CompletionDecision.programme_slug == run.programme_slug,
                         joinedload(CompletionDecision.decided_by))
    kind = programme.rep_kind or ""
    appointments = _current(Appointment, ids, Appointment.rep_kind == kind, joinedload(Appointment.employer))
    sign_offs = _current(SignOff, ids, SignOff.rep_kind == kind, joinedload(SignOff.officer))
    accreditations = _current(Accreditation, ids, Accreditation.rep_kind == kind)
    holds = open_holds(ids)
    files = []
    for person in persons:
        work = employments.get(person.id)
        officer = officers.get(work.workplace.region_id) if work else None
        held = [fact for fact in facts.get(person.id, []) if fact.ended_on is None or fact.ended_on > day]
        record = Record(
            today=day, status_today=statuses.get(person.id, "none"), starts=starts,
            status_at_start=at_start.get(person.id), link_since=_since(held, "link member"), waiver=_waiver(held),
            sittings=tuple(_sittings(run, seats.get(person.id, []))),
            recognised=tuple(fact.subject for fact in held if fact.kind == "module recognised"),
            pages_read=tuple((slug, p.read, p.total) for slug, p in reading.get(person.id, {}).items()),
            cases=tuple((code, _case(case)) for code, case in outcomes.get(person.id, {}).items()),
            decision=_decided(decisions.get(person.id)), appointment=_appointed(appointments.get(person.id)),
            region=work.workplace.region.name if work else None, officer=officer.person.name if officer else None,
            sign_off=_signed(sign_offs.get(person.id)),
            holds=tuple(f"{hold.kind}: {hold.reason}" for hold in holds.get(person.id, [])),
        )
        files.append(CaseFile(
            person=person, run=run, record=record, standard=standard, employment=work, region_officer=officer,
            decision=decisions.get(person.id), appointment=appointments.get(person.id),
            sign_off=sign_offs.get(person.id), accreditation=accreditations.get(person.id),
            holds=tuple(holds.get(person.id, [])),
        ))
    return files


def _current(model, ids: Iterable[int], narrowed, *options) -> dict[int, object]:
    rows = db.session.scalars(
        select(model).where(model.person_id.in_(list(ids)), model.ended_at.is_(None), narrowed).options(*options)
    )
    return {row.person_id: row for row in rows}


def open_holds(ids: Iterable[int]) -> dict[int, list[Hold]]:
    """The suspensions and queries that are open, by person."""
    found: dict[int, list[Hold]] = {}
    for hold in db.session.scalars(select(Hold).where(Hold.person_id.in_(list(ids)), Hold.closed_at.is_(None))):
        found.setdefault(hold.person_id, []).append(hold)
    return found


def _sittings(run: Run, seats) -> Iterable[Sitting]:
    for session in run.sessions:
        same = [seat for seat in seats if (seat.day, seat.part) == (session.day, session.part)]
        yield Sitting(
            label=f"Day {session.day}, {session.part}", minutes=session.minutes,
            modules=tuple(each.module_slug for each in session.covers),
            seats=tuple(
                Seat(seat.ref, today(session.starts_at), seat.state, seat.minutes_missed, seat.made_up or "")
                for seat in same
            ),
        )


def _since(facts, kind: str) -> date | None:
    return min((fact.since for fact in facts if fact.kind == kind), default=None)


def _waiver(facts) -> Act | None:
    waived = [fact for fact in facts if fact.kind == "waiver" and fact.subject == "link member"]
    return Act(waived[0].author, waived[0].since, words=waived[0].basis) if waived else None


def _case(case) -> Case:
    return Case(
        outcome=case.outcome, marker_id=case.marker_id, marker=case.marker_name or "",
        on=today(case.marked_at) if case.marked_at else None, sent=case.sent, again_until=case.can_resubmit_until,
    )


def _decided(row: CompletionDecision | None) -> Act | None:
    if row is None:
        return None
    by = row.decided_by.name if row.decided_by else "the rule alone"
    return Act(by, today(row.decided_at), row.decided_by_id, f"Rule {row.rule_version}")


def _appointed(row: Appointment | None) -> Act | None:
    if row is None:
        return None
    words = (f"{row.how.capitalize()} by {row.constituency}, {row.employer.name}, on "
             f"{row.appointed_on.day} {row.appointed_on:%B %Y}. {row.authority}.")
    return Act(row.authority, row.appointed_on, row.recorded_by_id, words)


def _signed(row: SignOff | None) -> Act | None:
    return Act(row.officer.name, today(row.signed_at), row.officer_id) if row else None


@dataclass(frozen=True)
class Standing:
    """Whether somebody is a rep on a day: "current", "suspended", "expired", "ended" or "none"."""

    state: str
    words: str
    accreditation: Accreditation | None = None

    @property
    def current(self) -> bool:
        return self.state == "current"


def standing_of(person: Person, rep_kind: str, now: datetime) -> Standing:
    return standings_of([person.id], now).get((person.id, rep_kind), Standing("none", "Not accredited"))


def standings_of(person_ids: Iterable[int], now: datetime) -> dict[tuple[int, str], Standing]:
    """The standing by person and rep kind, computed from the rows as they are on that day."""
    ids, day = list(person_ids), today(now)
    rows = db.session.scalars(
        select(Accreditation).where(Accreditation.person_id.in_(ids), Accreditation.accredited_at <= now)
        .options(joinedload(Accreditation.appointment)).order_by(Accreditation.id)
    ).all()
    statuses, holds = status_on(ids, day), open_holds(ids)
    return {
        (row.person_id, row.rep_kind): _standing(row, statuses.get(row.person_id, "none"),
                                                 holds.get(row.person_id, []), day, now)
        for row in rows
    }


def _standing(row: Accreditation, status: str, holds: list[Hold], day: date, now: datetime) -> Standing:
    if row.ended_at is not None and row.ended_at <= now:
        return Standing("ended", f"Ended on {_say(today(row.ended_at))}", row)
    if day > row.valid_to:
        return Standing("expired", f"Expired on {_say(row.valid_to)}", row)
    if row.appointment and row.appointment.ended_at is not None and row.appointment.ended_at <= now:
        return Standing("suspended", "Suspended: the appointment has ended", row)
    if status != "current":
        return Standing("suspended", f"Suspended: membership {status}", row)
    if any(hold.kind == "suspension" for hold in holds):
        return Standing("suspended", "Suspended", row)
    return Standing("current", f"Accredited until {_say(row.valid_to)}", row)


def accredited_of(person_ids: Iterable[int]) -> dict[int, list[Accreditation]]:
    """All accreditations that these persons have or had, the latest first."""
    found: dict[int, list[Accreditation]] = {}
    rows = select(Accreditation).where(Accreditation.person_id.in_(list(person_ids))).order_by(Accreditation.id.desc())
    for row in db.session.scalars(rows):
        found.setdefault(row.person_id, []).append(row)
    return found


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


__all__ = ["CaseFile", "Standard", "Standing", "accredited_of", "case_file_of", "case_files_of", "open_holds",
           "standing_of", "standings_of"]
