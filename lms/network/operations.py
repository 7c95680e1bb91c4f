"""A rep has read what changed; and those who don't know yet are told, once each."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit, mail
from lms.clock import today
from lms.db import db
from lms.network.knowledge import knowledge_of
from lms.network.models import LawNotice, LawReading, LawRound
from lms.network.reached import reps_from
from lms.network.register import register
from lms.network.updates import Update
from lms.people.models import Person
from lms.refusal import Refusal

AT_ONCE = 200  # persons in one transaction


def read_update(person: Person, update: Update, *, digest: str, now: datetime) -> None:
    """She has read what is so now, which `digest` names; saying so twice changes nothing."""
    if digest != update.digest:
        raise Refusal("This has changed again since you opened the page. Read it as it is now.", code="changed again")
    if update.read_at is not None:
        return
    try:
        with db.session.begin_nested():
            db.session.add(LawReading(person_id=person.id, statement=update.slug, digest=digest, read_at=now))
            db.session.flush()
    except IntegrityError:
        return  # another page of hers was first
    audit.record("read what has changed", person, person, now, statement=update.slug)


def begin_round(day: date, *, now: datetime) -> list[int] | None:
    """Look who may have something to be told: the first person of each part. None where this day was looked at."""
    try:
        with db.session.begin_nested():
            db.session.add(LawRound(day=day, begun_at=now))
            db.session.flush()
    except IntegrityError:
        return None
    return list(db.session.scalars(reps_from(0, register(), today(now))))[::AT_ONCE]


def tell_some(first: int, *, now: datetime) -> int:
    """Write to those from this person on who haven't been told and haven't read it; how many letters that were."""
    known = register()
    ids = list(db.session.scalars(reps_from(first, known, today(now)).limit(AT_ONCE)))
    people = {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(ids)))}
    count = 0
    for person_id, knowledge in knowledge_of(ids, known, now).items():
        keys = {slug: known.statement(slug).to_read for slug, each in knowledge.otherwise.items() if not each.read_now}
        if untold := {slug: key for slug, key in keys.items() if (slug, key) not in knowledge.told}:
            _tell(people[person_id], untold, now)
            count += 1
    return count


def _tell(person: Person, untold: dict[str, str], now: datetime) -> None:
    db.session.add_all(LawNotice(person_id=person.id, statement=slug, digest=digest, told_at=now)
                       for slug, digest in untold.items())
    db.session.flush()
    mail.post(
        "network/changed", to=person.email, to_label=person.name, subject="Something that you learned has changed",
        now=now, name=person.known_as or person.name, count=len(untold), link=mail.address("/updates"),
    )
