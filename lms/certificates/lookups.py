"""Finding certificates; who of a run would get one, and why not; what the check of a code answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, load_only

from lms import demo_mark
from lms.accreditation.files import CaseFile
from lms.accreditation.lookups import case_files_of, standings_of
from lms.certificates import lettering, rules, wordings
from lms.certificates.codes import normalise, printed
from lms.certificates.installation import code_keys
from lms.certificates.models import Batch, Certificate, CertificateFile
from lms.clock import today
from lms.content.operations import programme_of, union
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run

# A certificate with what its pages show, and never with the file itself.
SHOWN = (
    joinedload(Certificate.end),
    joinedload(Certificate.file).options(load_only(CertificateFile.certificate_id, CertificateFile.made_at)),
    joinedload(Certificate.accreditation),
    joinedload(Certificate.run),
)


@dataclass(frozen=True)
class Line:
    """One person in the dry run of a run."""

    person: Person
    file: CaseFile
    gets: tuple[str, ...]  # what would be issued now: "accreditation", "completion"
    has: tuple[str, ...]  # what was issued before
    why: str
    s10: bool = False
    refused: str | None = None  # a sentence: it is hers, but can't be issued yet

    @property
    def nothing(self) -> bool:
        return not self.gets and not self.has


def dry_run(run: Run, now: datetime) -> list[Line]:
    """What would be issued to each trainee if it were issued now; by name."""
    files = case_files_of(run, now)
    issued = _issued_for(files)
    demo, programme = demo_mark.is_demo(), programme_of(run.snapshot)
    return [_line(file, issued, programme, demo) for file in files]


def _line(file: CaseFile, issued: dict[tuple[str, int], Certificate], programme, demo: bool) -> Line:
    due = due_to(file)
    has = tuple(kind for kind, row in due if (kind, row.id) in issued)
    gets = tuple(kind for kind, row in due if (kind, row.id) not in issued)
    refused = _refusal(file, gets, programme, demo)
    return Line(
        person=file.person, file=file, gets=() if refused else gets, has=has, refused=refused,
        s10="accreditation" in gets and wordings.says_companion(file.accreditation),
        why=refused or _why(file, gets, has),
    )


def due_to(file: CaseFile) -> list[tuple[str, object]]:
    """What was decided on this run, with the row that each certificate rests on."""
    due = []
    if file.accreditation and file.accreditation.run_id == file.run.id:
        due.append(("accreditation", file.accreditation))
    if file.decision and file.decision.run_id == file.run.id:
        due.append(("completion", file.decision))
    return due


def _refusal(file: CaseFile, gets: tuple[str, ...], programme, demo: bool) -> str | None:
    if not gets:
        return None
    if missing := lettering.uncovered(file.person.name):
        signs = ", ".join(sorted(missing))
        return f"Our certificate has no letter for {signs}. Ask her how she would like her name printed."
    if absent := [kind for kind in gets if programme.wording(kind) is None]:
        return f"The programme has no wording for the certificate of {absent[0]}."
    if not demo and (waiting := wordings.unapproved(programme, set(gets))):
        return f"The wording “{waiting[0].title}” has not been approved yet."
    return None


def _why(file: CaseFile, gets: tuple[str, ...], has: tuple[str, ...]) -> str:
    lines = file.conditions
    if has and not gets:
        return "Issued already"
    if "accreditation" in gets:
        if wordings.says_companion(file.accreditation):
            return f"{rules.in_words(len(lines)).capitalize()} of {rules.in_words(len(lines))} met"
        return "Without the s.10 sentence: the companion element is not met"
    if not file.standard.asks or "Q8" not in file.standard.asks:
        return "Course completed" if gets else _in_the_way(file)
    if file.may_be_accredited:
        return "Everything is met. The administrator has not accredited her yet"
    return _in_the_way(file)


def _in_the_way(file: CaseFile) -> str:
    known = [line.known.rstrip(".") for line in file.in_the_way]
    return "; ".join(known[:2]) or "The completion has not been decided yet"


def _issued_for(files: Iterable[CaseFile]) -> dict[tuple[str, int], Certificate]:
    """The first certificates of these decisions and accreditations, by kind and what they rest on."""
    decisions = [file.decision.id for file in files if file.decision]
    accreditations = [file.accreditation.id for file in files if file.accreditation]
    found = db.session.scalars(
        select(Certificate).where(
            Certificate.supersedes_id.is_(None),
            or_(Certificate.completion_decision_id.in_(decisions), Certificate.accreditation_id.in_(accreditations)),
        )
    )
    return {(row.kind, row.completion_decision_id or row.accreditation_id): row for row in found}


def find_certificate(number: str) -> Certificate | None:
    return db.session.scalar(
        select(Certificate).where(Certificate.number == number.upper()).options(*SHOWN, joinedload(Certificate.person))
    )


def certificates_of(person: Person) -> list[Certificate]:
    """All that were ever issued to her, the newest first."""
    found = select(Certificate).where(Certificate.person_id == person.id).options(*SHOWN)
    return list(db.session.scalars(found.order_by(Certificate.issued_at.desc(), Certificate.id.desc())))


def certificates_of_run(run: Run) -> list[Certificate]:
    """What was issued for this run, by name and kind."""
    found = select(Certificate).where(Certificate.run_id == run.id).options(*SHOWN)
    return sorted(db.session.scalars(found), key=lambda row: (rules.folded(row.name), row.kind, row.id))


def issued(page: int = 1, per_page: int = 50) -> tuple[list[Certificate], int]:
    """One page of all certificates, the newest first, and how many there are."""
    found = select(Certificate).options(*SHOWN).order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    rows = db.session.scalars(found.limit(per_page).offset((page - 1) * per_page)).all()
    return list(rows), db.session.scalar(select(func.count(Certificate.id)))


def batches_of(run: Run) -> list[Batch]:
    """What was issued for this run and when, the latest first."""
    return list(db.session.scalars(select(Batch).where(Batch.run_id == run.id).order_by(Batch.id.desc())))


def made_in(batch: Batch) -> int:
    """How many documents of it there are by now."""
    return db.session.scalar(
        select(func.count(CertificateFile.certificate_id))
        .join(Certificate, Certificate.id == CertificateFile.certificate_id)
        .where(Certificate.batch_id == batch.id)
    )


def unmade_in(batch_id: int) -> list[int]:
    """The certificates of a batch that have no document yet, in the order of their numbers."""
    found = (
        select(Certificate.id)
        .outerjoin(CertificateFile, CertificateFile.certificate_id == Certificate.id)
        .where(Certificate.batch_id == batch_id, CertificateFile.certificate_id.is_(None))
    )
    return list(db.session.scalars(found.order_by(Certificate.id)))


def certificate_by_code(typed: str) -> Certificate | None:
    """The certificate that carries this code, however it was typed."""
    code = normalise(typed)
    # A code that can't be ours is looked for all the same: each answer takes the same work.
    wanted = code_keys().lookup(code or "")
    return db.session.scalar(select(Certificate).where(Certificate.code_lookup == wanted).options(*SHOWN))


def code_of(certificate: Certificate) -> str:
    """Its code, without separators."""
    return code_keys().unseal(certificate.code_sealed, certificate.number)


def printed_code(certificate: Certificate) -> str:
    return printed(code_of(certificate))


@dataclass(frozen=True)
class Answer:
    """What the check of a code says; without a name, whatever it says."""

    state: str
    sentence: str
    checked_at: datetime
    certificate: Certificate | None = None
    ended_on: date | None = None

    @property
    def certifies(self) -> str:
        """The award, and whether the statement on companions stands on it."""
        if self.certificate.kind == "completion":
            return self.certificate.title
        title = self.certificate.title.capitalize()
        return f"{title}, with the statement on companions at hearings" if self.certificate.s10 else title


def answer_for(certificate: Certificate | None, now: datetime) -> Answer:
    """How it stands today."""
    if certificate is None:
        return Answer(rules.NOT_FOUND, rules.sentence(rules.NOT_FOUND), now)
    held = held_by([certificate], now)[certificate.id]
    state = rules.status(held, today(now))
    return Answer(state, rules.sentence(state, held), now, certificate, held.ended_on)


def held_by(certificates: list[Certificate], now: datetime) -> dict[int, rules.Held]:
    """What decides whether each of these holds, in a fixed number of queries."""
    accredited = [row for row in certificates if row.accreditation]
    standings = standings_of({row.person_id for row in accredited}, now) if accredited else {}
    return {row.id: _held(row, standings, now) for row in certificates}


def _held(row: Certificate, standings, now: datetime) -> rules.Held:
    award = row.accreditation
    if row.end and row.end.at <= now:
        return rules.Held(row.valid_until, row.end.kind, today(row.end.at))
    if award and award.ended_at and award.ended_at <= now:
        return rules.Held(row.valid_until, rules.WITHDRAWN, today(award.ended_at))
    standing = standings.get((row.person_id, award.rep_kind)) if award else None
    return rules.Held(row.valid_until, suspended=bool(standing and standing.state == "suspended"))


def issuer() -> str:
    return union().name
