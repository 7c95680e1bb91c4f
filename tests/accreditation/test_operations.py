"""The acts that lead to an accreditation: each in its good case, each refusal, and what is kept."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accreditation import operations
from lms.accreditation.lookups import case_file_of
from lms.accreditation.models import Accreditation, Appointment, CompletionDecision, SignOff
from lms.audit import AuditLine
from lms.people.models import Person
from lms.people.operations import set_membership
from lms.record.lookups import facts_of
from lms.refusal import Refusal
from lms.runs.models import Run
from lms.workplaces.lookups import employments_of
from tests import make
from tests.accreditation import cases

NOW = make.NOW


def refused(act, *args, **named) -> str:
    with pytest.raises(Refusal) as refusal:
        act(*args, **named)
    return refusal.value.sentence


def test_the_whole_way_ends_in_an_accreditation_for_five_years(writing, on_the_way):
    with writing() as session:
        person, run, administrator, officer = on_the_way("accredited")
        given = session.scalar(select(Accreditation))
        assert (given.person_id, given.run_id, given.companion) == (person.id, run.id, True)
        assert (given.valid_from.isoformat(), given.valid_to.isoformat()) == ("2026-11-26", "2031-11-26")
        assert given.accredited_by_id == administrator.id and given.rule_version == "1"
        kinds = {fact.kind for fact in facts_of([person.id])[person.id]}
        assert kinds == {"link member", "completed", "accredited"}
        assert {"decided that the course is complete", "recorded an appointment", "signed off", "accredited"} <= set(
            session.scalars(select(AuditLine.act)))


def test_completion_is_decided_by_who_leads_the_run_or_the_administrator(writing, on_the_way):
    with writing():
        person, run, administrator, officer = on_the_way("learned")
        stranger = make.a_run(place="Cardiff").facilitators[0].person
        for nobody in (officer, stranger):
            assert "facilitator of this run" in refused(
                operations.decide_completion, person, run, actor=nobody, now=NOW)
        assert "about yourself" in refused(operations.decide_completion, person, run, actor=person, now=NOW)
        decided = operations.decide_completion(person, run, actor=administrator, now=NOW)
        assert decided.decided_by_id == administrator.id
        assert "already" in refused(operations.decide_completion, person, run, actor=administrator, now=NOW)


def test_completion_waits_for_the_learning_and_says_for_what(writing):
    with writing():
        run = cases.a_run_that_is_over()
        person = make.placed(make.a_link_member(name="Rhiannon Prŷs"))
        make.a_confirmed_trainee(run, person, now=cases.BEGINS)
        said = refused(operations.decide_completion, person, run, actor=run.facilitators[0].person, now=NOW)
        assert said.startswith("Not yet complete. Still in the way for Rhiannon Prŷs: Every required session (")
        assert "“On call” has not been sent" in said
        stranger = make.a_link_member()
        assert "no confirmed place" in refused(
            operations.decide_completion, stranger, run, actor=run.facilitators[0].person, now=NOW)


def test_an_appointment_lies_behind_us_is_recorded_by_somebody_else_and_once(writing, on_the_way):
    with writing():
        person, _run, administrator, _officer = on_the_way("completed")
        ahead = NOW.date() + timedelta(days=1)
        assert "lie ahead" in refused(cases.appoint, person, administrator, appointed_on=ahead)
        assert "your own" in refused(cases.appoint, person, person)
        cases.appoint(person, administrator)
        assert "End that one first" in refused(cases.appoint, person, administrator)


def test_the_officer_of_her_region_signs_off_and_no_other(writing, on_the_way):
    with writing():
        person, run, administrator, officer = on_the_way("learned")
        elsewhere = make.an_officer(make.a_region("North"), make.a_person(name="Iain Strachan"))
        assert "not completed" in refused(operations.sign_off, person, run, officer=officer, now=NOW)
        operations.decide_completion(person, run, actor=administrator, now=NOW)
        for other in (elsewhere, administrator, person):
            assert "Only the officer of the region" in refused(
                operations.sign_off, person, run, officer=other, now=NOW)
        operations.sign_off(person, run, officer=officer, now=NOW)
        assert "signed off already" in refused(operations.sign_off, person, run, officer=officer, now=NOW)


def test_an_officer_does_not_sign_off_herself(writing):
    with writing():
        region, run = make.a_region("Wales"), cases.a_run_that_is_over()
        person = cases.a_trainee(run, region, "completed")
        make.an_officer(region, person)
        assert "yourself" in refused(operations.sign_off, person, run, officer=person, now=NOW)


def test_an_officer_who_marked_everything_alone_is_told_who_must(writing):
    with writing():
        region = make.a_region("Wales")
        run = cases.a_run_that_is_over()
        alone, second = (each.person for each in run.facilitators)
        make.an_officer(region, alone)
        person = cases.a_trainee(run, region, "completed", markers=[alone])
        said = refused(operations.sign_off, person, run, officer=alone, now=NOW)
        assert f"{second.name} must mark one of them again" in said
        assert case_file_of(person, run, NOW).sole_marker == alone.id
        shared = cases.a_trainee(run, region, "completed", markers=[alone, second])
        assert operations.sign_off(shared, run, officer=alone, now=NOW).officer_id == alone.id


def test_with_one_facilitator_only_a_second_one_is_asked_for(writing):
    with writing():
        region = make.a_region("Wales")
        run = cases.a_run_that_is_over(facilitators=1)
        alone = make.an_officer(region, run.facilitators[0].person)
        person = cases.a_trainee(run, region, "completed")
        assert "A second facilitator must" in refused(operations.sign_off, person, run, officer=alone, now=NOW)


def test_the_promise_of_an_officer_who_went_does_not_bind_the_next(writing, on_the_way):
    with writing() as session:
        person, run, administrator, before = on_the_way("signed off")
        after = make.an_officer(before_region(run, person), make.a_person(name="Iain Strachan"))
        assert "Officer’s sign-off" in refused(operations.accredit, person, run, actor=administrator, now=NOW)
        operations.sign_off(person, run, officer=after, now=NOW)
        operations.accredit(person, run, actor=administrator, now=NOW)
        ended = session.scalar(select(SignOff).where(SignOff.officer_id == before.id))
        assert ended.ended_reason == "Iain Strachan is the officer now."


def before_region(run, person):
    return employments_of([person.id])[person.id].workplace.region


@pytest.mark.parametrize(("what", "said"), [
    ("arrears", "Member in good standing (Today: in arrears)"),
    ("hold", "No open question or suspension (Open: a question about eligibility)"),
    ("appointment", "Appointed under the rules (No appointment or election is on record)"),
])
def test_accrediting_looks_at_everything_again_at_that_moment(writing, on_the_way, what, said):
    with writing() as session:
        person, run, administrator, _officer = on_the_way("signed off")
        assert case_file_of(person, run, NOW).may_be_accredited
        if what == "arrears":
            make.in_arrears(person)
        elif what == "hold":
            operations.open_hold(person, kind="query", reason="Which employer", actor=administrator, now=NOW)
        else:
            held = session.scalar(select(Appointment))
            operations.end_appointment(held, reason="Her term ended", actor=administrator, now=NOW)
        assert said in refused(operations.accredit, person, run, actor=administrator, now=NOW)
        assert session.scalar(select(Accreditation)) is None


def test_nobody_accredits_herself_or_anybody_twice(writing, on_the_way):
    with writing():
        person, run, administrator, _officer = on_the_way("signed off")
        assert "yourself" in refused(operations.accredit, person, run, actor=person, now=NOW)
        operations.accredit(person, run, actor=administrator, now=NOW)
        assert "accredited already" in refused(operations.accredit, person, run, actor=administrator, now=NOW)


def test_the_evidence_stays_as_it_stood(writing, on_the_way):
    with writing() as session:
        person, _run, administrator, _officer = on_the_way("accredited")
        given, decided = session.scalar(select(Accreditation)), session.scalar(select(CompletionDecision))
        kept, completed = dict(given.evidence), dict(decided.evidence)
        set_membership(person, "left", since=NOW.date(), source="the tests", actor=administrator, now=NOW)
        operations.end_accreditation(given, reason="Stood down", actor=administrator, now=NOW)
        session.flush()
        session.expire_all()
        assert session.get(Accreditation, given.id).evidence == kept
        assert session.get(CompletionDecision, decided.id).evidence == completed
        lines = {line["code"]: line for line in kept["conditions"]}
        assert list(lines) == [f"Q{n}" for n in range(1, 11)] and kept["on"] == "2026-11-26"
        assert all(line["state"] == "met" for line in lines.values())
        assert lines["Q9"]["known"] == "Catrin Beddoe promised support on 26 November 2026."
        assert {line["code"]: line["state"] for line in completed["conditions"]}["Q8"] == "not yet"


def test_who_stood_down_returns_by_a_new_appointment_and_a_new_sign_off(writing, on_the_way):
    with writing() as session:
        person, run, administrator, officer = on_the_way("accredited")
        first = session.scalar(select(Accreditation))
        assert "Say why" in refused(operations.end_accreditation, first, reason=" ", actor=administrator, now=NOW)
        operations.end_accreditation(first, reason="Own wish", actor=administrator, now=NOW)
        assert "already" in refused(operations.end_accreditation, first, reason="Again", actor=administrator, now=NOW)
        held = [fact for fact in facts_of([person.id], ["accredited"])[person.id] if fact.ended_on is None]
        file = case_file_of(person, run, NOW)
        assert not held and [line.code for line in file.in_the_way] == ["Q8", "Q9"] and not file.may_be_signed_off
        cases.appoint(person, administrator)
        operations.sign_off(person, run, officer=officer, now=NOW)
        assert operations.accredit(person, run, actor=administrator, now=NOW).id != first.id


def test_a_hold_is_closed_once_and_by_somebody_else(writing, on_the_way):
    with writing():
        person, _run, administrator, _officer = on_the_way("completed")
        opened = operations.open_hold(person, kind="suspension", reason="An inquiry", actor=administrator, now=NOW)
        assert "against yourself" in refused(operations.close_hold, opened, reason="Fine", actor=person, now=NOW)
        operations.close_hold(opened, reason="Settled", actor=administrator, now=NOW)
        assert "closed already" in refused(operations.close_hold, opened, reason="Again", actor=administrator, now=NOW)


def test_the_basic_course_is_waived_with_a_sentence_by_somebody_else_and_once(writing):
    with writing():
        administrator, person = make.an_administrator(), make.a_member()
        waive = operations.waive_link_membership
        assert "in a sentence" in refused(waive, person, reason="Known well", actor=administrator, now=NOW)
        assert "for yourself" in refused(waive, person, reason="A steward for years", actor=person, now=NOW)
        waive(person, reason="A steward elsewhere for six years", actor=administrator, now=NOW)
        assert "already" in refused(waive, person, reason="A steward for years", actor=administrator, now=NOW)


def test_an_open_course_is_finished_at_her_own_word_when_every_page_is_read(writing):
    from lms.learning.operations import mark_read

    with writing():
        run, person = make.an_open_run(), make.a_member()
        make.a_booking(run, person)
        assert "Every page read (0 of 2 pages read)" in refused(operations.finish_course, person, run, now=NOW)
        for page in ("first", "last"):
            mark_read(person, "being-a-link-member", page, now=NOW)
        assert operations.finish_course(person, run, now=NOW).decided_by_id is None
        assert {fact.kind for fact in facts_of([person.id])[person.id]} == {"completed", "link member"}
        assert "already" in refused(operations.finish_course, person, run, now=NOW)
        assert "has days to come to" in refused(operations.finish_course, person, cases.a_run_that_is_over(), now=NOW)


def test_two_who_accredit_at_once_make_one_accreditation(app, writing, on_the_way, at_once, in_context):
    from lms.people.lookups import find_person
    from lms.runs.lookups import run_by_ref

    with writing():
        person, run, administrator, _officer = on_the_way("signed off")
        ids, ref = (person.id, administrator.id), run.ref

    def act():
        with writing():
            given = operations.accredit(find_person(ids[0]), run_by_ref(ref), actor=find_person(ids[1]), now=NOW)
            return given.id

    found = at_once(act, act)
    assert sorted(type(each) for each in found if not isinstance(each, int)) == [Refusal], found
    with in_context() as session:
        assert len(session.scalars(select(Accreditation)).all()) == 1


def test_who_accredits_while_a_corrected_mark_is_given_back_sees_it(writing, on_the_way, at_once):
    from lms.casework.models import Mark, Submission
    from lms.casework.operations import release_mark

    with writing() as session:
        person, run, administrator, _officer = on_the_way("signed off")
        sent = session.scalar(select(Submission).where(Submission.case_study == "2A"))
        mark = make.a_mark(submission=sent, outcome="not yet")
        ids = person.id, run.id, administrator.id, mark.id
    released = threading.Event()

    def release():
        with writing() as session:
            release_mark(session.get(Mark, ids[3]), actor=session.get(Person, ids[2]), now=NOW)
            released.set()
            time.sleep(0.3)  # it isn't committed yet

    def accredit():
        released.wait(timeout=10)
        with writing() as session:
            person, administrator = session.get(Person, ids[0]), session.get(Person, ids[2])
            operations.accredit(person, session.get(Run, ids[1]), actor=administrator, now=NOW)

    given_back, accredited = at_once(release, accredit)
    assert given_back is None and isinstance(accredited, Refusal), accredited
    assert "is not yet, and may be sent again" in accredited.sentence
