"""A refresher renews an accreditation: whose, until when, and what it does to what was issued before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.accreditation import operations
from lms.accreditation.lookups import case_file_of, standing_of
from lms.accreditation.models import Accreditation
from lms.accreditation.renewal import renew
from lms.accreditation.renewing import last_day_to_renew
from lms.attendance.operations import record_tap
from lms.audit import AuditLine
from lms.casework.lookups import task_of, tasks_of
from lms.certificates.answers import answer_for
from lms.certificates.lookups import certificates_of
from lms.certificates.operations import issue_run
from lms.certificates.planning import dry_run
from lms.content.operations import programme_of
from lms.content.shapes import Standard
from lms.people.models import Person
from lms.people.operations import set_membership
from lms.record.lookups import facts_of
from lms.refusal import Refusal
from lms.runs.models import Run
from tests import make
from tests.accreditation.cases import IN_TIME, a_refresher_run, refused
from tests.small_courses import a_refresher

NOW = make.NOW
SOON = datetime(2027, 2, 10, 9, tzinfo=UTC)


def test_completing_it_renews_for_as_long_as_its_standard_says(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        run, day = a_refresher_run(rep), IN_TIME + timedelta(days=3)
        assert standing_of(rep, "rep", day).words == "Accredited until 26 November 2031. Renewal is due"
        given = renew(rep, run, actor=administrator, now=day)
        earlier, now = session.scalars(select(Accreditation).order_by(Accreditation.id))
        assert (now, now.valid_from, now.valid_to) == (given, date(2031, 9, 13), date(2036, 9, 10))
        assert (now.appointment_id, now.companion, now.rule_version) == (earlier.appointment_id, True, "refresher 1")
        assert (earlier.renewed_by_id, earlier.ended_reason) == (now.id, f"Renewed on {run.ref}")
        assert now.evidence["renews"] == earlier.id and now.evidence["rule"] == "refresher 1"
        standing = standing_of(rep, "rep", day)
        assert standing.current and standing.words == "Accredited until 10 September 2036"
        held = [fact for fact in facts_of([rep.id], kinds=("accredited",))[rep.id] if fact.ended_on is None]
        assert [(fact.since, fact.until) for fact in held] == [(date(2031, 9, 13), date(2036, 9, 10))]
        assert "renewed an accreditation" in set(session.scalars(select(AuditLine.act)))
        assert "renewed on 13 September 2031" in refused(renew, rep, run, actor=administrator, now=day)


def test_how_it_stood_before_is_not_changed_by_renewing(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        before = standing_of(rep, "rep", NOW + timedelta(days=1)).words
        renew(rep, a_refresher_run(rep), actor=administrator, now=IN_TIME + timedelta(days=3))
        assert standing_of(rep, "rep", NOW + timedelta(days=1)).words == before


@pytest.mark.parametrize(("day", "allowed"), [
    (date(2027, 2, 10), True), (date(2031, 11, 26), True), (date(2031, 12, 1), True), (date(2032, 2, 26), True),
    (date(2032, 2, 27), False),
])
def test_what_is_current_due_or_in_grace_can_be_renewed_and_later_it_is_too_late(writing, a_rep, day, allowed):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        held = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        run = a_refresher_run(rep, held=held - timedelta(days=2))
        if allowed:
            assert renew(rep, run, actor=administrator, now=held).valid_from == day
        else:
            assert "could be renewed until 26 February 2032" in refused(
                renew, rep, run, actor=administrator, now=held)


@pytest.mark.parametrize(("last", "until"), [
    (date(2031, 11, 26), date(2032, 2, 26)), (date(2031, 11, 30), date(2032, 2, 29)),
    (date(2030, 11, 30), date(2031, 2, 28)), (date(2031, 1, 31), date(2031, 4, 30)),
])
def test_the_days_of_grace_end_on_the_same_day_three_months_on(last, until):
    assert last_day_to_renew(last) == until


def test_renewal_is_refused_with_its_reason(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        run, day = a_refresher_run(rep, attended=False, decided=False), IN_TIME + timedelta(days=3)
        assert "Every required session" in refused(renew, rep, run, actor=administrator, now=day)
        leader = run.facilitators[0].person
        for each in run.sessions:
            record_tap(each, rep, tap_id=f"late{each.id}", state="present", actor=leader, now=each.ends_at)
        assert "not been decided yet" in refused(renew, rep, run, actor=administrator, now=day)
        operations.decide_completion(rep, run, actor=leader, now=day)
        assert "your own" in refused(renew, rep, run, actor=rep, now=day)
        other = session.scalar(select(Accreditation)).run
        assert "does not renew" in refused(renew, rep, other, actor=administrator, now=day)
        set_membership(rep, "arrears", since=day.date(), source="the tests", actor=make.US, now=day)
        assert "membership arrears" in refused(renew, rep, run, actor=administrator, now=day)


def test_who_has_no_accreditation_completes_it_and_has_nothing_renewed(writing):
    with writing():
        person, administrator = make.placed(make.a_link_member()), make.an_administrator()
        run = a_refresher_run(person)
        file = case_file_of(person, run, IN_TIME + timedelta(days=1))
        assert file.decision and not file.may_be_renewed and file.shown == ("met", "Completed")
        assert "no accreditation to renew" in refused(
            renew, person, run, actor=administrator, now=IN_TIME + timedelta(days=1))


def test_five_years_on_the_refresher_is_sat_and_decided_again(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        first = a_refresher_run(rep)
        renew(rep, first, actor=administrator, now=IN_TIME + timedelta(days=3))
        again = IN_TIME.replace(year=2036)
        second = a_refresher_run(rep, held=again, attended=False, decided=False)
        file = case_file_of(rep, second, again)
        assert file.decision is None and not file.may_be_decided
        assert file.in_the_way[0].known.startswith("Still to come")
        leader = second.facilitators[0].person
        for each in second.sessions:
            record_tap(each, rep, tap_id=f"again{each.id}", state="present", actor=leader, now=each.ends_at)
        operations.decide_completion(rep, second, actor=leader, now=again + timedelta(days=1))
        assert renew(rep, second, actor=administrator, now=again + timedelta(days=1)).valid_to == date(2041, 9, 10)
        # The first refresher's file still says what it said.
        kept = case_file_of(rep, first, again + timedelta(days=2))
        assert kept.decision is not None and not kept.in_the_way


def test_a_refresher_held_before_she_was_accredited_or_renewed_does_not_renew_that(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        early = a_refresher_run(rep, held=NOW - timedelta(days=6))
        assert "given on 26 November 2026, when this course had begun already" in refused(
            renew, rep, early, actor=administrator, now=IN_TIME)
        first = a_refresher_run(rep)
        spare = a_refresher_run(rep, held=IN_TIME + timedelta(days=7), decided=False)
        renew(rep, first, actor=administrator, now=IN_TIME + timedelta(days=20))
        assert not case_file_of(rep, spare, IN_TIME.replace(year=2036)).may_be_renewed
        assert "A later one renews it" in refused(
            renew, rep, spare, actor=administrator, now=IN_TIME.replace(year=2036))


def test_the_new_certificate_takes_the_old_ones_place(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        original = session.scalar(select(Accreditation)).run
        issue_run(original, actor=administrator, now=NOW)
        run, day = a_refresher_run(rep), IN_TIME + timedelta(days=3)
        assert dry_run(run, day)[0].why == "Everything is met. Her accreditation has not been renewed yet"
        renew(rep, run, actor=administrator, now=day)
        old = next(each for each in certificates_of(rep) if each.kind == "accreditation")
        assert answer_for(old, day).state == "superseded"
        line = dry_run(run, day)[0]
        assert (line.gets, line.why) == (("accreditation", "completion"), "Renewed")
        issue_run(run, actor=administrator, now=day)
        new = next(each for each in certificates_of(rep) if each.kind == "accreditation")
        assert new.id != old.id and answer_for(new, day).state == "current"
        assert new.valid_until == date(2036, 9, 10) and new.s10
        line = dry_run(original, day)[0]
        assert line.has == ("accreditation", "completion") and not line.gets


def test_two_administrators_renew_at_once_and_one_of_them_does(app, writing, a_rep, at_once, in_context):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        other = make.an_administrator(email="other@example.org")
        run = a_refresher_run(rep)
        ids = rep.id, run.id, administrator.id, other.id

    def one(who):
        def act():
            with writing() as session:
                renew(session.get(Person, ids[0]), session.get(Run, ids[1]), actor=session.get(Person, who),
                      now=IN_TIME + timedelta(days=3))
                return "renewed"
        return act

    found = at_once(one(ids[2]), one(ids[3]))
    assert sorted(map(str, found))[-1] == "renewed"
    assert sum(isinstance(each, Refusal) for each in found) == 1
    with in_context() as session:
        rows = list(session.scalars(select(Accreditation).where(Accreditation.ended_at.is_(None))))
        assert len(rows) == 1


def test_the_administrator_renews_on_the_page_and_a_facilitator_cannot(writing, a_rep, clock, signed_in, by_program):
    clock.at("2027-02-13 09:00")
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        run = a_refresher_run(rep, held=SOON)
        path, leader = f"/runs/{run.ref}/case-files/{rep.id}", run.facilitators[0].person
        ref = run.ref
    page = signed_in(administrator).get(path).text
    assert "Renew until 10 February 2032" in page and "goes on until" in page
    assert "Renew until" not in signed_in(leader).get(path).text
    assert signed_in(leader).post(f"{path}/renewal").status_code == 404
    assert by_program(administrator).get(path).json["may_be_renewed"] is True
    answer = signed_in(administrator).post(f"{path}/renewal", follow_redirects=True)
    assert "is renewed until 10 February 2032" in answer.text
    assert "Renewed" in signed_in(administrator).get(f"/runs/{ref}/case-files").text
    assert "Your accreditation is renewed" in signed_in(rep).get(f"/my-course/{ref}").text
    again = by_program(administrator).post(f"{path}/renewal")
    assert again.status_code == 422 and "renewed on" in again.json["detail"]


def test_a_program_renews(writing, a_rep, clock, by_program):
    clock.at("2027-02-13 09:00")
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        run = a_refresher_run(rep, held=SOON)
        path = f"/runs/{run.ref}/case-files/{rep.id}"
    answer = by_program(administrator).post(f"{path}/renewal")
    assert answer.status_code == 200
    assert (answer.json["may_be_renewed"], answer.json["standing"]["valid_to"]) == (False, "2032-02-10")


def test_a_refresher_with_a_case_study_is_written_anew_each_time(writing, a_rep):
    """What was met on the course itself, or on the refresher five years ago, is not met again by that."""
    asks = Standard(version="refresher 2", conditions=("Q5",), required_case_studies=("2A",))
    with writing() as session:
        modules = programme_of(session.scalar(select(Accreditation)).run.snapshot).modules[:2]
        rep = session.get(Person, a_rep[0])
        run = make.a_run(snapshot=a_refresher(standard=asks, modules=modules), days=[IN_TIME.date()],
                         state="confirmed", minimum=1, now=IN_TIME - timedelta(days=60),
                         closing_on=IN_TIME.date() - timedelta(days=20))
        make.a_confirmed_trainee(run, rep, now=IN_TIME - timedelta(days=60))
        assert not case_file_of(rep, run, IN_TIME).conditions[0].met
        assert [task.state for task in tasks_of(rep, run, IN_TIME)] == ["to write"]
        assert task_of(rep, run, "2A", IN_TIME).may_write
        sent = make.a_submission(run=run, person=rep, case_study="2A", now=IN_TIME)
        make.a_released_mark(submission=sent, now=IN_TIME)
        assert case_file_of(rep, run, IN_TIME).conditions[0].met
        assert task_of(rep, run, "2A", IN_TIME).state == "meets"
