"""The commands about certificates: issue a run's, export the files, check one."""

import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from lms import clock, jobs
from lms.audit import Program
from lms.certificates import installation, lookups, operations, planning
from lms.certificates.models import Certificate, CertificateFile
from lms.db import begin_reading, begin_writing, db
from lms.refusal import Refusal
from lms.runs.lookups import run_by_ref
from lms.runs.models import Run

COMMAND = Program("lms certificates")
GETS = {
    ("accreditation", "completion"): "accreditation and completion",
    ("accreditation",): "accreditation",
    ("completion",): "completion",
    (): "nothing",
}
as_json = click.option("--json", "machine", is_flag=True, help="Print JSON for a program to read.")


@click.group()
def certificates() -> None:
    """Issue certificates, export them, check one."""


@certificates.command()
@click.option("--run", "ref", required=True, help="The run's reference, such as RC-26-04.")
@click.option("--dry-run", is_flag=True, help="Say who would get what and why; issue nothing.")
@as_json
@with_appcontext
def issue(ref: str, dry_run: bool, machine: bool) -> None:
    """Issue all certificates that are due for a run, and wait until their documents are made."""
    now = clock.now()
    lines = lookups.dry_run(found_run(ref), now)
    if dry_run:
        say_dry_run(lines, machine)
        return
    begin_writing()
    try:
        batch = operations.issue_run(found_run(ref), actor=COMMAND, now=now)
        db.session.commit()
    except Refusal as refusal:
        sys.exit(refusal.sentence)
    batch_id, planned = batch.id, batch.planned
    begin_reading()
    status = jobs.wait_for(batch.job_id, None if machine else lambda: show_progress(batch_id, planned))
    numbers = db.session.scalars(
        select(Certificate.number).where(Certificate.batch_id == batch_id).order_by(Certificate.id)
    ).all()
    if machine:
        click.echo(json.dumps({"run": ref, "issued": list(numbers), "documents": status.state}))
    else:
        click.echo(f"\n{planned} certificates issued: {', '.join(numbers)}\n{status.sentence}")
    if status.state == "failed":
        sys.exit(1)


def found_run(ref: str) -> Run:
    run = run_by_ref(ref)
    if run is None:
        sys.exit(f"There is no run {ref}.")
    return run


def say_dry_run(lines: list[planning.Line], machine: bool) -> None:
    if machine:
        said = [
            {"person": line.person.name, "gets": list(line.gets), "has": list(line.has), "s10": line.s10,
             "why": line.why}
            for line in lines
        ]
        click.echo(json.dumps({"issued": False, "persons": said}, ensure_ascii=False))
        return
    for line in lines:
        click.echo(f"{line.person.name}: {GETS[line.gets]}. {line.why.rstrip('.')}.")
    sums = planning.sums_of(lines)
    click.echo(f"{sums.certificates} certificates would be issued. Nothing has been issued.")


def show_progress(batch_id: int, planned: int) -> None:
    begin_reading()
    made = planned - len(lookups.unmade_in(batch_id))
    click.echo(f"\r{made} of {planned} documents made", nl=False)


@certificates.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--run", "ref", help="Only those of this run.")
@as_json
@with_appcontext
def export(folder: Path, ref: str | None, machine: bool) -> None:
    """Write the issued PDFs into FOLDER, each named by its number."""
    wanted = select(Certificate.number, CertificateFile.pdf).join(CertificateFile).order_by(Certificate.id)
    if ref:
        wanted = wanted.where(Certificate.run_id == found_run(ref).id)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, pdf in db.session.execute(wanted.execution_options(yield_per=50)):
            write_whole(folder / f"{number}.pdf", pdf)
            written.append(number)
    except OSError as problem:
        sys.exit(f"{folder} can't be written: {problem.strerror}.")
    if machine:
        click.echo(json.dumps({"folder": str(folder), "written": written}))
    else:
        click.echo(f"{len(written)} certificates written to {folder}.")


def write_whole(path: Path, content: bytes) -> None:
    """The file is there in full, or not at all."""
    handle, draft = tempfile.mkstemp(prefix=".draft-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


@certificates.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
@with_appcontext
def verify(file: Path, machine: bool) -> None:
    """Say whether FILE is a certificate as we sealed it; the exit status is 0 only if it is."""
    from lms.certificates import verdicts

    pdf, now = file.read_bytes(), clock.now()
    verdict = verdicts.check(pdf, installation.seal(now).roots)
    certificate = verdict.genuine and db.session.scalar(
        select(Certificate).join(CertificateFile).where(CertificateFile.sha256 == hashlib.sha256(pdf).hexdigest())
    )
    answer = lookups.answer_for(certificate, now) if certificate else None
    if machine:
        click.echo(json.dumps({
            "valid": verdict.genuine, "changed": verdict.changed, "unknown_signer": verdict.unknown_signer,
            "sealed_at": verdict.sealed_at.isoformat() if verdict.sealed_at else None, "reason": verdict.reason,
            "number": certificate.number if certificate else None, "today": answer.state if answer else None,
        }))
    else:
        click.echo(f"{'Valid' if verdict.genuine else 'Not valid'}: {verdict.reason}")
        if answer:
            click.echo(f"{certificate.number}: {answer.sentence}")
    if not verdict.genuine:
        sys.exit(1)


commands = [certificates]
