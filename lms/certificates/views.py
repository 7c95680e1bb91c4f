"""The administrator's pages: the dry run of a run, all that was issued, one certificate and its acts."""

from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for

from lms import clock
from lms.certificates import keys, lookups, operations, planning, rules
from lms.certificates.models import Certificate
from lms.certificates.schemas import CorrectNameSchema, IssueKnowingWhySchema, IssueSchema, WithdrawSchema
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.refusal import Refusal
from lms.runs.lookups import run_by_ref, run_days
from lms.runs.models import Run
from lms.runs.rules import in_words
from lms.web import Form, administrators, asking, read_form, show_form

pages = Blueprint("certificates", __name__)


@pages.record_once
def refuse_a_wrong_key(state) -> None:
    """A signing key that can't be used stops the start, not the first certificate."""
    config = state.app.config
    if config["SIGNING_KEY"]:
        keys.read_files(config["SIGNING_KEY"], config["SIGNING_CERT"], config["CLOCK"]())


def found_run(ref: str) -> Run:
    return run_by_ref(ref) or abort(404)


def found_certificate(number: str) -> Certificate:
    return lookups.find_certificate(number) or abort(404)


@pages.get("/runs/<ref>/certificates")
@administrators
def dry_run(ref: str):
    return show_dry_run(found_run(ref))


def show_dry_run(run: Run, form: Form | None = None):
    """The dry run; `form` is one that was refused."""
    now = clock.now()
    lines = planning.dry_run(run, now)
    batches, after, issued_after = lookups.batches_of(run), request.args.get("after"), request.args.get("issued")
    part, issued = planning.page_of(lines, run, after), lookups.page_of_run(run, issued_after)
    page = render_template(
        "certificates/dry_run.html", run=run, lines=part.rows, sums=planning.sums_of(lines), now=now,
        form=form or show_form(issue_schema(lines), {"seen": planning.fingerprint(lines)}),
        programme=programme_of(run.snapshot), days=run_days(run), batch=batches[0] if batches else None,
        made=lookups.made_in(batches[0]) if batches else 0, certificates=issued.rows, listed=in_words,
        count=len(lines), first=not after, after=part.after, issued_first=not issued_after, issued_after=issued.after,
        url=lambda **more: url_for(".dry_run", ref=run.ref, **more),
        issued_url=lambda after=None: url_for(".dry_run", ref=run.ref, issued=after, _anchor="issued"),
    )
    return (page, 422) if form else page


def issue_schema(lines: list[planning.Line]):
    return IssueKnowingWhySchema if planning.sums_of(lines).falls_short else IssueSchema


@pages.post("/runs/<ref>/certificates")
@administrators
def issue(ref: str):
    run = found_run(ref)
    form = read_form(issue_schema(planning.dry_run(run, clock.now())))
    if form.data is not None:
        try:
            batch = operations.issue_run(run, seen=form.data["seen"], actor=asking(), now=clock.now())
            db.session.commit()
            flash(f"{batch.planned} certificates are issued. Their documents are being made.", "done")
            return redirect(url_for(".dry_run", ref=run.ref), 303)
        except Refusal as refusal:
            begin_reading()
            run = found_run(ref)
            form.refuse(refusal)
            form.values["seen"] = planning.fingerprint(planning.dry_run(run, clock.now()))
    return show_dry_run(run, form)


@pages.get("/certificates/<number>")
@administrators
def certificate(number: str):
    return show_certificate(found_certificate(number))


def show_certificate(certificate: Certificate, form: Form | None = None, act: str = ""):
    """One certificate with its acts; `form` is the one that was refused."""
    forms = {
        "withdrawal": show_form(WithdrawSchema),
        "correction": show_form(CorrectNameSchema, {"name": certificate.name}),
    }
    if form:
        forms[act] = form
    page = render_template(
        "certificates/certificate.html", certificate=certificate, forms=forms, refused=act if form else "",
        answer=lookups.answer_for(certificate, clock.now()), code=lookups.printed_code(certificate),
        successor=lookups.successor_of(certificate), reasons=rules.REASONS,
    )
    return (page, 422) if form else page


@pages.get("/certificates/<number>.pdf")
@administrators
def document(number: str):
    return send_document(found_certificate(number))


def send_document(certificate: Certificate):
    """The file as it was sealed; 404 while it isn't made yet."""
    if certificate.file is None:
        abort(404)
    answer = send_file(
        BytesIO(certificate.file.pdf), mimetype="application/pdf", as_attachment=True,
        download_name=f"{certificate.number}.pdf", conditional=False,  # whole or not at all: it is sealed
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("/certificates/<number>/withdrawal")
@administrators
def withdrawal(number: str):
    certificate, form = found_certificate(number), read_form(WithdrawSchema)
    if form.data is not None:
        try:
            operations.withdraw(certificate, **form.data, actor=asking(), now=clock.now())
            db.session.commit()
            flash(f"{number} is withdrawn from today. Whoever checks its code is told so.", "done")
            return redirect(url_for(".certificate", number=number), 303)
        except Refusal as refusal:
            begin_reading()
            certificate = found_certificate(number)
            form.refuse(refusal)
    return show_certificate(certificate, form, "withdrawal")


@pages.post("/certificates/<number>/correction")
@administrators
def correction(number: str):
    certificate, form = found_certificate(number), read_form(CorrectNameSchema)
    if form.data is not None:
        try:
            new = operations.correct_name(certificate, form.data["name"], actor=asking(), now=clock.now())
            db.session.commit()
            flash(f"{new.number} takes the place of {number}. She can fetch it in a minute.", "done")
            return redirect(url_for(".certificate", number=new.number), 303)
        except Refusal as refusal:
            begin_reading()
            certificate = found_certificate(number)
            form.refuse(refusal)
    return show_certificate(certificate, form, "correction")


from lms.certificates import checking, issued_views, own  # noqa: E402, F401  (their views hang on `pages`)
