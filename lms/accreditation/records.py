"""What the rule looks at, put together from the rows of one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lms.accreditation.conditions import say
from lms.accreditation.evidence import Act, Case, Seat, Sitting, Standard
from lms.accreditation.rows import Appointed, Decided, Signed
from lms.accreditation.standards import standard_of
from lms.clock import today
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
    sessions: tuple[tuple[tuple[int, str], date, Sitting], ...]  # day and part, date, and an empty sitting


def course(run: Run) -> Course:
    programme = programme_of(run.snapshot)
    return Course(programme, standard_of(programme), first_day(run), tuple(
        ((session.day, session.part), today(session.starts_at), Sitting(
            label=f"Day {session.day}, {session.part}", minutes=session.minutes,
            modules=tuple(each.module_slug for each in session.covers),
        )) for session in run.sessions
    ))


def sittings(course: Course, seats) -> Iterable[Sitting]:
    """Each session of the run, with how she sat it here or on another run."""
    sat: dict[tuple[int, str], list] = {}
    for seat in seats:
        sat.setdefault((seat.day, seat.part), []).append(seat)
    for which, on, empty in course.sessions:
        yield Sitting(empty.label, empty.modules, empty.minutes, tuple(
            Seat(seat.ref, on, seat.state, seat.minutes_missed, seat.made_up or "") for seat in sat.get(which, ())
        ))


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


def recognised(facts, day: date) -> tuple[str, ...]:
    return tuple(fact.subject for fact in facts if fact.kind == "module recognised"
                 and holds_on(day, fact.since, fact.until, fact.ended_on))


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
