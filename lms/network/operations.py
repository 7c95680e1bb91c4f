"""A rep has read what changed; and those who don't know yet are told, once each."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from lms import audit, mail
from lms.accreditation.models import Accreditation
from lms.clock import today
from lms.db import among, db, several
from lms.network.models import LawNotice, LawReading, LawRound
from lms.network.register import Register, register
from lms.network.resting import LEARNED
from lms.network.rules import learned_otherwise
from lms.network.updates import MEMBERS, Update
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run

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
    return list(db.session.scalars(_reps_from(0, register(), today(now))))[::AT_ONCE]


def tell_some(first: int, *, now: datetime) -> int:
    """Write to those from this person on who haven't been told and haven't read it; how many letters that were."""
    known, day = register(), today(now)
    ids = list(db.session.scalars(_reps_from(first, known, day).limit(AT_ONCE)))
    people = {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(ids)))}
    count = 0
    for person_id, untold in _untold(ids, known, day).items():
        if untold:
            _tell(people[person_id], untold, now)
            count += 1
    return count


def _reps_from(first: int, known: Register, day: date):
    """The ids of members who hold an accreditation that rests on an edition with something that is said otherwise."""
    changed = [number for number, taught in known.taught.items() if learned_otherwise([taught], known.now)]
    learned = exists().where(
        Accreditation.person_id == Person.id, Accreditation.run_id == Run.id, LEARNED, among(Run.snapshot_id, "old")
    )
    return select(Person.id).where(
        Person.id >= first, Person.email.is_not(None), Person.membership_status.in_(MEMBERS), learned,
    ).order_by(Person.id).params(old=changed, today=day)


_OF_THESE = several(
    course=select(Accreditation.person_id, Run.snapshot_id).join(Run, Run.id == Accreditation.run_id).where(
        LEARNED, among(Accreditation.person_id)
    ),
    known=select(LawReading.person_id, LawReading.statement, LawReading.digest).where(among(LawReading.person_id)),
    told=select(LawNotice.person_id, LawNotice.statement, LawNotice.digest).where(among(LawNotice.person_id)),
)


def _untold(ids: Iterable[int], known: Register, day: date) -> dict[int, dict[str, str]]:
    """By person, what she learned otherwise, hasn't read and wasn't told of: slug to what is to be read."""
    courses: dict[int, list[dict[str, str]]] = {person_id: [] for person_id in ids}
    settled: set[tuple[int, str, str]] = set()
    for row in db.session.execute(_OF_THESE, {"ids": list(courses), "today": day}):
        if row.part == "course":
            courses[row.person_id].append(known.taught[row.snapshot_id])
        else:
            settled.add((row.person_id, row.statement, row.digest))
    return {
        person_id: {slug: known.now[slug] for slug in learned_otherwise(taught, known.now)
                    if (person_id, slug, known.now[slug]) not in settled}
        for person_id, taught in courses.items()
    }


def _tell(person: Person, untold: dict[str, str], now: datetime) -> None:
    db.session.add_all(LawNotice(person_id=person.id, statement=slug, digest=digest, told_at=now)
                       for slug, digest in untold.items())
    db.session.flush()
    mail.post(
        "network/changed", to=person.email, to_label=person.name, subject="Something that you learned has changed",
        now=now, name=person.known_as or person.name, count=len(untold), link=mail.address("/updates"),
    )
