"""Making a file and forgetting it; a worker that was killed half-way makes it once more, and keeps one."""

from datetime import datetime

from lms import clock
from lms.db import begin_reading, begin_writing, db
from lms.jobs import batch, job
from lms.papers import operations, pack, reader
from lms.papers.models import Paper
from lms.runs.lookups import whole_run


@batch("papers.make")
def make(step, paper_id: int) -> None:
    """In the queue of long work: a sign-in link never waits for it."""
    step(make_paper, paper_id)


def make_paper(paper_id: int) -> None:
    """Draw it of what is so now, and keep it; where it is there already, nothing happens."""
    paper, now = db.session.get(Paper, paper_id), clock.now()
    if paper is None:
        return
    if paper.run_id is not None:
        facts = pack.facts_of(whole_run(paper.run_id), now)
        made_of = pack.fingerprint(facts)
    else:
        facts = reader.facts_of(paper.snapshot, paper.module_slug)
        made_of = reader.fingerprint(facts)
    if not paper.being_made and paper.made_of == made_of:
        return
    is_pack = paper.run_id is not None
    begin_reading()
    pdf = pack.draw(facts, now) if is_pack else reader.draw(facts)
    begin_writing()
    paper = db.session.get(Paper, paper_id)
    if paper is not None:
        operations.keep_paper(paper, pdf, made_of, now=clock.now())
    db.session.commit()


@job("papers.forget")
def forget(paper_id: int, made: str) -> None:
    """`made` is when the file was made, as an ISO time: one that was made since stays."""
    begin_writing()
    operations.forget_paper(db.session.get(Paper, paper_id), datetime.fromisoformat(made))
    db.session.commit()
