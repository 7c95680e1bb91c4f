"""Issuing, the document, withdrawal, a corrected name: each once, and none of them undone."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit, demo_mark, jobs, mail
from lms.accreditation.operations import end_accreditation
from lms.certificates import lettering, rules, wordings
from lms.certificates.answers import code_of
from lms.certificates.codes import new_code
from lms.certificates.document import CertificateFacts, Signatory
from lms.certificates.installation import code_keys, site
from lms.certificates.models import Batch, Certificate, CertificateEnd, CertificateFile, NumberSeries
from lms.certificates.planning import Line, dry_run, due_to, fingerprint
from lms.clock import today
from lms.content.operations import union
from lms.db import db
from lms.refusal import Refusal
from lms.runs.models import Run

NOTHING_LEFT = "Nothing is left to issue for this run."
TAKEN = "These certificates have just been issued. Nothing was issued twice."


def issue_run(run: Run, *, seen: str | None = None, actor, now: datetime) -> Batch:
    """Issue what the dry run shows: all rows at once, their documents by a job, one step each.

    `seen` is the fingerprint of the dry run that was looked at; where it has changed since, nothing is issued.
    """
    db.session.execute(select(Run.id).where(Run.id == run.id).with_for_update())
    shown = dry_run(run, now)
    if seen is not None and seen != fingerprint(shown):
        raise Refusal("This list has changed since you opened it. Nothing was issued. Look through it again.")
    lines = [line for line in shown if line.gets]
    if not lines:
        raise Refusal(NOTHING_LEFT, code="nothing to issue")
    batch = _batch(run.id, sum(len(line.gets) for line in lines), actor, now)
    try:
        with db.session.begin_nested():
            for line in lines:
                _issue(line, batch, actor, now)
            db.session.flush()
    except IntegrityError:
        raise Refusal(TAKEN, code="issued already") from None
    batch.job_id = jobs.enqueue("certificates.make-documents", batch_id=batch.id)
    audit.record("issued certificates", actor, run, now, certificates=batch.planned, batch=batch.id)
    return batch


def _batch(run_id: int | None, planned: int, actor, now: datetime) -> Batch:
    batch = Batch(run_id=run_id, requested_at=now, requested_by=actor.audit_label[:120], planned=planned)
    db.session.add(batch)
    db.session.flush()
    return batch


def _issue(line: Line, batch: Batch, actor, now: datetime) -> None:
    programme, issuer, demo = wordings.programme_as_worded_now(line.file.run), union(), demo_mark.is_demo()
    for kind, award in due_to(line.file):
        if kind not in line.gets:
            continue
        words = wordings.words_of(kind, line.file, programme, issuer)
        if not words.approved and not demo:
            raise Refusal(f"The wording {words.label} has not been approved yet.")
        certificate = Certificate(
            kind=kind, person=line.person, run_id=line.file.run.id, batch_id=batch.id,
            accreditation_id=award.id if kind == "accreditation" else None,
            completion_decision_id=award.id if kind == "completion" else None,
            name=lettering.composed(line.person.name), title=words.title, body=words.body, s10=words.s10,
            issued_on=today(now), valid_until=award.valid_to if kind == "accreditation" else None,
            wording=words.label, wording_approved_by=words.approved_by, wording_approved_on=words.approved_on,
            specimen=not words.approved,
            facts={
                "union": issuer.name, "base_url": site(), "signatories": words.signatories,
                "modules": list(words.modules), "programme_line": words.programme_line, "held": words.held,
                "programme": programme.slug, "programme_version": programme.version, "hours": programme.hours,
            },
        )
        _number(certificate, actor, now)


def _number(certificate: Certificate, actor, now: datetime) -> None:
    """The next number of its kind and year, a fresh code, and the moment of issue."""
    year = today(now).year
    certificate.number = rules.number(union().number_prefix, certificate.kind, year, _next(certificate.kind, year))
    code = new_code()
    certificate.code_lookup = code_keys().lookup(code)
    certificate.code_sealed = code_keys().seal(code, certificate.number)
    certificate.issued_at, certificate.issued_by = now, actor.audit_label[:120]
    db.session.add(certificate)
    db.session.flush()


def _next(kind: str, year: int) -> int:
    """Counted without gaps: the row stays locked until the certificate is there, or neither is."""
    wanted = select(NumberSeries).where(NumberSeries.kind == kind, NumberSeries.year == year)
    series = db.session.scalar(wanted.with_for_update())
    if series is None:
        try:
            with db.session.begin_nested():
                db.session.add(NumberSeries(kind=kind, year=year, last=0))
                db.session.flush()
        except IntegrityError:
            pass  # another transaction began this year's series a moment ago
        series = db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    series.last += 1
    db.session.flush()
    return series.last


def facts_of(certificate: Certificate) -> CertificateFacts:
    """What stands on the paper, from the issued row alone."""
    kept = certificate.facts
    return CertificateFacts(
        number=certificate.number, kind=certificate.kind, title=certificate.title, name=certificate.name,
        union=kept["union"], body=certificate.body, s10=certificate.s10, issued_on=certificate.issued_on,
        valid_until=certificate.valid_until, wording=certificate.wording, specimen=certificate.specimen,
        code=code_of(certificate), base_url=kept["base_url"],
        signatories=tuple(Signatory(**signed) for signed in kept["signatories"]),
        modules=tuple(kept["modules"]), programme_line=kept["programme_line"], held=kept["held"],
    )


def keep_document(certificate: Certificate, pdf: bytes, now: datetime) -> bool:
    """Keep the sealed file, once, and tell her that it is there; False where it was there already."""
    if db.session.get(CertificateFile, certificate.id) is not None:
        return False
    db.session.add(
        CertificateFile(certificate_id=certificate.id, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), made_at=now)
    )
    db.session.flush()
    person = certificate.person
    if person.email:
        mail.post(
            "certificates/ready", person.email, "Your certificate is ready", now=now, to_label=person.name,
            name=person.known_as or person.name, award=certificate.title, link=mail.address("/my-certificates"),
        )
    return True


def withdraw(certificate: Certificate, *, reason: str, actor, now: datetime) -> CertificateEnd:
    """It stops today, and an accreditation that it certifies ends with it; the file stays as it was issued."""
    if reason not in rules.REASONS:
        raise Refusal(rules.WITHDRAWAL_NEEDED, field="reason")
    end = _end(certificate, "withdrawn", reason, actor, now)
    award = certificate.accreditation
    if award is not None and award.ended_at is None:
        end_accreditation(award, reason=rules.REASONS[reason], actor=actor, now=now)
    audit.record("withdrew a certificate", actor, certificate, now, reason=reason)
    return end


def correct_name(certificate: Certificate, name: str, *, actor, now: datetime) -> Certificate:
    """A new number and code under the right name, with the dates of the one that it supersedes."""
    name = " ".join(lettering.composed(name).split())
    if not name:
        raise Refusal("Type the name as it should be printed.", field="name")
    if name == certificate.name:
        raise Refusal("That is the name as it is printed now.", field="name")
    if missing := lettering.uncovered(name):
        raise Refusal(f"Our certificate has no letter for {', '.join(sorted(missing))}.", field="name")
    _end(certificate, "superseded", "name", actor, now)
    batch = _batch(certificate.run_id, 1, actor, now)
    wrong = certificate.name
    corrected = Certificate(
        kind=certificate.kind, person=certificate.person, run_id=certificate.run_id, batch_id=batch.id,
        accreditation=certificate.accreditation, completion_decision=certificate.completion_decision,
        supersedes_id=certificate.id, name=name, title=certificate.title, body=certificate.body.replace(wrong, name),
        s10=certificate.s10.replace(wrong, name) if certificate.s10 else None, facts=certificate.facts,
        issued_on=certificate.issued_on, valid_until=certificate.valid_until, wording=certificate.wording,
        wording_approved_by=certificate.wording_approved_by, wording_approved_on=certificate.wording_approved_on,
        specimen=certificate.specimen,
    )
    _number(corrected, actor, now)
    batch.job_id = jobs.enqueue("certificates.make-documents", batch_id=batch.id)
    audit.record("corrected the name on a certificate", actor, corrected, now, supersedes=certificate.number)
    return corrected


def _end(certificate: Certificate, kind: str, reason: str, actor, now: datetime) -> CertificateEnd:
    ended = Refusal(f"{certificate.number} has been ended already.", code="ended already")
    if certificate.end is not None:
        raise ended
    try:
        with db.session.begin_nested():
            certificate.end = CertificateEnd(kind=kind, at=now, by=actor.audit_label[:120], reason=reason)
            db.session.flush()
    except IntegrityError:
        raise ended from None
    return certificate.end


