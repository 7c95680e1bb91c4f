"""Making the documents of a batch: a durable step for each, so that a worker killed half-way repeats none."""

from lms import clock
from lms.certificates import operations
from lms.certificates.installation import seal
from lms.certificates.lookups import unmade_in
from lms.certificates.models import Certificate, CertificateFile
from lms.db import begin_reading, begin_writing, db
from lms.jobs import batch


@batch("certificates.make-documents")
def make_documents(step, batch_id: int) -> None:
    for certificate_id in step(unmade_in, batch_id):
        step(make_document, certificate_id)


def make_document(certificate_id: int) -> None:
    """Draw, seal and keep one; where it is there already, nothing happens."""
    from lms.certificates import document, signing  # half a second that only a worker pays

    if db.session.get(CertificateFile, certificate_id) is not None:
        return
    facts = operations.facts_of(db.session.get(Certificate, certificate_id))
    begin_reading()
    now = clock.now()
    sealed = signing.sign(document.draw(facts), seal(now), issuer=facts.union, at=now)
    begin_writing()
    operations.keep_document(db.session.get(Certificate, certificate_id), sealed, now)
    db.session.commit()
