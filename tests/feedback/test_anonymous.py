"""Nothing that is kept leads from an answer to a person: no name, no time, no order, no trace elsewhere."""

import pytest
from sqlalchemy import DateTime, select, text

from lms.audit import AuditLine
from lms.db import db
from lms.feedback.lookups import has_answered
from lms.feedback.models import FeedbackAnswer, FeedbackForm, HasAnswered
from lms.feedback.operations import close_form, give_feedback, open_form
from lms.people.models import Person
from lms.refusal import Refusal
from tests import make
from tests.feedback.forms import AFTER, CLOSES, a_run_that_took_place, an_open_form, answered
from tests.small_courses import a_programme


def refused(act, *args, **over) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act(*args, **over)
    return caught.value


def test_an_answer_has_no_person_and_no_time():
    answer, who = FeedbackAnswer.__table__, HasAnswered.__table__
    assert set(answer.columns.keys()) == {"id", "form_id", "answers"}
    assert set(who.columns.keys()) == {"form_id", "person_id"}
    assert {key.column.table.name for key in answer.foreign_keys} == {"feedback_form"}
    for table in (answer, who):
        assert not any(isinstance(column.type, DateTime) for column in table.columns)
        assert table.dialect_options["sqlite"]["with_rowid"] is False


def test_answering_leaves_no_other_trace(writing, in_context):
    with writing():
        asked = an_open_form()

    def counts():
        with in_context() as session:
            return {table.name: session.scalar(text(f'SELECT count(*) FROM "{table.name}"'))
                    for table in db.metadata.sorted_tables}

    before = counts()
    with writing() as session:
        form = session.get(FeedbackForm, asked.form.id)
        give_feedback(form, session.get(Person, asked.people[0].id), {"materials": "3"}, now=make.NOW)
    after = counts()
    assert {name for name in after if after[name] != before[name]} == {"feedback_answer", "has_answered"}


def test_ids_are_random_and_say_nothing_of_the_order(writing, in_context):
    with writing():
        asked = an_open_form(8)
        answered(asked, 8)
    with in_context() as session:
        by_id = {row.id: row.answers["change"] for row in session.scalars(select(FeedbackAnswer))}
    assert all(len(key) == 32 for key in by_id)
    assert [by_id[key] for key in sorted(by_id)] != [f"Thought {number}" for number in range(8)]


def test_rows_lie_in_the_order_of_their_keys_whoever_came_first(writing, in_context):
    with writing():
        asked = an_open_form(8)
        ids = [each.id for each in asked.people]
        form_id = asked.form.id
    for person_id in reversed(ids):
        with writing() as session:
            give_feedback(session.get(FeedbackForm, form_id), session.get(Person, person_id), {"materials": "3"},
                          now=make.NOW)
    with in_context() as session:
        answers = session.scalars(text("SELECT id FROM feedback_answer")).all()
        who = session.scalars(text("SELECT person_id FROM has_answered")).all()
        assert (answers, who) == (sorted(answers), sorted(ids))


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_no_transaction_number_joins_an_answer_to_whoever_gave_it(writing, in_context):
    with writing():
        asked = an_open_form()
        ids, form_id = [each.id for each in asked.people], asked.form.id
    for person_id in ids:
        with writing() as session:
            give_feedback(session.get(FeedbackForm, form_id), session.get(Person, person_id), {"materials": "3"},
                          now=make.NOW)
    with in_context() as session:
        for table in ("feedback_answer", "has_answered"):
            assert session.scalar(text(f"SELECT count(DISTINCT xmin::text) FROM {table}")) == 1


def test_a_second_answer_is_refused_and_the_first_is_kept(writing, in_context):
    with writing():
        asked = an_open_form()
        [person, *_] = asked.people
        assert not has_answered(asked.form, person)
        give_feedback(asked.form, person, {"materials": "3"}, now=make.NOW)
        assert "answered already" in refused(give_feedback, asked.form, person, {"materials": "1"},
                                             now=make.NOW).sentence
        assert has_answered(asked.form, person) and not has_answered(asked.form, asked.people[1])
    with in_context() as session:
        assert session.scalars(select(FeedbackAnswer)).one().answers == {"materials": "3"}


def test_a_double_click_answers_once(writing, at_once, in_context):
    with writing():
        asked = an_open_form()
        form_id, person_id = asked.form.id, asked.people[0].id

    def answer():
        with writing() as session:
            return give_feedback(session.get(FeedbackForm, form_id), session.get(Person, person_id),
                                 {"materials": "3"}, now=make.NOW)

    assert sorted(type(each).__name__ for each in at_once(answer, answer)) == ["NoneType", "Refusal"]
    with in_context() as session:
        assert session.query(FeedbackAnswer).count() == session.query(HasAnswered).count() == 1


def test_each_reason_not_to_take_an_answer(writing):
    with writing():
        asked = an_open_form()
        some = {"materials": "3"}
        assert "on this run" in refused(give_feedback, asked.form, make.a_link_member(), some, now=make.NOW).sentence
        assert "at least one" in refused(give_feedback, asked.form, asked.people[0], {"change": ""},
                                         now=make.NOW).sentence
        assert "has closed" in refused(give_feedback, asked.form, asked.people[0], some, now=AFTER).sentence
        close_form(asked.form, actor=asked.leader, now=make.NOW)
        assert "has closed" in refused(give_feedback, asked.form, asked.people[0], some, now=make.NOW).sentence
        assert "closed already" in refused(close_form, asked.form, actor=asked.leader, now=make.NOW).sentence


def test_a_form_opens_once_on_the_last_day_and_that_is_audited(writing, in_context):
    with writing():
        asked = a_run_that_took_place(1)
        given = {"actor": asked.leader, "now": make.NOW}
        early = given | {"now": make.NOW.replace(day=25)}
        assert "last day" in refused(open_form, asked.run, CLOSES, **early).sentence
        assert refused(open_form, asked.run, CLOSES.replace(month=10), **given).field == "closes_on"
        no_questions = make.a_run(snapshot=a_programme(version="2.0"), state="confirmed", minimum=1)
        assert "no feedback" in refused(open_form, no_questions, CLOSES, **given).sentence
        assert "taken place" in refused(open_form, make.a_run(snapshot=no_questions.snapshot), CLOSES, **given).sentence
        open_form(asked.run, CLOSES, **given)
        assert "open already" in refused(open_form, asked.run, CLOSES, **given).sentence
    with in_context() as session:
        assert session.query(AuditLine).filter_by(act="opened feedback").count() == 1
