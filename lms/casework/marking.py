"""Marking an answer: the marker's draft, the mark, and its release to the person who wrote."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms import audit, mail
from lms.casework import rules
from lms.casework.models import Mark, MarkDraft, Submission
from lms.casework.piles import piles_on
from lms.clock import today
from lms.content.operations import programme_of
from lms.content.shapes import CaseStudy, Programme
from lms.db import db
from lms.people.models import Person
from lms.people.waiting import wait_for_turn
from lms.refusal import Refusal
from lms.runs.models import Run


def save_mark_draft(
    submission: Submission, *, scores: Mapping[str, int], feedback: str, outcome: str = "", reason: str = "",
    revision: int, marker: Person, now: datetime,
) -> MarkDraft:
    """Keep an unfinished mark; `revision` is the one that the page began with. Sent twice, it is kept once.

    Raises Refusal with the code "elsewhere" where another page of hers has kept something else since.
    """
    case = case_study_of(submission)
    given = _known(case, scores)
    # What the rule proposes isn't kept as her choice: it changes with the next score.
    chosen = "" if outcome == rules.propose(case.criteria, case.scale, given).outcome else outcome
    words = {"scores": given, "feedback": feedback, "outcome": chosen, "reason": reason}
    if len(feedback) > rules.LONGEST or len(reason) > rules.LONGEST:
        raise Refusal("This is longer than 40,000 letters. Shorten it, and it will be kept.", field="feedback",
                      code="long")
    kept = _write(submission, words, revision, marker, now)
    draft = _draft(submission, marker)
    if not kept and any(getattr(draft, name) != value for name, value in words.items()):
        raise Refusal("Something else was kept from another page or device of yours.", code="elsewhere")
    return draft


def _write(submission: Submission, words: dict, revision: int, marker: Person, now: datetime) -> bool:
    """Whether it was written: not, where the revision has moved on."""
    if revision == 0:
        new = MarkDraft(submission_id=submission.id, marker_id=marker.id, revision=1, saved_at=now, **words)
        try:
            with db.session.begin_nested():
                db.session.add(new)
                db.session.flush()
        except IntegrityError:
            return False
        return True
    changed = db.session.execute(
        update(MarkDraft).where(
            MarkDraft.submission_id == submission.id, MarkDraft.marker_id == marker.id, MarkDraft.revision == revision,
        ).values(revision=MarkDraft.revision + 1, saved_at=now, **words).execution_options(synchronize_session=False)
    )
    return changed.rowcount == 1


def _draft(submission: Submission, marker: Person) -> MarkDraft:
    return db.session.scalars(
        select(MarkDraft).where(MarkDraft.submission_id == submission.id, MarkDraft.marker_id == marker.id)
        .execution_options(populate_existing=True)
    ).one()


def mark_answer(
    submission: Submission, *, scores: Mapping[str, int], feedback: str, outcome: str, reason: str = "",
    marker: Person, seen: int | None = None, now: datetime,
) -> Mark:
    """Record a mark; it is held until it is released. Where there is one already, this one supersedes it.

    `seen` is the id of the mark that the page showed (0 for none): somebody else's mark in between is
    never superseded unseen. Recorded twice, it is recorded once.
    """
    if submission.person_id == marker.id:
        raise Refusal("Nobody marks their own answer.", code="own")
    case = case_study_of(submission)
    given, proposal = _checked(case, scores, feedback, outcome, reason)
    if outcome == proposal.outcome:
        reason = ""
    before = standing_mark(submission)
    words = {"scores": given, "feedback": feedback, "outcome": outcome, "reason": reason.strip()}
    if before is not None and before.marker_id == marker.id and all(
        getattr(before, name) == value for name, value in words.items()
    ):
        return before
    if seen is not None and seen != (before.id if before else 0):
        raise Refusal(
            f"{before.marker.name} has marked it while you had it open: {before.outcome}. "
            "What you wrote is still here. Look at the other mark before you record yours.", code="marked",
        )
    mark = Mark(submission=submission, marker=marker, proposed=proposal.outcome, marked_at=now,
                supersedes_id=before.id if before else None, **words)
    db.session.add(mark)
    db.session.flush()
    _settle_draft(submission, marker, words, now)
    audit.record("marked an answer", marker, submission, now, outcome=outcome, proposed=proposal.outcome,
                 corrects=mark.supersedes_id)
    return mark


def _checked(case: CaseStudy, scores, feedback, outcome, reason) -> tuple[dict[str, int], rules.Proposal]:
    given = _known(case, scores)
    proposal = rules.propose(case.criteria, case.scale, given)
    if proposal.outcome is None:
        missing = next(each for each in case.criteria if each.id not in given)
        raise Refusal(f"“{missing.title}” isn’t marked yet.", field=f"score-{missing.id}", code="unmarked")
    if not feedback.strip():
        raise Refusal("Write to her: what she did well, and one thing to do next.", field="feedback", code="feedback")
    if outcome not in (rules.MEETS, rules.NOT_YET):
        raise Refusal("Decide the outcome.", field="outcome", code="outcome")
    if outcome != proposal.outcome and not reason.strip():
        raise Refusal(f"The rule proposes “{proposal.outcome}”. Say why you decide otherwise.", field="reason",
                      code="reason")
    if len(reason) > 300:
        raise Refusal("Give the reason in at most 300 letters.", field="reason", code="reason")
    return given, proposal


def _known(case: CaseStudy, scores: Mapping[str, int]) -> dict[str, int]:
    return {each.id: scores[each.id] for each in case.criteria if scores.get(each.id) in rules.SCORES}


def standing_mark(submission: Submission) -> Mark | None:
    """The mark that stands now, while nobody else can record one, or decide about who wrote the answer."""
    wait_for_turn(submission.person_id)
    db.session.execute(select(Submission.id).where(Submission.id == submission.id).with_for_update())
    return db.session.scalar(
        select(Mark).where(Mark.submission_id == submission.id).order_by(Mark.id.desc()).limit(1)
    )


def _settle_draft(submission: Submission, marker: Person, words: dict, now: datetime) -> None:
    """The draft moves on with what was recorded, so that a page still open from before can't write over it."""
    draft = db.session.scalar(
        select(MarkDraft).where(MarkDraft.submission_id == submission.id, MarkDraft.marker_id == marker.id)
    )
    if draft is None:
        draft = MarkDraft(submission_id=submission.id, marker_id=marker.id, revision=0)
        db.session.add(draft)
    draft.revision, draft.saved_at = draft.revision + 1, now
    for name, value in words.items():
        setattr(draft, name, value)
    db.session.flush()


