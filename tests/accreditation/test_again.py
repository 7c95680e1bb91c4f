"""Whose accreditation has lapsed takes the course again; and nothing is decided before a course has been held."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.accreditation.lookups import case_file_of, standing_of
from lms.accreditation.models import Accreditation
from lms.accreditation.operations import accredit, decide_completion
from lms.attendance.operations import record_tap
from lms.certificates.answers import answer_for
from lms.certificates.lookups import certificates_of
from lms.certificates.operations import issue_run
from lms.people.models import Person
from lms.record.lookups import facts_of
from lms.refusal import Refusal
from lms.runs.models import Run
from tests import make
from tests.accreditation import cases
from tests.accreditation.cases import refused
from tests.small_courses import a_programme

# Accredited on 26 November 2026 for five years; a refresher could renew it until 26 February 2032.
GRACE_IS_OVER = datetime(2032, 2, 27, 9, tzinfo=UTC)
DAYS = [date(2033, 3, 3), date(2033, 3, 17)]
DONE = datetime(2033, 3, 18, 9, tzinfo=UTC)


def sit(run, person, sessions=None):
    for each in run.sessions if sessions is None else sessions:
        record_tap(each, person, tap_id=f"{each.id}-{person.id}", state="present",
                   actor=run.facilitators[0].person, now=each.ends_at)


@pytest.fixture
def who_was_a_rep(writing, stage):
    """A rep of 2026, an administrator, and her place on the same course in 2033: their ids."""

    def made():
        with writing():
            administrator = make.an_administrator(email="denise@example.org")
            run = cases.a_run_that_is_over(snapshot=a_programme(wordings=make.wordings(approved=True)))
            rep = cases.a_trainee(run, make.a_region("Wales"), name="Rhiannon Prŷs", administrator=administrator)
            issue_run(run, actor=administrator, now=make.NOW)
            again = make.a_run(snapshot=run.snapshot, days=DAYS, state="confirmed", minimum=1, place="Cardiff",
                               now=DONE - timedelta(days=90))
            make.a_confirmed_trainee(again, rep, now=DONE - timedelta(days=80))
            return rep.id, administrator.id, run.id, again.id

    return stage(made)


def found(session, ids):
    return [session.get(model, each) for model, each in zip((Person, Person, Run, Run), ids, strict=True)]


def test_what_led_to_the_one_that_lapsed_does_not_lead_to_the_next(writing, who_was_a_rep):
    with writing() as session:
        rep, administrator, first, again = found(session, who_was_a_rep)
        file = case_file_of(rep, again, DONE)
        lines = {line.code: line for line in file.conditions}
        assert lines["Q3"].known.startswith("Missed:") or lines["Q3"].known.startswith("Still to come:")
        assert not lines["Q4"].met and not lines["Q7"].met and lines["Q5"].met
        assert file.decision is None and file.accreditation is None and not file.may_be_decided
        assert file.standing.words == "Expired on 26 November 2031"
        assert "Every required session" in refused(decide_completion, rep, again, actor=administrator, now=DONE)
        # The course of 2026 gives nothing a second time.
        old = case_file_of(rep, first, DONE)
        assert old.recognised and not old.may_be_accredited and old.decision is not None
        assert "Expired on 26 November 2031" in refused(accredit, rep, first, actor=administrator, now=DONE)


def test_who_takes_the_course_again_is_accredited_again(writing, who_was_a_rep):
    with writing() as session:
        rep, administrator, first, again = found(session, who_was_a_rep)
        sit(again, rep)
        decide_completion(rep, again, actor=again.facilitators[0].person, now=DONE)
        file = case_file_of(rep, again, DONE)
        assert file.may_be_accredited and file.shown == ("going", "Ready to accredit")
        given = accredit(rep, again, actor=administrator, now=DONE)
        before, now = session.scalars(select(Accreditation).order_by(Accreditation.id))
        assert (now, now.valid_from, now.valid_to) == (given, date(2033, 3, 18), date(2038, 3, 18))
        assert (before.renewed_by_id, before.ended_reason) == (now.id, f"Accredited anew on {again.ref}")
        assert standing_of(rep, "rep", DONE).words == "Accredited until 18 March 2038"
        assert standing_of(rep, "rep", GRACE_IS_OVER).words == "Expired on 26 November 2031"
        held = [each for each in facts_of([rep.id], kinds=("accredited",))[rep.id] if each.ended_on is None]
        assert [each.since for each in held] == [date(2033, 3, 18)]
        assert "is accredited already" in refused(accredit, rep, again, actor=administrator, now=DONE)
        assert case_file_of(rep, again, DONE + timedelta(days=400)).recognised


def test_the_new_certificate_is_answered_for_and_the_old_one_is_not(writing, who_was_a_rep):
    with writing() as session:
        rep, administrator, first, again = found(session, who_was_a_rep)
        old = next(each for each in certificates_of(rep) if each.kind == "accreditation")
        assert answer_for(old, DONE).state == "expired"
        sit(again, rep)
        decide_completion(rep, again, actor=again.facilitators[0].person, now=DONE)
        accredit(rep, again, actor=administrator, now=DONE)
        issue_run(again, actor=administrator, now=DONE)
        new = next(each for each in certificates_of(rep) if each.kind == "accreditation")
        assert new.id != old.id and answer_for(new, DONE).state == "current"
        assert answer_for(old, DONE).state == "superseded"


@pytest.mark.parametrize(("day", "words"), [
    (datetime(2031, 11, 26, 9, tzinfo=UTC), "is accredited already"),
    (datetime(2032, 2, 26, 9, tzinfo=UTC), "It can be renewed until 26 February 2032; after that, this course leads"),
])
def test_while_it_can_be_renewed_the_course_gives_no_second_one(writing, who_was_a_rep, day, words):
    with writing() as session:
        rep, administrator, first, _ = found(session, who_was_a_rep)
        again = make.a_run(snapshot=first.snapshot, days=[day.date() - timedelta(days=9)], state="confirmed",
                           minimum=1, now=day - timedelta(days=90), place="Bangor")
        make.a_confirmed_trainee(again, rep, now=day - timedelta(days=80))
        sit(again, rep)
        assert words in refused(accredit, rep, again, actor=administrator, now=day)


def test_two_administrators_accredit_anew_at_once_and_one_of_them_does(writing, who_was_a_rep, at_once, in_context):
    with writing() as session:
        rep, administrator, _, again = found(session, who_was_a_rep)
        other = make.an_administrator(email="other@example.org")
        sit(again, rep)
        decide_completion(rep, again, actor=again.facilitators[0].person, now=DONE)
        rep_id, run_id, both = rep.id, again.id, (administrator.id, other.id)

    def one(who):
        def act():
            with writing() as session:
                accredit(session.get(Person, rep_id), session.get(Run, run_id), actor=session.get(Person, who),
                         now=DONE)
                return "accredited"
        return act

    got = at_once(*map(one, both))
    assert sum(each == "accredited" for each in got) == 1 and sum(isinstance(each, Refusal) for each in got) == 1
    with in_context() as session:
        rows = list(session.scalars(select(Accreditation).where(Accreditation.ended_at.is_(None))))
        assert [row.run_id for row in rows] == [run_id]


def test_nobody_is_decided_about_before_the_last_day_whatever_she_did_elsewhere(writing, signed_in, clock):
    with writing():
        person = cases.a_trainee(cases.a_run_that_is_over(), make.a_region("Wales"), "learned")
        again = make.a_run(days=[date(2027, 3, 4), date(2027, 3, 18)], state="confirmed", minimum=1)
        make.a_confirmed_trainee(again, person)
        leader, administrator = again.facilitators[0].person, make.an_administrator(email="denise@example.org")
        between = datetime(2027, 3, 5, 9, tzinfo=UTC)
        assert "goes on until 18 March 2027" in refused(
            decide_completion, person, again, actor=leader, now=between)
        file = case_file_of(person, again, between)
        assert not file.may_be_decided and case_file_of(person, again, between.replace(day=18)).may_be_decided
        path, ids = f"/runs/{again.ref}/case-files/{person.id}", (person.id, again.id, leader.id)
    clock.at("2027-03-05 09:00")
    page = signed_in(administrator).get(path).text
    assert "Record completion" not in page
    clock.at("2027-03-18 08:00")
    assert "Record completion" in signed_in(administrator).get(path).text
    with writing() as session:
        rep, run, leads = (session.get(model, each) for model, each in zip((Person, Run, Person), ids, strict=True))
        assert decide_completion(rep, run, actor=leads, now=between.replace(day=18)).run_id == run.id
