"""Asking for a room pack or a module on paper, seeing how far it is, and taking it."""

from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for

from lms import clock
from lms.content.models import Snapshot
from lms.content.shapes import Module
from lms.db import begin_reading, db
from lms.learning.around import module_of, my_programme
from lms.papers import lookups, operations, pack, reader
from lms.papers.models import Paper
from lms.papers.views import module_in, pages, staffs_run
from lms.refusal import Refusal
from lms.runs.models import Run
from lms.web import asking, role, signed_in


def pack_now(run: Run) -> tuple[Paper | None, str]:
    """The pack as it is kept, and the fingerprint of what it would be now."""
    return lookups.pack_of(run), pack.fingerprint(pack.facts_of(run, clock.now()))


@pages.get("/runs/<ref>/pack")
@role("administrator", "facilitator")
def room_pack(ref: str):
    run, programme = staffs_run(ref)
    paper, fingerprint = pack_now(run)
    return render_template(
        "papers/pack.html", run=run, programme=programme, paper=paper, kept=operations.PACK_KEPT,
        state=operations.state_of(paper, fingerprint),
    )


@pages.post("/runs/<ref>/pack")
@role("administrator", "facilitator")
def make_pack(ref: str):
    run, _programme = staffs_run(ref)
    try:
        operations.ask_for_pack(run, pack_now(run)[1], actor=asking(), now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        flash(refusal.sentence, "warn")
    return redirect(url_for(".room_pack", ref=ref), 303)


@pages.post("/runs/<ref>/pack/file")
@role("administrator", "facilitator")
def take_pack(ref: str):
    run, _programme = staffs_run(ref)
    paper, fingerprint = pack_now(run)
    try:
        pdf = operations.take_pack(paper, fingerprint, actor=asking(), now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        flash(refusal.sentence, "warn")
        return redirect(url_for(".room_pack", ref=ref), 303)
    return pdf_of(pdf, f"{run.ref}-room-pack")


def pdf_of(pdf: bytes, name: str):
    answer = send_file(
        BytesIO(pdf), mimetype="application/pdf", as_attachment=True, download_name=f"{name}.pdf", conditional=False,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def paper_now(snapshot: Snapshot, module: Module) -> tuple[Paper | None, str]:
    """A module's file as it is kept, and how that stands."""
    paper = lookups.module_paper(snapshot, module.slug)
    return paper, operations.state_of(paper, reader.fingerprint(reader.facts_of(snapshot, module.slug)))


def _show(template: str, snapshot: Snapshot, module: Module, **shown):
    paper, state = paper_now(snapshot, module)
    return render_template(template, module=module, paper=paper, state=state, **shown)


def ask_for(snapshot: Snapshot, module: Module) -> None:
    made_of = reader.fingerprint(reader.facts_of(snapshot, module.slug))
    operations.ask_for_module(snapshot, module.slug, made_of, now=clock.now())
    db.session.commit()


def _take(snapshot: Snapshot, module: Module, ask_at: str):
    """The file; where there is none, or it is no longer so, on to where it is asked for."""
    paper, state = paper_now(snapshot, module)
    return pdf_of(paper.pdf, module.slug) if state == "ready" else redirect(ask_at, 303)


@pages.get("/my-course/<ref>/modules/<module>/paper")
@signed_in
def my_paper(ref: str, module: str):
    booking, programme = my_programme(ref)
    return _show("papers/my_paper.html", booking.run.snapshot, module_of(programme, module), run=booking.run,
                 programme=programme)


@pages.post("/my-course/<ref>/modules/<module>/paper")
@signed_in
def make_my_paper(ref: str, module: str):
    booking, programme = my_programme(ref)
    ask_for(booking.run.snapshot, module_of(programme, module))
    return redirect(url_for(".my_paper", ref=ref, module=module), 303)


@pages.get("/my-course/<ref>/modules/<module>/paper.pdf")
@signed_in
def take_my_paper(ref: str, module: str):
    booking, programme = my_programme(ref)
    return _take(booking.run.snapshot, module_of(programme, module), url_for(".my_paper", ref=ref, module=module))


@pages.get("/runs/<ref>/room/<module>/paper")
@role("administrator", "facilitator")
def module_paper(ref: str, module: str):
    run, programme = staffs_run(ref)
    return _show("papers/module_paper.html", run.snapshot, module_in(programme, module), run=run)


@pages.post("/runs/<ref>/room/<module>/paper")
@role("administrator", "facilitator")
def make_module_paper(ref: str, module: str):
    run, programme = staffs_run(ref)
    ask_for(run.snapshot, module_in(programme, module))
    return redirect(url_for(".module_paper", ref=ref, module=module), 303)


@pages.get("/runs/<ref>/room/<module>/paper.pdf")
@role("administrator", "facilitator")
def take_module_paper(ref: str, module: str):
    run, programme = staffs_run(ref)
    return _take(run.snapshot, module_in(programme, module), url_for(".module_paper", ref=ref, module=module))
