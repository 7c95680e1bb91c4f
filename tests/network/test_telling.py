"""Each rep is told once by mail that something has changed, and the mail says nothing of what, or of her."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from lms import jobs
from lms.accreditation.models import Accreditation
from lms.db import begin_writing, db
from lms.jobs import run_jobs_now
from lms.mail import OutgoingMail
from lms.network import operations
from lms.network.jobs import look_today
from lms.network.models import LawNotice, LawRound
from lms.network.updates import update_of
from lms.people.operations import set_membership
from lms.workplaces.models import Region
from tests import make
from tests.accreditation import cases
from tests.network import law

NOW = make.NOW
CHANGED = "network/changed"


def letters(session):
    return [mail for mail in session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))
            if mail.template == CHANGED]


def told(writing, in_context, day="2026-11-26"):
    """The job of that day is done; the letters that there are."""
    with writing():
        jobs.enqueue("network.tell-reps", day=day)
    with in_context():
        run_jobs_now()
    with in_context() as session:
        return letters(session)


def test_a_rep_is_told_once_and_the_letter_names_neither_law_nor_membership(writing, a_rep, in_context):
    with writing():
        rep, _ = a_rep()
        law.changed(companion=replace(law.COMPANION, text="<p>To any hearing.</p>"))
        name, email = rep.name, rep.email
    (letter,) = told(writing, in_context)
    assert (letter.to_address, letter.to_label) == (email, name)
    assert "2 things that your course taught" in letter.text and "/updates" in letter.text
    for word in ("service", "dismissal", "companion", "trade union", "accredit", "six months", "hearing"):
        assert word not in letter.text.casefold(), word
    with in_context() as session:
        assert {row.statement for row in session.scalars(select(LawNotice))} == {"service", "companion"}
    assert len(told(writing, in_context, "2026-11-27")) == 1
    assert len(told(writing, in_context, "2026-11-28")) == 1


def test_another_change_is_another_letter_and_what_was_read_needs_none(writing, a_rep, in_context):
    with writing():
        rep, _ = a_rep()
        law.changed()
        update = update_of(rep, "service", NOW)
        operations.read_update(rep, update, digest=update.digest, now=NOW)
        number = rep.id
    assert told(writing, in_context) == []
    with writing():
        law.published("1.2", replace(law.SIX_MONTHS, status="made"), law.COMPANION)
    (letter,) = told(writing, in_context, "2026-11-27")
    assert "One thing that your course taught" in letter.text
    with in_context() as session:
        assert session.scalar(select(LawNotice)).person_id == number


def test_who_has_left_has_no_address_or_is_no_rep_is_not_written_to(writing, a_rep, in_context):
    with writing() as session:
        rep, _ = a_rep()
        law.changed()
        run, region = _run(session), session.scalar(select(Region))
        left, nowhere = cases.a_trainee(run, region), cases.a_trainee(run, region)
        cases.a_trainee(run, region, "completed")
        set_membership(left, "left", since=NOW.date(), source="the tests", actor=make.US, now=NOW)
        nowhere.email = None
        email = rep.email
    assert [letter.to_address for letter in told(writing, in_context)] == [email]


def _run(session):
    return session.scalar(select(Accreditation)).run


def test_a_day_is_looked_at_once_whoever_asks(writing, a_rep, in_context):
    with writing():
        a_rep()
        law.changed()
        assert operations.begin_round(date(2026, 11, 26), now=NOW) is not None
        assert operations.begin_round(date(2026, 11, 26), now=NOW) is None
    assert told(writing, in_context) == []
    assert len(told(writing, in_context, "2026-11-27")) == 1


def test_many_are_told_in_parts_and_a_part_that_is_done_again_does_no_harm(writing, a_rep, in_context, monkeypatch):
    monkeypatch.setattr(operations, "AT_ONCE", 2)
    with writing() as session:
        a_rep()
        law.changed()
        for _ in range(4):
            cases.a_trainee(_run(session), session.scalar(select(Region)))
    with writing():
        firsts = operations.begin_round(date(2026, 11, 26), now=NOW)
        assert len(firsts) == 3
        assert [operations.tell_some(first, now=NOW) for first in firsts] == [2, 2, 1]
        assert [operations.tell_some(first, now=NOW) for first in firsts] == [0, 0, 0]
    with in_context() as session:
        assert len(letters(session)) == 5


def test_two_parts_at_once_tell_nobody_twice(writing, a_rep, at_once, in_context):
    with writing():
        number = a_rep()[0].id
        law.changed()

    def act():
        with writing():
            return operations.tell_some(number, now=NOW)

    at_once(act, act)
    with in_context() as session:
        assert len(letters(session)) == 1


def test_a_worker_looks_when_it_begins_and_then_each_morning(writing, a_rep, in_context, clock):
    with writing():
        a_rep()
        law.changed()
    for _ in range(2):  # two workers, or one that was started again
        with in_context():
            look_today()
            run_jobs_now()
        with in_context() as session:
            assert len(letters(session)) == 1
    with in_context() as session:
        assert [each.day for each in session.scalars(select(LawRound))] == [date(2026, 11, 26)]
    clock.at("2026-11-27 07:15")
    with writing():
        law.published("1.2", replace(law.SIX_MONTHS, status="made"), law.COMPANION)
    with in_context():
        run_jobs_now(early=True)  # what was arranged for this morning
    with in_context() as session:
        assert len(letters(session)) == 2
        days = [each.day for each in session.scalars(select(LawRound).order_by(LawRound.day))]
        assert days[:2] == [date(2026, 11, 26), date(2026, 11, 27)]


def test_a_worker_that_begins_on_a_day_that_was_looked_at_asks_for_nothing(writing, in_context):
    with in_context():
        begin_writing()
        db.session.add(LawRound(day=NOW.date(), begun_at=NOW - timedelta(hours=2)))
        db.session.commit()
        look_today()
        assert run_jobs_now() == 0
