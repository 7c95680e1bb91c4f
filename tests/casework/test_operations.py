from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms import mail
from lms.audit import AuditLine
from lms.bookings.models import Booking
from lms.casework import lookups
from lms.casework.models import Draft, Mark, MarkDraft, Submission
from lms.casework.operations import (
    mark_answer,
    release_mark,
    release_marks,
    save_draft,
    save_mark_draft,
    submit_answer,
)
from lms.content.operations import programme_of
from lms.db import begin_writing, db
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run
from lms.runs.operations import set_deadline
from tests import make
from tests.make import NOW

FOUR = {f"C{n}": 2 for n in range(1, 5)}


def task(person, run, now=NOW):
    return lookups.task_of(person, run, "2A", now)


@pytest.fixture
def course(writing):
    """A run with a trainee, by ids: each test reads them in a context of its own."""
    with writing():
        run = make.a_run(state="confirmed")
        person = make.a_confirmed_trainee(run, make.a_link_member(email="rhiannon@example.org"))
        return run.id, person.id, run.facilitators[0].person_id


def found(ids):
    return db.session.get(Run, ids[0]), db.session.get(Person, ids[1]), db.session.get(Person, ids[2])


# --- drafts ----------------------------------------------------------------------------------------


def test_a_draft_is_kept_under_a_revision_that_grows(writing, course):
    with writing():
        run, person, _ = found(course)
        assert save_draft(person, run, "2A", "I would", 0, now=NOW).revision == 1
        assert save_draft(person, run, "2A", "I would ring", 1, now=NOW).revision == 2
        assert task(person, run).text == "I would ring"


def test_what_is_sent_twice_is_kept_once(writing, course):
    with writing():
        run, person, _ = found(course)
        save_draft(person, run, "2A", "I would", 0, now=NOW)
        assert save_draft(person, run, "2A", "I would", 0, now=NOW + timedelta(minutes=1)).revision == 1


def test_an_old_page_writes_over_nothing(writing, course):
    with writing():
        run, person, _ = found(course)
        save_draft(person, run, "2A", "from the phone", 0, now=NOW)
        save_draft(person, run, "2A", "from the phone, longer", 1, now=NOW)
        with pytest.raises(Refusal) as refused:
            save_draft(person, run, "2A", "from the desk", 1, now=NOW)
        assert refused.value.code == "elsewhere"
        assert task(person, run).text == "from the phone, longer"


def test_a_very_long_text_is_refused_whole(writing, course):
    with writing():
        run, person, _ = found(course)
        with pytest.raises(Refusal, match="longer than 40,000 letters"):
            save_draft(person, run, "2A", "x" * 40_001, 0, now=NOW)


def test_a_case_study_of_another_course_has_no_draft(writing, course):
    with writing():
        run, person, _ = found(course)
        with pytest.raises(Refusal, match="no such case study"):
            save_draft(person, run, "9Z", "I would", 0, now=NOW)


# --- sending ---------------------------------------------------------------------------------------


def test_what_was_sent_stays_and_an_old_page_can_t_change_it(writing, course):
    with writing():
        run, person, _ = found(course)
        save_draft(person, run, "2A", make.ANSWER, 0, now=NOW)
        sent = submit_answer(person, run, "2A", make.ANSWER, now=NOW)
        assert (sent.attempt, sent.late, task(person, run).state) == (1, False, "sent")
        with pytest.raises(Refusal) as refused:
            save_draft(person, run, "2A", make.ANSWER + " And more.", 1, now=NOW)
        assert refused.value.code == "sent"
        assert sent.text == make.ANSWER


def test_sending_twice_sends_once(writing, course):
    with writing():
        run, person, _ = found(course)
        first = submit_answer(person, run, "2A", make.ANSWER, now=NOW)
        assert submit_answer(person, run, "2A", make.ANSWER, attempt=1, now=NOW + timedelta(seconds=1)) is first
        assert submit_answer(person, run, "2A", make.ANSWER, now=NOW + timedelta(seconds=1)) is first
        with pytest.raises(Refusal, match="You have sent this already, Thursday 26 November, 09:00"):
            submit_answer(person, run, "2A", "Other words.", now=NOW)
        acts = db.session.scalars(select(AuditLine.act)).all()
        assert acts.count("sent an answer") == 1


