"""The acts that lead to an accreditation, and end it: each rests on what the rule says at that moment."""

from datetime import date, datetime

from lms import audit
from lms.accreditation import rules
from lms.accreditation.acting import add_one, end_row, file_for, held_now, look_again, nothing_in_the_way, said
from lms.accreditation.conditions import say
from lms.accreditation.files import CaseFile, years_later
from lms.accreditation.models import Accreditation, Appointment, CompletionDecision, Hold, SignOff
from lms.accreditation.renewing import last_day_to_renew
from lms.accreditation.standing import open_holds
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import db
from lms.people.lookups import administrators
from lms.people.models import Person
from lms.people.waiting import wait_for_turn
from lms.record.lookups import facts_of
from lms.record.operations import end_fact, hold
from lms.refusal import Refusal
from lms.runs.lookups import facilitates, facilitators_of, last_day
from lms.runs.models import Run
from lms.workplaces.models import Employer


def decide_completion(person: Person, run: Run, *, actor: Person, now: datetime) -> CompletionDecision:
    """A facilitator or the administrator finds that she has completed the programme (Q7)."""
    if actor.id == person.id:
        raise Refusal("You cannot decide about yourself. Ask the administrator.")
    if not facilitates(run, actor, now) and actor not in administrators():
        raise Refusal("A facilitator of this run or the administrator decides when it is complete.")
    wait_for_turn(person.id)
    file = file_for(person, run, now)
    if file.decision:
        raise Refusal(f"{person.name}’s completion has been decided already.")
    if not file.is_held:  # whatever she did elsewhere
        raise Refusal(f"The course goes on until {say(last_day(run))}. Decide on its last day, or after it.")
    nothing_in_the_way(rules.completion_shortfalls(file.record, file.standard), person, "Not yet complete")
    return _complete(file, decided_by=actor, author=actor, now=now)


def finish_course(person: Person, run: Run, *, now: datetime) -> CompletionDecision:
    """On an open course the rule alone records the completion, at her word that she has read it."""
    if run.mode != "open":
        raise Refusal("This course has days to come to. A facilitator decides when it is complete.")
    wait_for_turn(person.id)
    file = file_for(person, run, now)
    if file.decision:
        raise Refusal("You have finished this course already.")
    if open_ones := rules.completion_shortfalls(file.record, file.standard):
        raise Refusal(f"Not finished yet. Still in the way: {said(open_ones)}.")
    decision = _complete(file, decided_by=None, author=person, now=now)
    if programme_of(run.snapshot).makes_link_member and file.record.link_since is None:
        hold(person, "link member", since=today(now), basis=f"Basic course, {run.ref}", actor=person, now=now)
    return decision


def _complete(file: CaseFile, *, decided_by: Person | None, author: Person, now: datetime) -> CompletionDecision:
    decision = CompletionDecision(
        person_id=file.person.id, run_id=file.run.id, programme_slug=file.run.programme_slug,
        rule_version=file.standard.version, evidence=file.evidence, decided_at=now,
        decided_by_id=decided_by.id if decided_by else None,
    )
    add_one(decision, f"{file.person.name}’s completion has been decided already.")
    for fact in facts_of([file.person.id], kinds=("completed",)).get(file.person.id, []):
        if fact.subject == file.run.programme_slug and fact.ended_on is None:
            end_fact(fact, on=today(now), reason=f"Completed again on {file.run.ref}", actor=author, now=now)
    hold(file.person, "completed", subject=file.run.programme_slug, since=today(now),
         basis=f"{file.run.ref}, rule {file.standard.version}", actor=author, now=now)
    audit.record("decided that the course is complete", author, file.person, now,
                 run=file.run.ref, rule=file.standard.version)
    return decision


def record_appointment(
    person: Person, *, rep_kind: str, employer: Employer, constituency: str, how: str, authority: str,
    appointed_on: date, actor: Person, now: datetime,
) -> Appointment:
    """She was elected or appointed under the union's rules (Q8): for whom, when, and where that is written."""
    if appointed_on > today(now):
        raise Refusal("The day of the appointment cannot lie ahead. Give the day it was made.", field="appointed_on")
    if actor.id == person.id:
        raise Refusal("You cannot record your own appointment. Ask another administrator.")
    wait_for_turn(person.id)
    appointment = Appointment(
        person_id=person.id, rep_kind=rep_kind, employer_id=employer.id, constituency=constituency, how=how,
        authority=authority, appointed_on=appointed_on, recorded_at=now, recorded_by_id=actor.id,
    )
    appointment.employer = employer
    add_one(appointment, f"{person.name} has an appointment on record. End that one first.")
    audit.record("recorded an appointment", actor, person, now, employer=employer.name, authority=authority)
    return appointment


def end_appointment(appointment: Appointment, *, reason: str, actor: Person, now: datetime) -> None:
    """The appointment has come to an end; an accreditation that rests on it is suspended by that."""
    end_row(appointment, reason, now)
    audit.record("ended an appointment", actor, appointment.person, now, reason=reason)


def sign_off(person: Person, run: Run, *, officer: Person, now: datetime) -> SignOff:
    """The officer of her region undertakes to support her (Q9)."""
    wait_for_turn(person.id)
    file = file_for(person, run, now)
    if file.region_officer is None or file.region_officer.person_id != officer.id:
        raise Refusal("Only the officer of the region signs off. Ask the administrator who that is.")
    if officer.id == person.id:
        raise Refusal("You cannot sign off yourself.")
    if file.decision is None:
        raise Refusal(f"{person.name} has not completed the course yet.")
    if file.sole_marker == officer.id:
        raise Refusal(f"You marked all of {person.name}’s case studies alone. {who_else_marks(run, officer, now)}")
    kind = programme_of(run.snapshot).rep_kind
    for earlier in held_now(SignOff, person.id, kind) if file.record.sign_off is None else ():
        end_row(earlier, f"{officer.name} is the officer now.", now)
    signed = SignOff(
        person_id=person.id, rep_kind=kind, officer_id=officer.id, signed_at=now,
        region_id=file.region_officer.region_id,
    )
    add_one(signed, f"{person.name} has been signed off already.")
    audit.record("signed off", officer, person, now, region=file.record.region)
    return signed


