"""For programs: marking one answer, and giving its mark back."""

from lms import clock
from lms.casework import lookups, operations, rules, schemas
from lms.casework import marking_schemas as shapes
from lms.casework.api import api, came_back_shown, version_shown
from lms.casework.marking import case_study_of, standing_mark
from lms.casework.marking_views import found_answer
from lms.casework.models import Mark, MarkDraft, Submission
from lms.casework.piles_api import again_by
from lms.casework.to_mark import draft_of, earlier_than
from lms.casework.views import check_writer
from lms.content.shapes import CaseStudy
from lms.db import db
from lms.refusal import Refusal
from lms.web import asking, role
from lms.web.api import read, unchanged
from lms.web.api.problems import Problem


def _mark_shown(mark: Mark | None) -> dict | None:
    names = ("id", "scores", "feedback", "proposed", "outcome", "reason", "marked_at", "released_at")
    return mark and {name: getattr(mark, name) for name in names} | {"marker": mark.marker.name}


@api.get("/marking/<int:submission_id>")
@role("facilitator")
@api.gives(200, shapes.ToMarkShown, tagged=True)
def answer(submission_id):
    """One answer with its criteria, the mark that stands, and the versions before it."""
    submission = found_answer(submission_id)
    case = case_study_of(submission)
    here = {line.submission.id for line in lookups.pile_of(submission, asking()).lines if line.submission}
    return version_shown(submission) | {
        name: getattr(case, name) for name in ("code", "title", "brief", "task", "notes")
    } | {
        "run": submission.run.ref, "person_id": submission.person_id, "name": submission.person.name,
        "criteria": [{"id": each.id, "title": each.title, "description": each.description,
                      "must_be_met": each.starred} for each in case.criteria],
        "is_latest": submission.id in here,
        "mark": _mark_shown(submission.marks[-1] if submission.marks else None),
        "earlier": [version_shown(each) | {"came_back": came_back_shown(case, each.marks[-1] if each.marks else None)}
                    for each in earlier_than(submission)],
    }


def _draft_shown(submission: Submission, draft: MarkDraft | None) -> dict:
    case = case_study_of(submission)
    kept = draft or MarkDraft(scores={}, feedback="", outcome="", reason="", revision=0, saved_at=None)
    proposal = rules.propose(case.criteria, case.scale, kept.scores)
    return {name: getattr(kept, name) for name in ("scores", "feedback", "reason", "revision", "saved_at")} | {
        "outcome": kept.outcome or None, "proposed": proposal.outcome, "proposal": proposal.sentence,
        "again_by": again_by(kept.outcome or proposal.outcome, submission.attempt, submission.run, clock.now()),
    }


@api.get("/marking/<int:submission_id>/draft")
@role("facilitator")
@api.gives(200, shapes.MarkDraftShown, tagged=True)
def mark_draft(submission_id):
    """Your own unfinished mark, and what the rule makes of it."""
    submission = found_answer(submission_id)
    return _draft_shown(submission, draft_of(submission, asking()))


def _given(case: CaseStudy) -> dict:
    """What was sent as a mark; a criterion that the case study hasn't got is a mistake."""
    typed = read()
    check_writer(typed["writer"])
    strange = set(typed["scores"]) - {each.id for each in case.criteria}
    if strange:
        raise Problem("invalid", errors=[(f"body.scores.{name}", "This case study has no such criterion")
                                         for name in sorted(strange)])
    return typed


def _keep(submission: Submission, typed: dict, revision: int) -> MarkDraft:
    words = {name: typed[name] for name in ("scores", "feedback", "outcome", "reason")}
    return operations.save_mark_draft(submission, **words, revision=typed["revision"] or revision, marker=asking(),
                                      now=clock.now())


@api.put("/marking/<int:submission_id>/draft")
@role("facilitator")
@api.takes(schemas.Marking)
@api.gives(200, shapes.MarkDraftShown, tagged=True)
def keep_mark_draft(submission_id):
    """Keep an unfinished mark; nobody else reads it."""
    submission = found_answer(submission_id)
    standing_mark(submission)
    before = _draft_shown(submission, draft_of(submission, asking()))
    unchanged(shapes.MarkDraftShown, before)
    draft = _keep(submission, _given(case_study_of(submission)), before["revision"])
    db.session.commit()
    return _draft_shown(submission, draft)


def _standing_shown(submission: Submission, mark: Mark | None, draft: MarkDraft | None) -> dict:
    return {"submission_id": submission.id, "mark": _mark_shown(mark), "revision": draft.revision if draft else 0}


@api.get("/marking/<int:submission_id>/mark")
@role("facilitator")
@api.gives(200, shapes.StandingMarkShown, tagged=True)
def mark(submission_id):
    """The mark that stands, whoever recorded it; null where there is none."""
    submission = found_answer(submission_id)
    return _standing_shown(submission, submission.marks[-1] if submission.marks else None,
                           draft_of(submission, asking()))


@api.put("/marking/<int:submission_id>/mark")
@role("facilitator")
@api.takes(schemas.Marking)
@api.gives(200, shapes.StandingMarkShown, tagged=True)
def record(submission_id):
    """Record a mark; where there is one, this one supersedes it. She sees it once it is released.

    Neither somebody else's mark nor your own unfinished one is written over unseen: the tag is an old one then.
    """
    submission = found_answer(submission_id)
    standing = standing_mark(submission)
    before = _standing_shown(submission, standing, draft_of(submission, asking()))
    unchanged(shapes.StandingMarkShown, before)
    typed = _given(case_study_of(submission))
    _keep(submission, typed, before["revision"])
    recorded = operations.mark_answer(
        submission, **{name: typed[name] for name in ("scores", "feedback", "outcome", "reason")}, marker=asking(),
        seen=typed["seen"] or (standing.id if standing else 0), now=clock.now(),
    )
    db.session.commit()
    return _standing_shown(submission, recorded, draft_of(submission, asking()))


@api.post("/marking/<int:submission_id>/release")
@role("facilitator")
@api.gives(200, shapes.StandingMarkShown)
def release_one(submission_id):
    """Give the mark of one answer back to whoever wrote it; she is told. Released twice, it is released once."""
    submission = found_answer(submission_id)
    if not submission.marks:
        raise Refusal("This answer isn’t marked yet.", code="unmarked")
    released = operations.release_mark(submission.marks[-1], actor=asking(), now=clock.now())
    db.session.commit()
    return _standing_shown(submission, released, draft_of(submission, asking()))