def test_two_clicks_in_the_same_moment_send_once(app, at_once, course, in_context):
    def send():
        with app.app_context():
            begin_writing()
            run, person, _ = found(course)
            sent = submit_answer(person, run, "2A", make.ANSWER, attempt=1, now=NOW)
            db.session.commit()
            return sent.id

    sent = at_once(send, send, send)
    assert len(set(sent)) == 1 and isinstance(sent[0], int), sent
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 1


def test_two_pages_that_keep_in_the_same_moment_lose_nothing(app, at_once, course, in_context):
    def keep(text):
        def act():
            with app.app_context():
                begin_writing()
                run, person, _ = found(course)
                save_draft(person, run, "2A", text, 0, now=NOW)
                db.session.commit()
                return text
        return act

    answers = at_once(keep("one"), keep("two"))
    refused = [each for each in answers if isinstance(each, Refusal)]
    assert [each.code for each in refused] == ["elsewhere"], answers
    with in_context() as session:
        assert session.scalars(select(Draft.text)).one() in answers


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n ", "empty"), ("x" * 40_001, "long")])
def test_what_can_t_be_sent(writing, course, text, code):
    with writing():
        run, person, _ = found(course)
        with pytest.raises(Refusal) as refused:
            submit_answer(person, run, "2A", text, now=NOW)
        assert refused.value.code == code


def test_late_is_shown_and_taken_all_the_same(writing, course):
    with writing():
        run, person, _ = found(course)
        set_deadline(run, "2A", date(2026, 11, 25), actor=make.US, now=NOW)
        assert task(person, run).is_late
        sent = submit_answer(person, run, "2A", make.ANSWER, now=NOW)
        assert sent.late and sent.due_on == date(2026, 11, 25)


def test_on_the_due_day_it_is_in_time_until_midnight_in_london(writing, course):
    with writing():
        run, person, _ = found(course)
        set_deadline(run, "2A", date(2026, 11, 26), actor=make.US, now=NOW)
        late_evening = NOW.replace(hour=23, minute=59)
        assert not submit_answer(person, run, "2A", make.ANSWER, now=late_evening).late


def test_where_nobody_leads_the_course_any_more_nothing_is_sent(writing, course):
    with writing():
        run, person, _ = found(course)
        for facilitator in run.facilitators:
            facilitator.ended_at = NOW - timedelta(days=1)
        with pytest.raises(Refusal, match="nobody would mark it"):
            submit_answer(person, run, "2A", make.ANSWER, now=NOW)


# --- once more -------------------------------------------------------------------------------------


def test_not_yet_can_be_sent_once_more_and_every_version_stays(writing, course):
    with writing():
        run, person, _ = found(course)
        first = make.a_submission(run=run, person=person)
        mark = make.a_released_mark(submission=first, outcome="not yet")
        assert mark.resubmit_by == date(2026, 12, 10)
        now = task(person, run)
        assert (now.state, now.until, now.text) == ("not yet", date(2026, 12, 10), make.ANSWER)
        with pytest.raises(Refusal, match="word for word"):
            submit_answer(person, run, "2A", make.ANSWER, now=NOW)
        second = submit_answer(person, run, "2A", "Better words.", attempt=2, now=NOW)
        assert (second.attempt, [each.text for each in task(person, run).submissions]) == (
            2, [make.ANSWER, "Better words."])
        make.a_released_mark(submission=second, outcome="not yet")
        assert task(person, run).state == "closed"
        with pytest.raises(Refusal) as refused:
            submit_answer(person, run, "2A", "A third.", now=NOW)
        assert refused.value.code == "closed"


def test_a_page_from_before_the_first_sending_sends_no_second_version(writing, course):
    with writing():
        run, person, _ = found(course)
        make.a_released_mark(submission=make.a_submission(run=run, person=person), outcome="not yet")
        with pytest.raises(Refusal) as refused:
            submit_answer(person, run, "2A", "Typed long ago.", attempt=1, now=NOW)
        assert refused.value.code == "sent"


def test_after_the_last_day_for_sending_again_it_is_closed(writing, course):
    with writing():
        run, person, _ = found(course)
        make.a_released_mark(submission=make.a_submission(run=run, person=person), outcome="not yet")
        late = NOW + timedelta(days=15)
        assert task(person, run, late).state == "closed"
        with pytest.raises(Refusal, match="could be sent once more until Thursday 10 December"):
            submit_answer(person, run, "2A", "Better words.", now=late)


