"""What the rule looks at, put together from the rows of one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lms.accreditation.conditions import say
from lms.accreditation.evidence import Act, Case, Elsewhere, Seat, Sitting, Standard
from lms.accreditation.renewing import lapsed
from lms.accreditation.rows import Appointed, Decided, Known, Signed
from lms.accreditation.standards import standard_of
from lms.attendance.lookups import SessionEvidence
from lms.clock import today
from lms.content.majors import Majors
from lms.content.operations import programme_of
from lms.content.shapes import Programme
from lms.record.rules import holds_on
from lms.runs.lookups import first_day
from lms.runs.models import Run


@dataclass(frozen=True)
class Course:
    """A run as the rule sees it, the same for everybody on it."""

    programme: Programme
    standard: Standard
    starts: date | None
    sessions: tuple[tuple[tuple[int, str], Sitting], ...]  # day and part, and an empty sitting


def course(run: Run) -> Course:
    programme = programme_of(run.snapshot)
    return Course(programme, standard_of(programme), first_day(run), tuple(
        ((session.day, session.part), Sitting(
            label=f"Day {session.day}, {session.part}", minutes=session.minutes,
            modules=tuple(each.module_slug for each in session.covers),
        )) for session in run.sessions
    ))


def sittings(
    course: Course, run_id: int, seats: list[SessionEvidence], taught: dict[int, dict[str, list[int]]],
) -> Iterable[Sitting]:
    """Each session of the run, with how she sat it here, or in the same place of another run that taught as much."""
    for (day, part), empty in course.sessions:
        same = [seat for seat in seats if (seat.day, seat.part) == (day, part)
                and (seat.run_id == run_id or _teaches(taught[seat.run_id], seat.session_id, empty.modules))]
        yield Sitting(empty.label, empty.modules, empty.minutes, tuple(_seat(seat) for seat in same))


def _teaches(taught: dict[str, list[int]], session_id: int, modules: Iterable[str]) -> bool:
    return all(session_id in taught.get(module, ()) for module in modules)


def _seat(seat) -> Seat:
    return Seat(seat.ref, seat.on, seat.state, seat.minutes_missed, seat.made_up or "")


def elsewhere(
    course: Course, seats: list[SessionEvidence], taught: dict[int, dict[str, list[int]]], majors: Majors,
) -> Iterable[Elsewhere]:
    """The modules of this programme that other runs taught, with how she sat each session that taught it there.

    `taught` names those sessions by run and module; one of which the register knows nothing counts as not sat.
    """
    by_run: dict[int, dict[int, Seat]] = {}
    runs = {seat.run_id: seat for seat in seats}
    for seat in seats:
        by_run.setdefault(seat.run_id, {})[seat.session_id] = _seat(seat)
    for run_id, sat in by_run.items():
        for module, sessions in taught.get(run_id, {}).items():
            if course.programme.module(module) is not None and any(each in sat for each in sessions):
                run = runs[run_id]
                blank = Seat(run.ref, next(iter(sat.values())).on, None)
                yield Elsewhere(module, run.ref, tuple(sat.get(each, blank) for each in sessions),
                                outdated=_is_outdated(run, course.programme, majors))


def _is_outdated(seat: SessionEvidence, programme: Programme, majors: Majors) -> bool:
    """Of another programme, from material older than this programme's major version."""
    return seat.programme_slug != programme.slug and not majors.take(programme, seat.published_at)


def link_since(facts, starts: date | None, day: date) -> date | None:
    """Since when she was the link member that she was as the course began; else since when she is one now."""
    begun = min(starts, day) if starts else day
    for moment in (begun, day):
        since = [fact.since for fact in facts
                 if fact.kind == "link member" and holds_on(moment, fact.since, fact.until, fact.ended_on)]
        if since:
            return min(since)
    return None


def waiver(facts, day: date) -> Act | None:
    """The basic course was waived, for a reason."""
    for fact in facts:
        if (fact.kind, fact.subject) == ("waiver", "link member") and holds_on(
            day, fact.since, fact.until, fact.ended_on
        ):
            return Act(fact.author, fact.since, words=fact.basis)
    return None


def recognised(facts, day: date, since: date | None, programme: Programme, majors: Majors) -> tuple[str, ...]:
    """The modules that were recognised after `since`, and not before this major version began."""
    held = [fact for fact in facts if fact.kind == "module recognised"
            and holds_on(day, fact.since, fact.until, fact.ended_on) and (since is None or fact.since > since)]
    began = majors.since(programme) if held else None
    return tuple(fact.subject for fact in held if began is None or fact.since >= today(began))


def counts_since(programme: Programme, run: Run, starts: date | None, known: Known, day: date) -> date | None:
    """The day after which things were done that count on this run; None where nothing is too old.

    What refreshes an accreditation was done after it was given. Where one has lapsed, the course is taken again:
    what led to that one doesn't lead to the next.
    """
    kind = programme.refreshes or programme.rep_kind
    given = [row.valid_from for row in known.accreditations if row.rep_kind == kind and row.run_id != run.id
             and (starts is None or row.valid_from <= starts) and (programme.refreshes or lapsed(row, day))]
    return max(given, default=None)


def later(seats: Iterable[SessionEvidence], since: date | None) -> list[SessionEvidence]:
    return [seat for seat in seats if since is None or seat.on > since]


def case(outcome) -> Case:
    return Case(
        outcome=outcome.outcome, marker_id=outcome.marker_id, marker=outcome.marker_name or "",
        on=today(outcome.marked_at) if outcome.marked_at else None, sent=outcome.sent,
        again_until=outcome.can_resubmit_until,
    )


def decided(row: Decided | None) -> Act | None:
    if row is None:
        return None
    return Act(row.decided_by or "the rule alone", today(row.decided_at), row.decided_by_id, f"Rule {row.rule_version}")


def appointed(row: Appointed | None) -> Act | None:
    if row is None:
        return None
    words = f"{row.how.capitalize()} for {row.constituency}, {row.employer}, on {say(row.appointed_on)}."
    return Act(row.authority, row.appointed_on, row.recorded_by_id, words)


def signed(row: Signed | None) -> Act | None:
    return Act(row.officer, today(row.signed_at), row.officer_id) if row else None
