"""How much of a certificate its pages load: everything beside it, and never the file itself."""

from sqlalchemy.orm import joinedload, load_only

from lms.certificates.models import Certificate, CertificateFile

SHOWN = (
    joinedload(Certificate.end),
    joinedload(Certificate.file).options(load_only(CertificateFile.certificate_id, CertificateFile.made_at)),
    joinedload(Certificate.accreditation),
    joinedload(Certificate.run),
)
