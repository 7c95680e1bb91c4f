"""Drafts and versions: what is kept, what is sent, and when it can be sent once more."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms.audit import AuditLine
from lms.casework import lookups
from lms.casework.models import Draft, Submission
from lms.casework.operations import save_draft, submit_answer
from lms.content.operations import programme_of
from lms.db import begin_writing, db
from lms.refusal import Refusal
from lms.runs.operations import set_deadline
from tests import make
from tests.make import NOW


def test_a_draft_is_kept_under_a_revision_that_grows(writing, course, task):
    with writing():
        run, person, _ = course.found()
        assert save_draft(person, run, "2A", "I would", 0, now=NOW).revision == 1
        assert save_draft(person, run, "2A", "I would ring", 1, now=NOW).revision == 2
        assert task(person, run).text == "I would ring"


def test_what_is_sent_twice_is_kept_once(writing, course):
    with writing():
        run, person, _ = course.found()
        save_draft(person, run, "2A", "I would", 0, now=NOW)
        assert save_draft(person, run, "2A", "I would", 0, now=NOW + timedelta(minutes=1)).revision == 1


def test_an_old_page_writes_over_nothing(writing, course, task):
    with writing():
        run, person, _ = course.found()
        save_draft(person, run, "2A", "from the phone", 0, now=NOW)
        save_draft(person, run, "2A", "from the phone, longer", 1, now=NOW)
        with pytest.raises(Refusal) as refused:
            save_draft(person, run, "2A", "from the desk", 1, now=NOW)
        assert refused.value.code == "elsewhere"
        assert task(person, run).text == "from the phone, longer"


def test_a_very_long_text_is_refused_whole(writing, course):
    with writing():
        run, person, _ = course.found()
        with pytest.raises(Refusal, match="longer than 40,000 letters"):
            save_draft(person, run, "2A", "x" * 40_001, 0, now=NOW)


def test_a_case_study_of_another_course_has_no_draft(writing, course):
    with writing():
        run, person, _ = course.found()
        with pytest.raises(Refusal, match="no such case study"):
            save_draft(person, run, "9Z", "I would", 0, now=NOW)


def test_what_was_sent_stays_and_an_old_page_can_t_change_it(writing, course, task):
    with writing():
        run, person, _ = course.found()
        save_draft(person, run, "2A", make.ANSWER, 0, now=NOW)
        sent = submit_answer(person, run, "2A", make.ANSWER, now=NOW)
        assert (sent.attempt, sent.late, task(person, run).state) == (1, False, "sent")
        with pytest.raises(Refusal) as refused:
            save_draft(person, run, "2A", make.ANSWER + " And more.", 1, now=NOW)
        assert refused.value.code == "sent"
        assert sent.text == make.ANSWER


def test_sending_twice_sends_once(writing, course):
    with writing():
        run, person, _ = course.found()
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
            run, person, _ = course.found()
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
                run, person, _ = course.found()
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
        run, person, _ = course.found()
        with pytest.raises(Refusal) as refused:
            submit_answer(person, run, "2A", text, now=NOW)
        assert refused.value.code == code


def test_late_is_shown_and_taken_all_the_same(writing, course, task):
    with writing():
        run, person, _ = course.found()
        set_deadline(run, "2A", date(2026, 11, 25), actor=make.US, now=NOW)
        assert task(person, run).is_late
        sent = submit_answer(person, run, "2A", make.ANSWER, now=NOW)
        assert sent.late and sent.due_on == date(2026, 11, 25)


def test_on_the_due_day_it_is_in_time_until_midnight_in_london(writing, course):
    with writing():
        run, person, _ = course.found()
        set_deadline(run, "2A", date(2026, 11, 26), actor=make.US, now=NOW)
        late_evening = NOW.replace(hour=23, minute=59)
        assert not submit_answer(person, run, "2A", make.ANSWER, now=late_evening).late


def test_where_nobody_leads_the_course_any_more_nothing_is_sent(writing, course):
    with writing():
        run, person, _ = course.found()
        for facilitator in run.facilitators:
            facilitator.ended_at = NOW - timedelta(days=1)
        with pytest.raises(Refusal, match="nobody would mark it"):
            submit_answer(person, run, "2A", make.ANSWER, now=NOW)


def test_not_yet_can_be_sent_once_more_and_every_version_stays(writing, course, task):
    with writing():
        run, person, _ = course.found()
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
        run, person, _ = course.found()
        make.a_released_mark(submission=make.a_submission(run=run, person=person), outcome="not yet")
        with pytest.raises(Refusal) as refused:
            submit_answer(person, run, "2A", "Typed long ago.", attempt=1, now=NOW)
        assert refused.value.code == "sent"


def test_after_the_last_day_for_sending_again_it_is_closed(writing, course, task):
    with writing():
        run, person, _ = course.found()
        make.a_released_mark(submission=make.a_submission(run=run, person=person), outcome="not yet")
        late = NOW + timedelta(days=15)
        assert task(person, run, late).state == "closed"
        with pytest.raises(Refusal, match=r"could be sent once more until Thursday 10 December\."):
            submit_answer(person, run, "2A", "Better words.", now=late)


def test_what_is_met_on_one_run_counts_on_the_next_of_the_same_version(writing, task):
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


def test_another_major_version_starts_afresh(writing, task):
    with writing():
        person, run = make.a_link_member(), make.a_run(state="confirmed")
        make.a_confirmed_trainee(run, person)
        make.a_released_mark(submission=make.a_submission(run=run, person=person))
        later = make.a_run(state="confirmed", snapshot=make.a_programme(version="2.0"), days=[date(2027, 5, 4)])
        make.a_confirmed_trainee(later, person)
        assert task(person, later).state == "to write"
        assert lookups.outcomes_of([person.id], programme_of(later.snapshot)) == {person.id: {}}
