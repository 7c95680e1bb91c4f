"""A facilitator's pages: what waits for her, and an answer with its criteria."""

from datetime import timedelta

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from lms import clock
from lms.casework import lookups, marking, operations, rules, schemas
from lms.casework.models import Mark, MarkDraft, Submission
from lms.casework.to_mark import draft_of, earlier_than
from lms.casework.views import check_writer, pages, refused_json, wants_json
from lms.clock import say_time, today
from lms.content.operations import programme_of
from lms.db import begin_reading, db
from lms.refusal import Refusal
from lms.web import Form, asking, read_form, role, show_form


@pages.get("/marking")
@role("facilitator")
def queue():
    piles = lookups.waiting_for(asking(), clock.now())
    return render_template("casework/queue.html", piles=piles, today=today(clock.now()),
                           titles={pile.run.id: programme_of(pile.run.snapshot).title for pile in piles})


def found_answer(submission_id: int) -> Submission:
    return lookups.answer_for(asking(), submission_id, clock.now()) or abort(404)


def _begun_with(submission: Submission) -> dict:
    """What the form begins with: her unfinished mark, unless a mark was recorded since."""
    draft, mark = draft_of(submission, asking()), submission.marks[-1] if submission.marks else None
    newer = draft if draft and (mark is None or draft.saved_at > mark.marked_at) else mark
    values = {"revision": draft.revision if draft else 0, "seen": mark.id if mark else 0, "writer": asking().id}
    if newer is None:
        return values
    scores = {f"score-{criterion}": score for criterion, score in newer.scores.items()}
    return values | scores | {"feedback": newer.feedback, "outcome": newer.outcome, "reason": newer.reason}


def _scores(values: dict) -> dict[str, int]:
    return {name.removeprefix("score-"): int(value) for name, value in values.items()
            if name.startswith("score-") and str(value) in ("2", "1", "0")}


def _page(submission: Submission, form: Form | None = None, status: int = 200, other: MarkDraft | None = None):
    case, pile = marking.case_study_of(submission), lookups.pile_of(submission, asking())
    form = form or show_form(schemas.marking(case), _begun_with(submission))
    proposal = rules.propose(case.criteria, case.scale, _scores(form.values))
    form.values["outcome"] = form.values.get("outcome") or proposal.outcome or ""
    answers = [line for line in pile.lines if line.submission]
    place = next((n for n, line in enumerate(answers) if line.submission.id == submission.id), None)
    return render_template(
        "casework/mark.html", submission=submission, case=case, pile=pile, form=form, proposal=proposal, other=other,
        came_back=submission.marks[-1] if submission.marks else None, earlier=earlier_than(submission),
        words=rules.count_words(submission.text), count_words=rules.count_words, place=place, answers=answers,
        before=answers[place - 1] if place else None,
        after=answers[place + 1] if place is not None and place + 1 < len(answers) else None,
        notes_for_markers=case.notes,
    ), status


@pages.get("/marking/<int:submission_id>")
@role("facilitator")
def mark(submission_id):
    submission = found_answer(submission_id)
    if wants_json():
        return jsonify(writer=asking().id, csrf_token=generate_csrf())
    return _page(submission)


@pages.post("/marking/<int:submission_id>")
@role("facilitator")
def record(submission_id):
    submission = found_answer(submission_id)
    form = read_form(schemas.marking(marking.case_study_of(submission)))
    try:
        draft, recorded = _keep(submission, form)
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        if wants_json():
            return refused_json(refusal)
        return _refused_page(found_answer(submission_id), form, refusal)
    if wants_json():
        return _saved(submission, draft)
    if request.form.get("act") != "record":
        flash(f"Kept at {say_time(draft.saved_at)}. Nobody else sees it until you record it.", "done")
        return redirect(url_for(".queue"), 303)
    if recorded is None:  # the draft is kept, the mark was refused
        begin_reading()
        return _asked_again(found_answer(submission_id), form, draft)
    return _on_from(recorded)


def _keep(submission: Submission, form: Form) -> tuple[MarkDraft, Mark | None]:
    """Her unfinished mark is kept in any case; it is recorded if that was asked for and nothing is missing."""
    typed = form.data
    if typed is None:
        raise Refusal("Something here can’t be read. Put it right, and it will be kept.", code="shape")
    check_writer(typed["writer"])
    now, words = clock.now(), {name: typed[name] for name in ("feedback", "outcome", "reason")}
    words["scores"] = _scores(typed)
    draft = operations.save_mark_draft(submission, **words, revision=typed["revision"], marker=asking(), now=now)
    if request.form.get("act") != "record":
        return draft, None
    try:
        return draft, operations.mark_answer(submission, **words, marker=asking(), seen=typed["seen"], now=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return draft, None


def _refused_page(submission: Submission, form: Form, refusal: Refusal):
    """What was typed stands; what another page of hers kept stands beside it."""
    if refusal.code == "elsewhere":
        other = draft_of(submission, asking())
        form.values["revision"] = str(other.revision)
        return _page(submission, form, 422, other)
    return _page(submission, form if form.errors else form.refuse(refusal), 422)


def _asked_again(submission: Submission, form: Form, draft: MarkDraft):
    """The page shows the mark that stands, so that her next one supersedes it with open eyes."""
    form.values["revision"] = str(draft.revision)
    form.values["seen"] = str(submission.marks[-1].id if submission.marks else 0)
    return _page(submission, form, 422)


def _saved(submission: Submission, draft: MarkDraft):
    case = marking.case_study_of(submission)
    proposal = rules.propose(case.criteria, case.scale, draft.scores)
    return jsonify(revision=draft.revision, saved=say_time(draft.saved_at),
                   proposal={"outcome": proposal.outcome or "", "sentence": proposal.sentence})


def _on_from(recorded: Mark):
    """To the next answer of the pile that waits; else to where the marks are given back."""
    submission = recorded.submission
    flash(f"Recorded for {submission.person.name}: {recorded.outcome}. She sees it when you release it.", "done")
    pile = lookups.pile_of(submission, asking())
    if pile.to_mark:
        return redirect(url_for(".mark", submission_id=pile.to_mark[0].submission.id), 303)
    return redirect(url_for(".release", ref=submission.run.ref, code=submission.case_study), 303)


@pages.get("/marking/<int:submission_id>/as-she-sees-it")
@role("facilitator")
def as_she_sees_it(submission_id):
    submission = found_answer(submission_id)
    case, begun = marking.case_study_of(submission), _begun_with(submission)
    scores = _scores(begun)
    proposal = rules.propose(case.criteria, case.scale, scores)
    outcome = begun.get("outcome") or proposal.outcome
    again = rules.again_by(outcome or "", submission.attempt, today(clock.now()), _days(submission))
    return render_template(
        "casework/as_she_sees_it.html", submission=submission, case=case, scores=scores, outcome=outcome, again=again,
        feedback=begun.get("feedback", ""), marker=asking(), words=rules.count_words(submission.text),
    )


def _days(submission: Submission) -> timedelta:
    return timedelta(days=programme_of(submission.run.snapshot).resubmission_days)
