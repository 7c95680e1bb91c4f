"""For programs: case studies, answers and drafts of the person who asks; and marking, beside it."""

from flask import abort

from lms import clock
from lms.bookings.lookups import booking_on
from lms.casework import lookups, operations, rules, schemas
from lms.casework.lookups import Sent, Task
from lms.casework.models import Mark, Submission
from lms.casework.views import check_writer, hers, markers_of, send_version
from lms.content.shapes import CaseStudy
from lms.db import db
from lms.web import asking, signed_in
from lms.web.api import Door, listed, read, unchanged
from lms.web.paging import Slice

api = Door("Casework", __name__, "Writing answers to case studies, marking them, and giving the marks back.")


def task_shown(task: Task) -> dict:
    """A task as TaskShown has it."""
    return {name: getattr(task.case_study, name) for name in ("code", "title", "module")} | {
        name: getattr(task, name)
        for name in ("required", "of_choice", "state", "due_on", "until", "attempt", "met_on")
    }


def version_shown(sent: Submission) -> dict:
    return {"words": rules.count_words(sent.text)} | {
        name: getattr(sent, name) for name in ("id", "attempt", "text", "sent_at", "due_on", "late")
    }


def came_back_shown(case: CaseStudy, mark: Mark | None) -> dict | None:
    """A mark as whoever wrote the answer reads it."""
    return mark and {
        "outcome": mark.outcome, "feedback": mark.feedback, "marker": mark.marker.name,
        "released_at": mark.released_at, "again_by": mark.resubmit_by, "scores": [{
            "criterion": each.id, "title": each.title, "must_be_met": each.starred, "score": mark.scores.get(each.id),
        } for each in case.criteria],
    }


def _answer_shown(case: CaseStudy, version: Sent) -> dict:
    return version_shown(version.submission) | {"came_back": came_back_shown(case, version.mark)}


def _draft_shown(task: Task) -> dict:
    return {"text": task.text, "attempt": task.attempt, "revision": task.revision,
            "saved_at": task.draft and task.draft.saved_at}


@api.get("/my-course/<ref>/case-studies")
@signed_in
@api.gives_list(schemas.TaskShown)
def case_studies(ref):
    """Your case studies on a run: when each is due, and how it stands."""
    booking = booking_on(ref, asking())
    if booking is None or booking.state != "confirmed":
        abort(404)
    return listed(Slice(lookups.tasks_of(asking(), booking.run, clock.now()), None), task_shown)


@api.get("/my-course/<ref>/case-studies/<code>")
@signed_in
@api.gives(200, schemas.CaseStudyShown, tagged=True)
def case_study(ref, code):
    """One case study of yours, with what there is to read before you write."""
    booking, task = hers(ref, code)
    case = task.case_study
    return task_shown(task) | {"markers": markers_of(booking.run)} | {
        name: getattr(case, name) for name in ("brief", "task", "words_from", "words_to", "checklist")
    }


@api.get("/my-course/<ref>/case-studies/<code>/draft")
@signed_in
@api.gives(200, schemas.DraftShown, tagged=True)
def draft(ref, code):
    """What you have written and not sent; it begins with what you sent before."""
    return _draft_shown(hers(ref, code)[1])


@api.put("/my-course/<ref>/case-studies/<code>/draft")
@signed_in
@api.takes(schemas.Answer)
@api.gives(200, schemas.DraftShown, tagged=True)
def keep_draft(ref, code):
    """Keep what you have written.

    What a page of yours has kept meanwhile is never written over: the tag is an old one then.
    """
    booking, task = hers(ref, code)
    if task.draft is not None:
        db.session.refresh(task.draft, with_for_update=True)
    unchanged(schemas.DraftShown, _draft_shown(task))
    typed = read()
    check_writer(typed["writer"])
    revision = typed["revision"] or task.revision
    kept = operations.save_draft(asking(), booking.run, code, typed["text"], revision, now=clock.now())
    db.session.commit()
    return {"text": kept.text, "attempt": task.attempt, "revision": kept.revision, "saved_at": kept.saved_at}


@api.get("/my-course/<ref>/case-studies/<code>/answers")
@signed_in
@api.gives_list(schemas.SentShown)
def answers(ref, code):
    """What you sent, the first version first, and what came back for it."""
    _, task = hers(ref, code)
    return listed(Slice(list(task.versions), None), lambda version: _answer_shown(task.case_study, version))


@api.post("/my-course/<ref>/case-studies/<code>/answers")
@signed_in
@api.takes(schemas.Sending)
@api.gives(201, schemas.SentShown)
def send(ref, code):
    """Send your draft as you have read it: `revision` says which one that is.

    A version is never changed once it is sent. The same version sent twice is sent once.
    """
    booking, task = hers(ref, code)
    sent = send_version(booking.run, task, read())
    db.session.commit()
    return _answer_shown(task.case_study, next((each for each in task.versions if each.submission is sent),
                                               Sent(sent, None)))


from lms.casework import marking_api, piles_api, version_api  # noqa: E402, F401  (their views hang on `api`)
