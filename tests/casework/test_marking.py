"""Marks: held until they are released, corrected by another, and what waits for whom."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import mail
from lms.bookings.models import Booking
from lms.casework import lookups
from lms.casework.models import Mark, MarkDraft, Submission
from lms.casework.operations import mark_answer, release_mark, release_marks, save_mark_draft
from lms.content.operations import programme_of
from lms.db import begin_writing, db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run
from tests import make
from tests.make import NOW

FOUR = {f"C{n}": 2 for n in range(1, 5)}


def test_a_mark_is_held_until_it_is_released(writing, course, task):
    with writing():
        run, person, marker = course.found()
        mark = make.a_mark(submission=make.a_submission(run=run, person=person))
        assert (mark.proposed, mark.outcome, mark.released_at) == ("meets", "meets", None)
        held = task(person, run)
        assert (held.state, held.released_mark) == ("sent", None)
        assert lookups.outcomes_of([person.id], programme_of(run.snapshot))[person.id]["2A"].outcome is None
        release_mark(mark, actor=marker, now=NOW)
        assert task(person, run).state == "meets"
        outcome = lookups.outcomes_of([person.id], programme_of(run.snapshot))[person.id]["2A"]
        assert (outcome.outcome, outcome.marker_id, outcome.sent) == ("meets", marker.id, False)


def test_release_tells_her_by_mail_and_only_once(writing, course):
    with writing():
        run, person, marker = course.found()
        mark = make.a_released_mark(submission=make.a_submission(run=run, person=person))
        told = mail.last_to(person.email)
        assert "Tuesday at ten" in told.subject
        assert f"/my-course/{run.ref}/case-studies/2A" in told.text
        assert mark.feedback not in told.text and "meets" not in told.text
        release_mark(mark, actor=marker, now=NOW + timedelta(hours=1))
        assert mark.released_at == NOW
        assert mail.last_to(person.email).id == told.id


def test_the_marker_may_decide_otherwise_with_a_reason(writing, course):
    with writing():
        run, person, _ = course.found()
        submission = make.a_submission(run=run, person=person)
        with pytest.raises(Refusal, match="The rule proposes “meets”. Say why") as refused:
            make.a_mark(submission=submission, scores=FOUR, outcome="not yet")
        assert refused.value.field == "reason"
        mark = make.a_mark(submission=submission, scores=FOUR, outcome="not yet", reason="She names a real patient.")
        assert (mark.proposed, mark.outcome, mark.reason) == ("meets", "not yet", "She names a real patient.")


@pytest.mark.parametrize(("given", "field"), [
    ({"scores": {"C1": 2, "C2": 2, "C3": 2}}, "score-C4"),
    ({"scores": FOUR | {"C2": 3}}, "score-C2"),
    ({"feedback": "  "}, "feedback"),
    ({"outcome": ""}, "outcome"),
    ({"outcome": "not yet", "scores": FOUR, "reason": "x" * 301}, "reason"),
])
def test_what_a_mark_needs(writing, course, given, field):
    with writing():
        run, person, _ = course.found()
        with pytest.raises(Refusal) as refused:
            make.a_mark(**{"submission": make.a_submission(run=run, person=person), "outcome": "meets"} | given)
        assert refused.value.field == field


def test_nobody_marks_their_own_answer(writing, course):
    with writing():
        run, person, _ = course.found()
        with pytest.raises(Refusal, match="their own"):
            make.a_mark(submission=make.a_submission(run=run, person=person), marker=person)


def test_a_correction_supersedes_and_is_released_again(writing, course, task):
    with writing():
        run, person, marker = course.found()
        submission = make.a_submission(run=run, person=person)
        first = make.a_released_mark(submission=submission, outcome="not yet")
        second = mark_answer(submission, scores=FOUR, feedback="I had misread you.", outcome="meets", marker=marker,
                             seen=first.id, now=NOW)
        assert second.supersedes_id == first.id
        assert task(person, run).state == "not yet", "until the new one is released"
        with pytest.raises(Refusal, match="was changed meanwhile"):
            release_mark(first, actor=marker, now=NOW)
        release_mark(second, actor=marker, now=NOW)
        assert task(person, run).state == "meets"
        assert db.session.scalar(select(func.count()).select_from(Mark)) == 2


def test_recording_twice_records_once_and_nobody_else_s_mark_is_superseded_unseen(writing, course):
    with writing():
        run, person, marker = course.found()
        submission = make.a_submission(run=run, person=person)
        first = make.a_mark(submission=submission, seen=0)
        assert make.a_mark(submission=submission, seen=0) is first
        other = make.a_person(name="Ann Lee")
        with pytest.raises(Refusal, match="Morag Bain has marked it while you had it open: meets") as refused:
            make.a_mark(submission=submission, seen=0, marker=other, feedback="Mine.")
        assert refused.value.code == "marked"


def test_two_facilitators_who_record_at_once_make_one_mark(app, at_once, course, writing, in_context):
    with writing():
        run, person, marker = course.found()
        other = make.a_person(name="Ann Lee")
        ids = make.a_submission(run=run, person=person).id, marker.id, other.id

    def record(marker_id):
        def act():
            with app.app_context():
                begin_writing()
                submission = db.session.get(Submission, ids[0])
                marker = db.session.get(Person, marker_id)
                mark = mark_answer(submission, scores=FOUR, feedback="Good.", outcome="meets", marker=marker, seen=0,
                                   now=NOW)
                db.session.commit()
                return mark.id
        return act

    answers = at_once(record(ids[1]), record(ids[2]))
    assert [each.code for each in answers if isinstance(each, Refusal)] == ["marked"], answers
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Mark)) == 1


def test_a_marker_s_draft_is_hers_and_an_old_page_writes_over_nothing(writing, course):
    with writing():
        run, person, marker = course.found()
        submission = make.a_submission(run=run, person=person)
        words = {"scores": {"C1": 2}, "feedback": "You put", "marker": marker, "now": NOW}
        assert save_mark_draft(submission, **words, revision=0).revision == 1
        assert save_mark_draft(submission, **words | {"feedback": "You put Daniel"}, revision=1).revision == 2
        assert save_mark_draft(submission, **words | {"feedback": "You put Daniel"}, revision=1).revision == 2
        with pytest.raises(Refusal) as refused:
            save_mark_draft(submission, **words | {"feedback": "Other"}, revision=1)
        assert refused.value.code == "elsewhere"
        other = make.a_person(name="Ann Lee")
        assert save_mark_draft(submission, **words | {"marker": other}, revision=0).revision == 1
        assert lookups.pile_of(submission, other).to_mark[0].begun_by == (marker.name,)


def test_what_the_rule_proposes_is_not_kept_as_her_choice(writing, course):
    with writing():
        run, person, marker = course.found()
        submission = make.a_submission(run=run, person=person)
        draft = save_mark_draft(submission, scores=FOUR, feedback="", outcome="meets", revision=0, marker=marker,
                                now=NOW)
        assert draft.outcome == ""
        draft = save_mark_draft(submission, scores=FOUR, feedback="", outcome="not yet", revision=1, marker=marker,
                                now=NOW)
        assert draft.outcome == "not yet"
        assert db.session.scalar(select(func.count()).select_from(MarkDraft)) == 1


def test_what_waits_for_a_facilitator_is_on_her_runs_only(writing, course):
    with writing():
        run, person, marker = course.found()
        make.a_submission(run=run, person=person)
        elsewhere = make.a_submission(run=make.a_run(state="confirmed", facilitators=[make.a_person(name="Ann Lee")]))
        piles = lookups.waiting_for(marker, NOW)
        assert {pile.run.id for pile in piles} == {run.id}
        assert [pile.case_study.code for pile in piles] == ["2A", "3A", "7A"]
        assert [line.person.id for line in piles[0].to_mark] == [person.id]
        assert lookups.answer_for(marker, elsewhere.id, NOW) is None
        assert lookups.unmarked_counts([run.id, elsewhere.run_id]) == {run.id: 1, elsewhere.run_id: 1}


def test_all_of_a_pile_is_released_at_once(writing, course):
    with writing():
        run, person, marker = course.found()
        held = [make.a_mark(submission=make.a_submission(run=run, person=each))
                for each in (person, make.a_confirmed_trainee(run))]
        waits = make.a_submission(run=run, person=make.a_confirmed_trainee(run))
        assert {mark.id for mark in release_marks(run, "2A", actor=marker, now=NOW)} == {mark.id for mark in held}
        pile = lookups.pile_of(waits, marker)
        assert (len(pile.to_mark), len(pile.held), pile.marked) == (1, 0, 2)


def test_somebody_who_withdrew_after_sending_is_still_marked(writing, course):
    with writing():
        run, person, marker = course.found()
        submission = make.a_submission(run=run, person=person)
        booking = db.session.scalars(select(Booking).where(Booking.person_id == person.id)).one()
        booking.state, booking.seat = "withdrawn", None
        db.session.flush()
        assert [line.person.id for line in lookups.pile_of(submission, marker).to_mark] == [person.id]


def test_the_outcomes_of_many_take_a_fixed_number_of_queries(writing, queries, in_context):
    with writing():
        run = make.a_run(state="confirmed")
        ids = [make.a_confirmed_trainee(run).id for _ in range(3)]
        for person_id in ids:
            make.a_released_mark(submission=make.a_submission(run=run, person=db.session.get(Person, person_id)))
        run_id = run.id

    def count(wanted):
        with in_context() as session:
            programme = programme_of(session.get(Run, run_id).snapshot)
            with queries() as seen:
                lookups.outcomes_of(wanted, programme)
            return len(seen)

    assert count(ids[:1]) == count(ids) == 1
