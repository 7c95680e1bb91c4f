"""Finding certificates: by number, by holder, by run, by batch, by the printed code."""

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, load_only

from lms.certificates import rules
from lms.certificates.answers import Answer, answer_for, certificate_by_code, code_of, held_by, printed_code
from lms.certificates.models import Batch, Certificate, CertificateFile
from lms.certificates.planning import Line, dry_run
from lms.certificates.shown import SHOWN
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run
from lms.web.paging import Slice, cut

__all__ = [
    "Answer", "Line", "answer_for", "batches_of", "certificate_by_code", "certificates_of", "certificates_of_run",
    "code_of", "dry_run", "find_certificate", "held_by", "made_for", "made_in", "newest_first", "page_of_run",
    "printed_code", "successor_of", "unmade_in",
]


def find_certificate(number: str) -> Certificate | None:
    return db.session.scalar(
        select(Certificate).where(Certificate.number == number.upper()).options(*SHOWN, joinedload(Certificate.person))
    )


# Those of one person whose document is made, as a part of a statement.
MADE = (
    select(Certificate.id, Certificate.run_id, Certificate.kind, Certificate.number, Certificate.title,
           Certificate.issued_on)
    .join(CertificateFile, CertificateFile.certificate_id == Certificate.id)
    .where(Certificate.person_id == bindparam("person"))
)


def made_for(person: Person) -> list:
    """The number and title of each certificate of hers that can be opened, the newest first."""
    return newest_first(db.session.execute(MADE, {"person": person.id}))


def newest_first(rows: Iterable) -> list:
    """Rows of MADE; of a day the accreditation comes first."""
    return sorted(rows, key=lambda row: (-row.issued_on.toordinal(), row.kind, -row.id))


def certificates_of(person: Person) -> list[Certificate]:
    """All that were ever issued to her, the newest first, and of a day the accreditation."""
    found = select(Certificate).where(Certificate.person_id == person.id).options(*SHOWN)
    newest = (Certificate.issued_on.desc(), Certificate.kind, Certificate.id.desc())
    return list(db.session.scalars(found.order_by(*newest)))


_OF_RUN = select(Certificate).where(Certificate.run_id == bindparam("run")).options(
    joinedload(Certificate.end),
    load_only(Certificate.name, Certificate.kind, Certificate.number, Certificate.issued_on, Certificate.specimen,
              Certificate.person_id),
)


def certificates_of_run(run: Run) -> list[Certificate]:
    """What was issued for this run, by name and kind; only what a list of them shows."""
    return sorted(db.session.scalars(_OF_RUN, {"run": run.id}), key=_by_name)


def page_of_run(run: Run, after: str | None) -> Slice:
    """A page of the same. Raises Refusal for a cursor of another list."""
    return cut(certificates_of_run(run), _by_name, of=f"issued:{run.ref}", after=after)


def _by_name(row: Certificate) -> tuple:
    return rules.folded(row.name), row.kind, row.id


def successor_of(certificate: Certificate) -> Certificate | None:
    """The one that took its place."""
    return db.session.scalar(select(Certificate).where(Certificate.supersedes_id == certificate.id))


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
