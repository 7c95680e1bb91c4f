"""What the tests of issuing say again and again: issue it, find it, count it."""

from sqlalchemy import func, select

from lms.certificates.models import Certificate
from lms.certificates.operations import issue_run
from lms.db import begin_writing, db
from lms.runs.lookups import run_by_ref
from tests.make import NOW, US


def issue(ref, **over):
    begin_writing()
    batch = issue_run(run_by_ref(ref), **{"actor": US, "now": NOW} | over)
    db.session.commit()
    return batch


def of(name, kind="accreditation"):
    """The certificate of that kind under that name."""
    return db.session.scalar(select(Certificate).where(Certificate.name == name, Certificate.kind == kind))


def counted(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))
