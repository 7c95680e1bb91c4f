"""For programs: room packs, and modules to read on paper."""

from flask import abort

from lms import clock
from lms.content.models import Snapshot
from lms.content.shapes import Module
from lms.db import db
from lms.learning.around import module_of, my_programme
from lms.papers import operations, schemas
from lms.papers.api import api
from lms.papers.models import Paper
from lms.papers.paper_views import ask_for, pack_now, paper_now, pdf_of
from lms.papers.views import module_in, staffs_run
from lms.web import asking, role, signed_in

A_PDF = "The file, tagged so that it can be read aloud."


def _shown(paper: Paper | None, state: str) -> dict:
    there = paper is not None and paper.made_at is not None
    return {
        "state": state, "made_at": paper.made_at if there else None, "size": paper.size if there else None,
        "kept_days": operations.PACK_KEPT.days,
    }


@api.get("/runs/<ref>/pack")
@role("administrator", "facilitator")
@api.gives(200, schemas.PackShown)
def room_pack(ref):
    """A run's room pack: whether there is one, and whether it still says what is so."""
    paper, fingerprint = pack_now(staffs_run(ref)[0])
    return _shown(paper, operations.state_of(paper, fingerprint))


@api.post("/runs/<ref>/pack")
@role("administrator", "facilitator")
@api.gives(200, schemas.PackShown)
def make_pack(ref):
    """Have the pack made, or made anew; asked again while it is being made, or is ready, it changes nothing."""
    run, _programme = staffs_run(ref)
    _paper, fingerprint = pack_now(run)
    paper = operations.ask_for_pack(run, fingerprint, actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(paper, operations.state_of(paper, fingerprint))


@api.post("/runs/<ref>/pack/file")
@role("administrator", "facilitator")
@api.gives_file("application/pdf", description=A_PDF)
def take_pack(ref):
    """Take the pack. It names people, so that it stands in the audit."""
    run, _programme = staffs_run(ref)
    pdf = operations.take_pack(*pack_now(run), actor=asking(), now=clock.now())
    db.session.commit()
    return pdf_of(pdf, f"{run.ref}-room-pack")


def _take(snapshot: Snapshot, module: Module):
    paper, state = paper_now(snapshot, module)
    if state != "ready":
        abort(404)
    return pdf_of(paper.pdf, module.slug)


@api.get("/my-course/<ref>/modules/<module>/paper")
@signed_in
@api.gives(200, schemas.PaperShown)
def my_paper(ref, module):
    """A module of your course as a file to print: whether it is there."""
    booking, programme = my_programme(ref)
    return _shown(*paper_now(booking.run.snapshot, module_of(programme, module)))


@api.post("/my-course/<ref>/modules/<module>/paper")
@signed_in
@api.gives(200, schemas.PaperShown)
def make_my_paper(ref, module):
    """Have it made; where it is there already, nothing changes."""
    booking, programme = my_programme(ref)
    found = module_of(programme, module)
    ask_for(booking.run.snapshot, found)
    return _shown(*paper_now(booking.run.snapshot, found))


@api.get("/my-course/<ref>/modules/<module>/paper/document")
@signed_in
@api.gives_file("application/pdf", description=A_PDF)
def take_my_paper(ref, module):
    """The file, once it has been made."""
    booking, programme = my_programme(ref)
    return _take(booking.run.snapshot, module_of(programme, module))


@api.get("/runs/<ref>/room/<module>/paper")
@role("administrator", "facilitator")
@api.gives(200, schemas.PaperShown)
def module_paper(ref, module):
    """A module of a run as a file to print: whether it is there."""
    run, programme = staffs_run(ref)
    return _shown(*paper_now(run.snapshot, module_in(programme, module)))


@api.post("/runs/<ref>/room/<module>/paper")
@role("administrator", "facilitator")
@api.gives(200, schemas.PaperShown)
def make_module_paper(ref, module):
    """Have it made; where it is there already, nothing changes."""
    run, programme = staffs_run(ref)
    found = module_in(programme, module)
    ask_for(run.snapshot, found)
    return _shown(*paper_now(run.snapshot, found))


@api.get("/runs/<ref>/room/<module>/paper/document")
@role("administrator", "facilitator")
@api.gives_file("application/pdf", description=A_PDF)
def take_module_paper(ref, module):
    """The file, once it has been made."""
    run, programme = staffs_run(ref)
    return _take(run.snapshot, module_in(programme, module))