def release_marks(run: Run, case_study: str, *, actor: Person, now: datetime) -> list[Mark]:
    """Show every mark of this case study that is still held to the person who wrote the answer."""
    pile = next(iter(piles_on([run], actor, case_study)))
    return [release_mark(db.session.get_one(Mark, line.mark.id), actor=actor, now=now) for line in pile.held]


def release_mark(mark: Mark, *, actor: Person, now: datetime) -> Mark:
    """Show this mark to the person who wrote the answer, and tell her. Released twice, it is released once."""
    submission = mark.submission
    standing = standing_mark(submission)
    if standing.id != mark.id:
        raise Refusal(f"The mark for {submission.person.name} was changed meanwhile. Look at it first.", code="changed")
    if mark.released_at is not None:
        return mark
    programme = programme_of(submission.run.snapshot)
    mark.released_at = now
    mark.resubmit_by = rules.again_by(
        mark.outcome, submission.attempt, today(now), timedelta(days=programme.resubmission_days)
    )
    db.session.flush()
    audit.record("released a mark", actor, submission, now, outcome=mark.outcome)
    _tell(mark, programme)
    return mark


def _tell(mark: Mark, programme: Programme) -> None:
    """The mail says that something came back, and where; what came back stands on the page only."""
    person, submission = mark.submission.person, mark.submission
    if not person.email:
        return
    case = programme.case_study(submission.case_study)
    mail.post(
        "casework/released", person.email, f"Your answer to “{case.title}” has come back", now=mark.released_at,
        to_label=person.name, name=person.known_as or person.name, case_study=case, marker=mark.marker.name,
        page=mail.address(f"/my-course/{submission.run.ref}/case-studies/{case.code}"),
    )


def case_study_of(submission: Submission) -> CaseStudy:
    return programme_of(submission.run.snapshot).case_study(submission.case_study)