def open_hold(person: Person, *, kind: str, reason: str, actor: Person, now: datetime) -> Hold:
    """Nothing is accredited while a suspension or a query is open (Q10)."""
    wait_for_turn(person.id)
    if any((each.kind, each.reason) == (kind, reason) for each in open_holds([person.id], now).get(person.id, [])):
        raise Refusal("That is open already.", code="open already")
    opened = Hold(person_id=person.id, kind=kind, reason=reason, opened_at=now, opened_by_id=actor.id)
    db.session.add(opened)
    db.session.flush()
    audit.record(f"opened a {kind}", actor, person, now, reason=reason)
    return opened


def close_hold(opened: Hold, *, reason: str, actor: Person, now: datetime) -> None:
    if opened.person_id == actor.id:
        raise Refusal("You cannot close what is open against yourself. Ask another administrator.")
    look_again(opened, "closed_at")
    if opened.closed_at is not None:
        raise Refusal("It has been closed already.")
    opened.closed_at, opened.closed_reason = now, reason
    db.session.flush()
    audit.record(f"closed a {opened.kind}", actor, opened.person, now, reason=reason)


def waive_link_membership(person: Person, *, reason: str, actor: Person, now: datetime) -> None:
    """She may be a trainee without the basic course (Q2); the reason stands in her record."""
    if actor.id == person.id:
        raise Refusal("You cannot waive it for yourself. Ask another administrator.")
    if len(reason.split()) < 3:
        raise Refusal("Say in a sentence why it is waived. It stands on record.", field="reason")
    kept = facts_of([person.id], kinds=("waiver",)).get(person.id, [])
    if any(fact.subject == "link member" and fact.ended_on is None for fact in kept):
        raise Refusal(f"It has been waived for {person.name} already.")
    hold(person, "waiver", subject="link member", since=today(now), basis=reason, actor=actor, now=now)
    audit.record("waived the basic course", actor, person, now, reason=reason)


def accredit(person: Person, run: Run, *, actor: Person, now: datetime) -> Accreditation:
    """The union recognises her as a rep: every condition holds now, and the evidence is kept as it stands.

    One that has lapsed, as she took the course again instead of renewing it in time, gives way to the new one.
    """
    if actor.id == person.id:
        raise Refusal("You cannot accredit yourself. Ask another administrator.")
    wait_for_turn(person.id)
    file = file_for(person, run, now)
    if file.accreditation and file.standing.state == "expired":
        until = last_day_to_renew(file.accreditation.valid_to)
        raise Refusal(
            f"{file.standing.words}. It can be renewed until {say(until)}; after that, this course leads to a new one."
        )
    if file.accreditation:
        raise Refusal(f"{person.name} is accredited already.")
    nothing_in_the_way(file.in_the_way, person, "Not accredited")
    programme = programme_of(run.snapshot)
    if not programme.rep_kind:
        raise Refusal("This programme does not lead to an accreditation.")
    day, lapsed = today(now), held_now(Accreditation, person.id, programme.rep_kind)
    for earlier in lapsed:
        end_row(earlier, f"Accredited anew on {run.ref}", now)
    accreditation = Accreditation(
        person_id=person.id, programme_slug=run.programme_slug, rep_kind=programme.rep_kind, run_id=run.id,
        appointment_id=file.appointment.id if file.appointment else None, companion=file.companion,
        valid_from=day, valid_to=years_later(day, programme.standard.validity_years),
        rule_version=file.standard.version, evidence=file.evidence, accredited_at=now, accredited_by_id=actor.id,
    )
    accreditation.person = person
    add_one(accreditation, f"{person.name} is accredited already.")
    for earlier in lapsed:
        earlier.renewed_by_id = accreditation.id
    hold(person, "accredited", subject=programme.rep_kind, since=day, until=accreditation.valid_to,
         basis=f"{run.ref}, rule {file.standard.version}", actor=actor, now=now)
    audit.record("accredited", actor, person, now, run=run.ref, rule=file.standard.version)
    return accreditation


def end_accreditation(accreditation: Accreditation, *, reason: str, actor: Person, now: datetime) -> None:
    """Withdrawn or stood down: it ends today, and stays on record with its reason.

    Her appointment and her officer's promise end with it: to return, she is appointed and signed off anew.
    """
    end_row(accreditation, reason, now)
    for model in (Appointment, SignOff):
        for row in held_now(model, accreditation.person_id, accreditation.rep_kind):
            end_row(row, reason, now)
    for fact in facts_of([accreditation.person_id], kinds=("accredited",)).get(accreditation.person_id, []):
        if fact.subject == accreditation.rep_kind and fact.ended_on is None:
            end_fact(fact, on=today(now), reason=reason, actor=actor, now=now)
    audit.record("ended an accreditation", actor, accreditation, now, reason=reason)


def who_else_marks(run: Run, officer: Person, now: datetime) -> str:
    """Who must look at one of the answers before this officer, who marked them all, may sign off."""
    others = [each.person.name for each in facilitators_of(run, now) if each.person_id != officer.id]
    if others:
        return f"{' or '.join(others)} must mark one of them again before you sign off."
    return "A second facilitator must mark one of them again before you sign off: ask the administrator to name one."
