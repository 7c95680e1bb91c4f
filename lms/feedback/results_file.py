"""The results of a run's feedback as a file: what its page shows, and no sooner."""

from flask import abort

from lms import audit, clock
from lms.db import db
from lms.feedback.lookups import Results, form_of, results_of
from lms.feedback.rules import SCALE
from lms.feedback.views import pages
from lms.runs.lookups import run_for_staff
from lms.web import asking, role
from lms.web.access import roles_of_asking
from lms.web.exports import file_of

COLUMNS = ("Question", "About", *SCALE, "Said")


@pages.post("/runs/<ref>/feedback.<any(csv, xlsx):kind>")
@role("administrator", "facilitator")
def results_file(ref: str, kind: str):
    now = clock.now()
    run = run_for_staff(ref, asking(), roles_of_asking(), now) or abort(404)
    form = form_of(run) or abort(404)
    rows = _rows(results_of(form, now) or abort(404))
    audit.record("downloaded the feedback", asking(), run, now, kind=kind, rows=len(rows))
    db.session.commit()
    return file_of(kind, f"{run.ref}-feedback", COLUMNS, [rows])


def _rows(results: Results) -> list[tuple]:
    """How often each of 1 to 5 was said, then the free text in its shuffled order."""
    spreads = [("Which outcomes were met", row) for row in results.modules] + [("", row) for row in results.scales]
    for before, after in zip(results.before, results.after, strict=True):
        spreads += [("Before the course", before), ("After it", after)]
    rows = [(row.label, about, *row.counts, None) for about, row in spreads]
    return rows + [(label, "", *[None] * 5, text) for label, texts in results.texts for text in texts]
