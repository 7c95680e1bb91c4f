"""Completions, appointments, sign-offs, accreditations, and the facts that each writes on the record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lms.accreditation.evidence import Act, Case, Record, Seat
from lms.accreditation.evidence import Sitting as Seen
from lms.accreditation.files import years_later
from lms.accreditation.models import Accreditation, Appointment, CompletionDecision, SignOff
from lms.accreditation.rules import conditions
from lms.accreditation.standards import standard_of
from lms.clock import today
from lms.record.models import Fact
from tests.bench.union.answers import CODES
from tests.bench.union.runs import Course
from tests.bench.union.stage import Somebody, Stage

STOOD_DOWN = "At her own wish"


@dataclass(frozen=True)
class Awards:
    """What a trainee came away with, by the ids that her certificates rest on."""

    person: Somebody
    decision_id: int
    decided_on: date
    accreditation_id: int | None = None
    appointed_on: date | None = None
    valid_to: date | None = None


def evidence_of(stage: Stage, course: Course) -> dict:
    """The conditions as they stand where everything is met: what each decision keeps."""
    standard, lead = standard_of(stage.reps), course.leads[0]
    day = course.days[-1] + timedelta(days=50)
    modules = [slug for slug, _ in standard.modules]
    record = Record(
        today=day, status_today="current", starts=course.days[0], status_at_start="current",
        link_since=course.days[0] - timedelta(days=400),
        sittings=tuple(
            Seen(f"Day {each.day}, {each.part}", tuple(modules[number::4]), 180,
                 (Seat(course.ref, today(each.starts_at), "present"),))
            for number, each in enumerate(course.sessions)
        ),
        cases=tuple((code, Case("meets", course.leads[number % len(course.leads)].id, lead.name, day))
                    for number, code in enumerate(CODES)),
        decision=Act(lead.name, day), appointment=Act("Branch minute 14", day, words="Elected for Ward managers."),
        region="Wales", officer="Catrin Beddoe", sign_off=Act("Catrin Beddoe", day, 0),
    )
    lines = [line._asdict() for line in conditions(record, standard)]
    return {"rule": standard.version, "on": day.isoformat(), "conditions": lines}


def complete(stage: Stage, course: Course, person: Somebody, evidence: dict, at: datetime) -> int:
    lead = course.leads[0]
    decision_id = stage.rows.add(
        CompletionDecision, person_id=person.id, run_id=course.id, programme_slug=stage.reps.slug,
        rule_version=evidence["rule"], evidence=evidence, decided_at=at, decided_by_id=lead.id,
    )
    _hold(stage, person, "completed", stage.reps.slug, course, lead, at)
    stage.noted("decided that the course is complete", lead, "person", person.id, person.name, at, run=course.ref)
    return decision_id


def accredit(stage: Stage, course: Course, person: Somebody, decision_id: int, evidence: dict, at: datetime, *,
             stood_down: bool) -> Awards:
    """Elected, signed off, accredited for the years that the programme says; some have stood down since."""
    kind, elected = stage.reps.rep_kind, at - timedelta(days=20)
    officer, administrator = stage.officers[person.region_id], stage.administrator
    ended_at = at + timedelta(days=300) if stood_down else None
    ended = {"ended_at": ended_at, "ended_reason": STOOD_DOWN if stood_down else None}
    appointment_id = stage.rows.add(
        Appointment, person_id=person.id, rep_kind=kind, employer_id=person.employer_id, constituency="Ward managers",
        how="elected", authority="Branch minute 14", appointed_on=elected.date(), recorded_at=at,
        recorded_by_id=administrator.id, **ended,
    )
    stage.rows.add(SignOff, person_id=person.id, rep_kind=kind, region_id=person.region_id, officer_id=officer.id,
                   signed_at=at, **ended)
    valid_to = years_later(at.date(), stage.reps.standard.validity_years)
    accreditation_id = stage.rows.add(
        Accreditation, person_id=person.id, programme_slug=stage.reps.slug, rep_kind=kind, run_id=course.id,
        appointment_id=appointment_id, companion=True, valid_from=at.date(), valid_to=valid_to,
        rule_version=evidence["rule"], evidence=evidence, accredited_at=at, accredited_by_id=administrator.id, **ended,
    )
    _hold(stage, person, "accredited", kind, course, administrator, at, until=valid_to,
          ended_on=ended_at.date() if stood_down else None)
    for act, by in (("recorded an appointment", administrator), ("signed off", officer), ("accredited", administrator)):
        stage.noted(act, by, "person", person.id, person.name, at, run=course.ref)
    return Awards(person, decision_id, at.date(), accreditation_id, elected.date(), valid_to)


def _hold(stage: Stage, person: Somebody, kind: str, subject: str, course: Course, by: Somebody, at: datetime, *,
          until: date | None = None, ended_on: date | None = None) -> None:
    stage.rows.add(
        Fact, person_id=person.id, kind=kind, subject=subject, since=at.date(), until=until, author=by.name,
        basis=f"{course.ref}, rule {stage.reps.standard.version}", recorded_at=at, ended_on=ended_on,
        ended_reason=STOOD_DOWN if ended_on else None,
    )
