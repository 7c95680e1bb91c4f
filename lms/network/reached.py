"""Which reps knew a statement otherwise, who of them has read what is so now, and who is to be told of anything."""

from datetime import date

from sqlalchemy import Integer, Select, and_, bindparam, case, cast, exists, func, or_, select

from lms.accreditation.models import Accreditation
from lms.db import Texts, among, db
from lms.network.knowledge import WAYS
from lms.network.models import LawNotice, LawReading
from lms.network.register import Register
from lms.network.resting import LEARNED
from lms.network.statements import Statement
from lms.people.models import Person
from lms.runs.models import Run

# Who has left the union is told nothing any more.
MEMBERS = ("current", "arrears", "suspended")
_IS_REP = exists().where(Accreditation.person_id == Person.id, LEARNED)


def _last_read(keys: str):
    return select(func.max(LawReading.read_at)).where(
        LawReading.person_id == Person.id, LawReading.statement == bindparam("statement"),
        among(LawReading.digest, keys, Texts),
    ).correlate(Person).scalar_subquery()


_LEARNED_IT = or_(*(
    part.where(of.person_id == Person.id, among(Run.snapshot_id, "old")).correlate(Person).exists()
    for of, part, _ in WAYS
))
_READ_NOW, _READ_ELSE = _last_read("keys_of_now"), _last_read("keys_of_else")
_SAT_NOW = or_(*(
    part.where(of.person_id == Person.id, among(Run.snapshot_id, "new"), sat_until.is_not(None),
               or_(_READ_ELSE.is_(None), sat_until > _READ_ELSE)).correlate(Person).exists()
    for of, part, sat_until in WAYS
))
# The same as `rules.known_otherwise`, for one statement and everybody.
_KNEW_OTHERWISE = and_(or_(_READ_ELSE.is_not(None), _LEARNED_IT), ~_SAT_NOW)
_HAS_READ = and_(_READ_NOW.is_not(None), or_(_READ_ELSE.is_(None), _READ_NOW > _READ_ELSE))
_OF_IT = (Person.membership_status.in_(MEMBERS), _IS_REP, _KNEW_OTHERWISE)
_TOLD = and_(LawNotice.person_id == Person.id, LawNotice.statement == bindparam("statement"),
             LawNotice.digest == bindparam("digest"))
_REPS = select(
    Person.id, Person.name, Person.folded_name, Person.email, LawNotice.told_at,
    case((_HAS_READ, _READ_NOW)).label("read_at"),
).outerjoin(LawNotice, _TOLD).where(*_OF_IT)
_COUNTS = select(
    func.count(Person.id).label("reps"), func.coalesce(func.sum(cast(_HAS_READ, Integer)), 0).label("read"),
).where(*_OF_IT)


def reps_of(statement: Statement, day: date, *, read: bool | None = None) -> Select:
    """The reps who knew it otherwise, as a statement: of those who have read what is so now, or who haven't."""
    wanted = _REPS if read is None else _REPS.where(_HAS_READ if read else ~_HAS_READ)
    return wanted.params(**_asked(statement, day))


def counts_of(statement: Statement, day: date) -> tuple[int, int]:
    """How many knew it otherwise, and how many of them have read what is so now."""
    if len(statement.times) < 2:
        return 0, 0
    reps, read = db.session.execute(_COUNTS, _asked(statement, day)).one()
    return reps, int(read)


def _asked(statement: Statement, day: date) -> dict:
    return {
        "old": sorted(statement.teach_otherwise), "new": sorted(statement.teach_it), "today": day,
        "statement": statement.slug, "digest": statement.to_read, "keys_of_now": statement.keys_of_now,
        "keys_of_else": statement.keys_of_else,
    }


def reps_from(first: int, known: Register, day: date) -> Select:
    """The ids of reps who may have something to be told: what they learned somewhere, or read once, is so no more."""
    changed = [number for number, taught in known.taught.items()
               if any(known.now.get(slug, means) != means for slug, means in taught.items())]
    has_read = exists().where(LawReading.person_id == Person.id)
    return select(Person.id).where(
        Person.id >= first, Person.email.is_not(None), Person.membership_status.in_(MEMBERS), _IS_REP,
        or_(_LEARNED_IT, has_read),
    ).order_by(Person.id).params(old=changed, today=day)