def test_what_is_met_on_one_run_counts_on_the_next_of_the_same_version(writing):
    with writing():
        person, run = make.a_link_member(), make.a_run(state="confirmed")
        make.a_confirmed_trainee(run, person)
        make.a_released_mark(submission=make.a_submission(run=run, person=person))
        later = make.a_run(state="confirmed", days=[date(2027, 5, 4), date(2027, 5, 5)])
        make.a_confirmed_trainee(later, person)
        there = task(person, later)
        assert (there.state, there.met_on) == ("meets", run.ref)
        with pytest.raises(Refusal) as refused:
            submit_answer(person, later, "2A", make.ANSWER, now=NOW)
        assert refused.value.code == "done"


def test_another_major_version_starts_afresh(writing):
    with writing():
        person, run = make.a_link_member(), make.a_run(state="confirmed")
        make.a_confirmed_trainee(run, person)
        make.a_released_mark(submission=make.a_submission(run=run, person=person))
        later = make.a_run(state="confirmed", snapshot=make.a_programme(version="2.0"), days=[date(2027, 5, 4)])
        make.a_confirmed_trainee(later, person)
        assert task(person, later).state == "to write"
        assert lookups.outcomes_of([person.id], programme_of(later.snapshot)) == {person.id: {}}


# --- marking ---------------------------------------------------------------------------------------


def test_a_mark_is_held_until_it_is_released(writing, course):
    with writing():
        run, person, marker = found(course)
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
        run, person, marker = found(course)
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
        run, person, _ = found(course)
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
        run, person, _ = found(course)
        with pytest.raises(Refusal) as refused:
            make.a_mark(**{"submission": make.a_submission(run=run, person=person), "outcome": "meets"} | given)
        assert refused.value.field == field


def test_nobody_marks_their_own_answer(writing, course):
    with writing():
        run, person, _ = found(course)
        with pytest.raises(Refusal, match="their own"):
            make.a_mark(submission=make.a_submission(run=run, person=person), marker=person)


def test_a_correction_supersedes_and_is_released_again(writing, course):
    with writing():
        run, person, marker = found(course)
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
        run, person, marker = found(course)
        submission = make.a_submission(run=run, person=person)
        first = make.a_mark(submission=submission, seen=0)
        assert make.a_mark(submission=submission, seen=0) is first
        other = make.a_person(name="Ann Lee")
        with pytest.raises(Refusal, match="Morag Bain has marked it while you had it open: meets") as refused:
            make.a_mark(submission=submission, seen=0, marker=other, feedback="Mine.")
        assert refused.value.code == "marked"


def test_two_facilitators_who_record_at_once_make_one_mark(app, at_once, course, writing, in_context):
    with writing():
        run, person, marker = found(course)
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
        run, person, marker = found(course)
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
        run, person, marker = found(course)
        submission = make.a_submission(run=run, person=person)
        draft = save_mark_draft(submission, scores=FOUR, feedback="", outcome="meets", revision=0, marker=marker,
                                now=NOW)
        assert draft.outcome == ""
        draft = save_mark_draft(submission, scores=FOUR, feedback="", outcome="not yet", revision=1, marker=marker,
                                now=NOW)
        assert draft.outcome == "not yet"
        assert db.session.scalar(select(func.count()).select_from(MarkDraft)) == 1


# --- piles -----------------------------------------------------------------------------------------


def test_what_waits_for_a_facilitator_is_on_her_runs_only(writing, course):
    with writing():
        run, person, marker = found(course)
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
        run, person, marker = found(course)
        held = [make.a_mark(submission=make.a_submission(run=run, person=each))
                for each in (person, make.a_confirmed_trainee(run))]
        waits = make.a_submission(run=run, person=make.a_confirmed_trainee(run))
        assert {mark.id for mark in release_marks(run, "2A", actor=marker, now=NOW)} == {mark.id for mark in held}
        pile = lookups.pile_of(waits, marker)
        assert (len(pile.to_mark), len(pile.held), pile.marked) == (1, 0, 2)


def test_somebody_who_withdrew_after_sending_is_still_marked(writing, course):
    with writing():
        run, person, marker = found(course)
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

    assert count(ids[:1]) == count(ids) == 2
