"""What rests on a statement of law: the pages that cite it, the runs that teach it, accreditations and certificates."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import unescape

from sqlalchemy import Date, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from lms.accreditation.models import Accreditation
from lms.certificates.models import Certificate, CertificateEnd
from lms.content.law import Law
from lms.content.shapes import Module, Programme
from lms.db import db, several
from lms.network.register import Register
from lms.network.statements import Statement
from lms.runs.models import Run


@dataclass(frozen=True)
class Cited:
    """A page, or the rest of a module, that rests on a statement."""

    programme: str  # its title
    module: str
    page: str  # its title; or that it is in the rest of the module


REST = "checks, case studies or the page to keep"


def cited_in(programme: Programme, law: Law) -> list[Cited]:
    """Where this programme's modules cite it, in their order."""
    found = []
    for module in programme.modules:
        pages = [page.title for page in module.pages if _cites(page.html, law)]
        rest = [REST] if _cites(_rest(module), law) and not pages else []
        found += [Cited(programme.title, module.title, title) for title in pages + rest]
    return found


def _cites(html: str, law: Law) -> bool:
    text = unescape(html)
    return f"<p>{law.title}</p>" in text or f"<strong>{law.title}</strong>" in text or f'"law:{law.slug}"' in text


def _rest(module: Module) -> str:
    cases = [case.brief + case.task + case.notes for case in module.case_studies]
    checks = [check.ask + "".join(answer.why for answer in check.answers) for check in module.checks]
    return "".join([module.keep, *cases, *checks, *(each.prompt for each in module.reflections)])


@dataclass(frozen=True)
class Taught:
    """A run that goes on, and the edition that it keeps."""

    ref: str
    place: str
    state: str
    snapshot_id: int
    version: str


@dataclass(frozen=True)
class Resting:
    """What rests on each edition: its runs, the accreditations that hold, and the certificates that are in force."""

    runs: dict[int, list[Taught]]  # by snapshot
    accreditations: Counter
    certificates: Counter

    def runs_of(self, snapshots: Iterable[int]) -> list[Taught]:
        return sorted((run for each in snapshots for run in self.runs.get(each, ())), key=lambda run: run.ref)

    def accredited(self, snapshots: Iterable[int]) -> int:
        return sum(self.accreditations[each] for each in snapshots)

    def certified(self, snapshots: Iterable[int]) -> int:
        return sum(self.certificates[each] for each in snapshots)


_today = bindparam("today", type_=Date())
# Who holds an accreditation, by its row: a suspended rep reads what has changed, too.
HOLDS = (Accreditation.ended_at.is_(None), Accreditation.valid_to >= _today)
_going_on = aliased(Accreditation)
# What she learned for one that was renewed she goes on from: a refresher teaches only part of it again.
LEARNED = or_(and_(*HOLDS), and_(Accreditation.renewed_by_id.is_not(None), exists().where(
    _going_on.person_id == Accreditation.person_id, _going_on.rep_kind == Accreditation.rep_kind,
    _going_on.ended_at.is_(None), _going_on.valid_to >= _today,
)))
_RESTING = several(
    run=select(Run.snapshot_id, Run.id.label("number"), Run.ref, Run.place, Run.state).where(
        Run.state.in_(("open", "confirmed"))
    ),
    accreditation=select(Run.snapshot_id, func.count(Accreditation.id).label("number")).join(
        Run, Run.id == Accreditation.run_id).where(*HOLDS).group_by(Run.snapshot_id),
    certificate=select(Run.snapshot_id, func.count(Certificate.id).label("number")).join(
        Run, Run.id == Certificate.run_id).outerjoin(CertificateEnd, CertificateEnd.certificate_id == Certificate.id)
    .outerjoin(Accreditation, Accreditation.id == Certificate.accreditation_id).where(
        CertificateEnd.certificate_id.is_(None), Accreditation.ended_at.is_(None),
        or_(Certificate.valid_until.is_(None), Certificate.valid_until >= _today),
    ).group_by(Run.snapshot_id),
)


def resting_on(register: Register, today: date) -> Resting:
    """By edition, what rests on it; one statement."""
    versions = {edition.id: edition.version for edition in register.editions}
    runs, counts = {}, {"accreditation": Counter(), "certificate": Counter()}
    for row in db.session.execute(_RESTING, {"today": today}):
        if row.part == "run":
            runs.setdefault(row.snapshot_id, []).append(
                Taught(row.ref, row.place, row.state, row.snapshot_id, versions[row.snapshot_id]))
        else:
            counts[row.part][row.snapshot_id] = row.number
    return Resting(runs, counts["accreditation"], counts["certificate"])


def cited_now(register: Register, statement: Statement) -> list[Cited]:
    """The pages of the latest versions that cite it."""
    return [each for edition in register.latest if edition.programme.statement(statement.slug)
            for each in cited_in(edition.programme, statement.law)]
