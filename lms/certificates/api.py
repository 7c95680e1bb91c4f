"""For programs: certificates that were issued, their documents, issuing, withdrawal, a corrected name."""

from flask import url_for
from sqlalchemy import false

from lms import clock
from lms.certificates import api_schemas as shapes
from lms.certificates import lookups, operations, planning, rules, schemas
from lms.certificates.issued_views import LISTED, ORDER, key, states_of
from lms.certificates.models import Batch, Certificate
from lms.certificates.own import hers
from lms.certificates.views import found_certificate, found_run, send_document
from lms.content.operations import programme_of
from lms.db import db
from lms.runs.lookups import run_by_ref
from lms.runs.models import Run
from lms.web import administrators, asking, signed_in
from lms.web.api import Door, listed, read
from lms.web.paging import Slice, read_slice

api = Door("Certificates", __name__, "What was issued, its documents, and the check of a code.")
A_PDF = "The document as it was sealed; 404 while it isn't made yet."


def _issued_shown(row: Certificate, state: str) -> dict:
    names = ("number", "kind", "title", "person_id", "name", "issued_on", "valid_until")
    return {name: getattr(row, name) for name in names} | {"run": row.run and row.run.ref, "state": state}


def _shown(row: Certificate) -> dict:
    """A certificate as CertificateShown has it."""
    answer, successor = lookups.answer_for(row, clock.now()), lookups.successor_of(row)
    names = ("issued_by", "body", "s10", "wording", "wording_approved_by", "specimen", "end")
    return _issued_shown(row, answer.state) | {name: getattr(row, name) for name in names} | {
        "code": lookups.printed_code(row), "sentence": answer.sentence, "is_made": row.file is not None,
        "successor": successor and successor.number,
    }


@api.get("/certificates")
@administrators
@api.asks(shapes.IssuedAsked)
@api.gives_list(shapes.IssuedShown)
def issued(asked):
    """All certificates that were issued, the newest first, and how each stands today."""
    wanted = LISTED
    if asked["run"]:
        run = run_by_ref(asked["run"])
        wanted = wanted.where(Certificate.run_id == run.id if run else false())
    part = read_slice(wanted, ORDER, key, of=f"certificates:{asked['run'].upper()}", after=asked["after"],
                      most=asked["limit"], descending=True)
    states = states_of(part.rows)
    return listed(part, lambda row: _issued_shown(row, states[row.id]))


@api.get("/certificates/<number>")
@administrators
@api.gives(200, shapes.CertificateShown, tagged=True)
def certificate(number):
    """One certificate."""
    return _shown(found_certificate(number))


@api.get("/certificates/<number>/document")
@administrators
@api.gives_file("application/pdf", description=A_PDF)
def document(number):
    """The document of a certificate."""
    return send_document(found_certificate(number))


@api.post("/certificates/<number>/withdrawal")
@administrators
@api.takes(schemas.WithdrawSchema)
@api.gives(200, shapes.CertificateShown)
def withdrawal(number):
    """Withdraw a certificate from today; an accreditation that it certifies ends with it."""
    row = found_certificate(number)
    operations.withdraw(row, **read(), actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(row)


@api.post("/certificates/<number>/correction")
@administrators
@api.takes(schemas.CorrectNameSchema)
@api.gives(201, shapes.CertificateShown)
def correction(number):
    """Issue a certificate anew under the right name; the answer is the one that takes its place."""
    row = found_certificate(number)
    new = operations.correct_name(row, read()["name"], actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(found_certificate(new.number))


def _batch_shown(batch: Batch, run: Run) -> dict:
    names = ("id", "job_id", "planned", "requested_at", "requested_by")
    return {name: getattr(batch, name) for name in names} | {"run": run.ref, "made": lookups.made_in(batch)}


@api.get("/runs/<ref>/certificates")
@administrators
@api.gives(200, shapes.DryRunShown)
def dry_run(ref):
    """What would be issued for a run now, to whom and why; nothing is issued by asking."""
    run = found_run(ref)
    lines, batches = planning.dry_run(run, clock.now()), lookups.batches_of(run)
    sums = planning.sums_of(lines)
    return {
        "run": run.ref, "standard": programme_of(run.snapshot).standard.version, "seen": planning.fingerprint(lines),
        "batch": _batch_shown(batches[0], run) if batches else None,
        "lines": [{
            "person_id": line.person.id, "name": line.person.name, "gets": line.gets, "has": line.has,
            "why": line.why, "waits": line.refused is not None,
        } for line in lines],
    } | {name: getattr(sums, name) for name in ("accreditations", "completions", "nothing", "falls_short")}


@api.post("/runs/<ref>/certificates")
@administrators
@api.takes(schemas.IssueKnowingWhySchema)
@api.gives(202, shapes.BatchShown)
def issue(ref):
    """Issue what the dry run showed; the documents are made by a job that you can ask about.

    Where the dry run would show something else by now, nothing is issued.
    """
    run = found_run(ref)
    batch = operations.issue_run(run, seen=read()["seen"], actor=asking(), now=clock.now())
    db.session.commit()
    return _batch_shown(batch, run), 202, {"Location": url_for("desk_api.job", job_id=batch.job_id)}


@api.get("/my-certificates")
@signed_in
@api.gives_list(shapes.OwnCertificateShown)
def mine():
    """Your own certificates, the newest first, and how each stands today."""
    now, rows = clock.now(), lookups.certificates_of(asking())
    held, names = lookups.held_by(rows, now), ("number", "kind", "title", "name", "issued_on", "valid_until")

    def shown(row: Certificate) -> dict:
        state = rules.status(held[row.id], clock.today(now))
        return {name: getattr(row, name) for name in names} | {
            "code": lookups.printed_code(row), "state": state, "sentence": rules.sentence(state, held[row.id]),
            "specimen": row.specimen, "is_made": row.file is not None,
        }

    return listed(Slice(rows, None), shown)


@api.get("/my-certificates/<number>/document")
@signed_in
@api.gives_file("application/pdf", description=A_PDF)
def download(number):
    """The document of a certificate of yours."""
    return send_document(hers(number))


from lms.certificates import checking_api  # noqa: E402, F401  (its views hang on `api`)
