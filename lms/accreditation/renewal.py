"""Renewing an accreditation: a refresher was completed, and the union's recognition goes on."""

from datetime import datetime

from lms import audit
from lms.accreditation.acting import add_one, end_row, file_for, nothing_in_the_way
from lms.accreditation.models import Accreditation
from lms.accreditation.renewing import renewed_until
from lms.clock import today
from lms.content.operations import programme_of
from lms.db import db
from lms.people.models import Person
from lms.people.waiting import wait_for_turn
from lms.record.lookups import facts_of
from lms.record.operations import end_fact, hold
from lms.refusal import Refusal
from lms.runs.models import Run


def renew(person: Person, run: Run, *, actor: Person, now: datetime) -> Accreditation:
    """A new accreditation takes the place of the one she has: by this refresher, and for as long as that is good.

    What it rested on goes on with it: the appointment, and the companion's sentence if she had it.
    """
    if actor.id == person.id:
        raise Refusal("You cannot renew your own accreditation. Ask another administrator.")
    wait_for_turn(person.id)
    file, programme, day = file_for(person, run, now), programme_of(run.snapshot), today(now)
    if not programme.refreshes:
        raise Refusal("This programme does not renew an accreditation.")
    if file.why_not_renewed:
        raise Refusal(f"Not renewed. {file.why_not_renewed}")
    nothing_in_the_way(file.in_the_way, person, "Not renewed")
    if file.decision is None:
        raise Refusal(f"Not renewed. It has not been decided yet that {person.name} completed {run.ref}.")
    earlier = db.session.get_one(Accreditation, file.accreditation.id)
    end_row(earlier, f"Renewed on {run.ref}", now)
    renewed = Accreditation(
        person_id=person.id, programme_slug=run.programme_slug, rep_kind=programme.refreshes, run_id=run.id,
        appointment_id=earlier.appointment_id, companion=earlier.companion, valid_from=day,
        valid_to=renewed_until(run, file.record, file.decision), rule_version=file.standard.version,
        evidence=file.evidence | {"renews": earlier.id}, accredited_at=now, accredited_by_id=actor.id,
    )
    renewed.person = person
    add_one(renewed, f"{person.name}’s accreditation has just been renewed.")
    earlier.renewed_by_id = renewed.id
    for fact in facts_of([person.id], kinds=("accredited",)).get(person.id, []):
        if fact.subject == programme.refreshes and fact.ended_on is None:
            end_fact(fact, on=day, reason=earlier.ended_reason, actor=actor, now=now)
    hold(person, "accredited", subject=programme.refreshes, since=day, until=renewed.valid_to,
         basis=f"{run.ref}, rule {file.standard.version}", actor=actor, now=now)
    audit.record("renewed an accreditation", actor, person, now, run=run.ref, rule=file.standard.version)
    return renewed
