"""What a rep learned and is said otherwise now: hers to read, and who among the reps has read it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select

from lms.accreditation.models import Accreditation
from lms.clock import at_london, today
from lms.db import among, db, several
from lms.network.models import LawNotice, LawReading, LawRound
from lms.network.register import Register, register
from lms.network.resting import LEARNED
from lms.network.rules import AT, learned_otherwise
from lms.network.statements import Statement, Wording
from lms.people.models import Person
from lms.runs.models import Run

# Who has left the union is told nothing any more.
MEMBERS = ("current", "arrears", "suspended")


@dataclass(frozen=True)
class Update:
    """A statement that said something else when she learned it; `read_at` is when she read what is so now."""

    statement: Statement
    learned: Wording
    read_at: datetime | None

    @property
    def slug(self) -> str:
        return self.statement.slug

    @property
    def now(self) -> Wording:
        """As it is said; where it is dropped, as it was said last."""
        return self.statement.now

    @property
    def dropped(self) -> bool:
        return self.statement.dropped_at is not None

    @property
    def digest(self) -> str:
        """By this it is kept that she has read it."""
        return self.statement.to_read


_HERS = several(
    course=select(Run.snapshot_id).join(Accreditation, Accreditation.run_id == Run.id).where(
        Accreditation.person_id == bindparam("person"), LEARNED
    ),
    reading=select(LawReading.statement, LawReading.digest, LawReading.read_at).where(
        LawReading.person_id == bindparam("person")
    ),
)


def updates_of(person: Person, now: datetime, known: Register | None = None) -> list[Update]:
    """What has changed of the law that her accreditations rest on: what is unread first, then the latest change."""
    rows = db.session.execute(_HERS, {"person": person.id, "today": today(now)}).all()
    courses = [row.snapshot_id for row in rows if row.part == "course"]
    if not courses:
        return []
    known = known or register()
    read = {(row.statement, row.digest): row.read_at for row in rows if row.part == "reading"}
    return _sorted(
        Update(statement, statement.meant(means), read.get((slug, statement.to_read)))
        for slug, means in learned_otherwise([known.taught[each] for each in courses], known.now).items()
        if (statement := known.statement(slug))
    )


def _sorted(updates) -> list[Update]:
    return sorted(updates, key=lambda each: (
        each.read_at is not None, -each.statement.since.timestamp(), each.now.law.title))


def update_of(person: Person, slug: str, now: datetime) -> Update | None:
    return next((each for each in updates_of(person, now) if each.slug == slug), None)


_ELSE = Accreditation.__table__.alias("other")
_ELSE_RUN = Run.__table__.alias("other_run")
_LEARNED_IT = exists().where(
    Accreditation.person_id == Person.id, Accreditation.run_id == Run.id, LEARNED, among(Run.snapshot_id, "old")
)
_LEARNED_THE_NEW = exists().where(
    _ELSE.c.person_id == Person.id, _ELSE.c.run_id == _ELSE_RUN.c.id, among(_ELSE_RUN.c.snapshot_id, "new"),
    or_(_ELSE.c.renewed_by_id.is_not(None), and_(_ELSE.c.ended_at.is_(None), _ELSE.c.valid_to >= bindparam("today"))),
)
_MINE = bindparam("statement"), bindparam("digest")


def _of_this(model):
    return and_(model.person_id == Person.id, model.statement == _MINE[0], model.digest == _MINE[1])


_REPS = (
    select(Person.id, Person.name, Person.folded_name, Person.email, LawReading.read_at, LawNotice.told_at)
    .outerjoin(LawReading, _of_this(LawReading)).outerjoin(LawNotice, _of_this(LawNotice))
    .where(_LEARNED_IT, ~_LEARNED_THE_NEW, Person.membership_status.in_(MEMBERS))
)
_COUNTS = select(func.count(Person.id).label("reps"), func.count(LawReading.id).label("read")).select_from(
    Person).outerjoin(LawReading, _of_this(LawReading)).where(
    _LEARNED_IT, ~_LEARNED_THE_NEW, Person.membership_status.in_(MEMBERS))


def reps_of(statement: Statement, day: date, *, read: bool | None = None) -> Select:
    """The reps who learned it otherwise, as a statement: of those who have read what is so now, or who haven't."""
    wanted = _REPS.params(**_asked(statement, day))
    if read is None:
        return wanted
    return wanted.where(LawReading.id.is_not(None) if read else LawReading.id.is_(None))


def counts_of(statement: Statement, day: date) -> tuple[int, int]:
    """How many learned it otherwise, and how many of them have read what is so now."""
    if not statement.teach_otherwise:
        return 0, 0
    return tuple(db.session.execute(_COUNTS, _asked(statement, day)).one())


def told_next(now: datetime) -> datetime:
    """When those are written to who have not been told yet: once a morning, for all that has changed by then."""
    day = today(now)
    looked = now >= at_london(day, AT) or db.session.get(LawRound, day) is not None
    return at_london(day + timedelta(days=looked), AT)


def _asked(statement: Statement, day: date) -> dict:
    return {
        "old": sorted(statement.teach_otherwise), "new": sorted(statement.teach_it), "today": day,
        "statement": statement.slug, "digest": statement.to_read,
    }
