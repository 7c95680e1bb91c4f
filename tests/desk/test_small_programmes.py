"""Programmes that ask for little go the whole way, on every page: a training day, and reps of few conditions."""

from dataclasses import replace

import pytest

from lms.accreditation import operations
from lms.accreditation.lookups import case_file_of
from lms.attendance.operations import record_tap
from lms.certificates.lookups import certificates_of
from lms.certificates.operations import issue_run
from lms.certificates.planning import dry_run
from lms.content.shapes import Standard
from lms.learning.operations import mark_read
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run
from tests import make
from tests.accreditation import cases
from tests.small_courses import a_basic_course, a_programme, a_stewards_course, a_training_day

NOW = make.NOW
STAFF = ("", "/case-files", "/register", "/certificates", "/sessions", "/due-dates", "/edit", "/facilitators",
         "/applications", "/feedback")


def all_open(browser, paths):
    for path in paths:
        assert browser.get(path, follow_redirects=True).status_code == 200, path


def a_run_of(snapshot, **over):
    days = over.pop("days", cases.DAYS[:1])
    run = cases.a_run_that_is_over(snapshot=snapshot, days=days, minimum=1)
    person = make.placed(make.a_link_member(name="Rhiannon Prŷs"))
    make.a_confirmed_trainee(run, person, now=cases.BEGINS)
    return run, person


def attend(run, person):
    for session in run.sessions:
        record_tap(session, person, tap_id=f"{session.id}-{person.id}", state="present",
                   actor=run.facilitators[0].person, now=session.ends_at)


def test_a_training_day_is_completed_by_attending_and_leads_to_a_certificate_of_completion(writing):
    with writing():
        run, person = a_run_of(a_training_day(wordings=make.wordings(approved=True)))
        leader, administrator = run.facilitators[0].person, make.an_administrator()
        with pytest.raises(Refusal):
            operations.decide_completion(person, run, actor=leader, now=NOW)
        attend(run, person)
        operations.decide_completion(person, run, actor=leader, now=NOW)
        file = case_file_of(person, run, NOW)
        assert (file.may_be_accredited, file.may_be_appointed, file.may_be_signed_off) == (False, False, False)
        assert file.shown == ("met", "Completed")
        with pytest.raises(Refusal, match="does not lead to an accreditation"):
            operations.accredit(person, run, actor=administrator, now=NOW)
        assert (dry_run(run, NOW)[0].gets, dry_run(run, NOW)[0].why) == (("completion",), "Course completed")
        issue_run(run, actor=administrator, now=NOW)
        assert [(each.kind, each.s10) for each in certificates_of(person)] == [("completion", None)]


def test_the_same_day_is_taken_again_under_a_new_major_version(writing):
    with writing():
        run, person = a_run_of(a_training_day())
        attend(run, person)
        operations.decide_completion(person, run, actor=run.facilitators[0].person, now=NOW)
        again = make.a_run(snapshot=a_training_day(version="2.0"), state="confirmed", minimum=1)
        make.a_confirmed_trainee(again, person)
        assert case_file_of(person, again, NOW).decision is None
        attend(again, person)
        over = again.sessions[-1].ends_at
        decided = operations.decide_completion(person, again, actor=again.facilitators[0].person, now=over)
        assert decided.run_id == again.id


@pytest.mark.parametrize("attended", [False, True])
def test_every_page_of_a_training_day_opens(writing, signed_in, attended):
    with writing():
        run, person = a_run_of(a_training_day())
        leader, administrator = run.facilitators[0].person, make.an_administrator()
        if attended:
            attend(run, person)
            operations.decide_completion(person, run, actor=leader, now=NOW)
        course, base = f"/my-course/{run.ref}", f"/runs/{run.ref}"
    own = signed_in(person)
    all_open(own, [course, f"{course}/accreditation", f"{course}/modules/pensions", "/my-certificates"])
    said = own.get(course).text.partition("<main")[2].partition("</main>")[0]
    assert "What the course asks" in said and "accredit" not in said.lower().replace("/accreditation", "")
    all_open(signed_in(administrator), [
        *(base + path for path in STAFF), f"{base}/case-files/{person.id}", f"{base}/trainees/{person.id}",
        f"/people/{person.id}", "/home"])
    all_open(signed_in(leader), [base, f"{base}/case-files", f"{base}/case-files/{person.id}", "/marking", "/home"])
    page = signed_in(administrator).get(f"{base}/case-files/{person.id}").text
    assert "Accredit Rhiannon" not in page
    assert ("The course leads to no accreditation." in page) == attended


@pytest.mark.parametrize("asks", [("Q1", "Q3", "Q7"), ("Q1", "Q4", "Q10"), ("Q1", "Q3", "Q5", "Q7", "Q8"), ("Q7",)])
def test_a_rep_kind_that_asks_for_less_is_accredited_without_the_companions_sentence(writing, signed_in, asks):
    standard = Standard(version="few 1", conditions=asks, required_case_studies=("2A",), companion_case_study="2A")
    with writing():
        run, person = a_run_of(a_stewards_course(standard=standard, wordings=make.wordings(approved=True)))
        attend(run, person)
        make.a_released_mark(submission=make.a_submission(run=run, person=person, case_study="2A"))
        leader, administrator = run.facilitators[0].person, make.an_administrator()
        operations.decide_completion(person, run, actor=leader, now=NOW)
        cases.appoint(person, administrator, rep_kind="steward")
        operations.accredit(person, run, actor=administrator, now=NOW)
        assert not case_file_of(person, run, NOW).companion
        issue_run(run, actor=administrator, now=NOW)
        given = next(each for each in certificates_of(person) if each.kind == "accreditation")
        assert given.s10 is None
        base, course = f"/runs/{run.ref}", f"/my-course/{run.ref}"
    all_open(signed_in(person), [course, f"{course}/accreditation", "/home", "/my-certificates"])
    all_open(signed_in(administrator), [*(base + path for path in STAFF), f"{base}/case-files/{person.id}"])


def test_an_open_course_may_make_reps_of_a_light_kind(writing, signed_in):
    standard = Standard(version="contacts 1", conditions=("Q1", "read", "Q8", "Q10"))
    with writing():
        run = make.an_open_run(snapshot=a_basic_course(
            slug="contacts", title="Workplace contacts’ course", ref_prefix="WC", rep_kind="workplace-contact",
            makes_link_member=False, standard=standard))
        person, administrator = make.placed(make.a_link_member()), make.an_administrator()
        make.a_confirmed_trainee(run, person)
        ids = person.id, run.id, administrator.id
        ref = run.ref
    all_open(signed_in(person), [f"/my-course/{ref}", "/home", f"/my-course/{ref}/accreditation"])
    with writing() as session:
        person, run, administrator = (session.get(*each) for each in zip((Person, Run, Person), ids, strict=True))
        for page in ("first", "last"):
            mark_read(person, "being-a-link-member", page, now=NOW)
        operations.finish_course(person, run, now=NOW)
        cases.appoint(person, administrator, rep_kind="workplace-contact")
        operations.accredit(person, run, actor=administrator, now=NOW)
    assert "You are" in signed_in(person).get(f"/my-course/{ref}").text
    all_open(signed_in(administrator), [f"/runs/{ref}", f"/runs/{ref}/case-files", f"/runs/{ref}/certificates",
                                        f"/runs/{ref}/case-files/{ids[0]}"])


def test_case_studies_to_try_are_no_duty_on_any_page(writing, signed_in):
    """Required: 2A. One of the other two is hers to choose."""
    standard = replace(
        Standard(version="choice 1", conditions=("Q1", "Q3", "Q5", "Q7"), required_case_studies=("2A",)),
        case_studies_of_choice=1)
    with writing():
        run, person = a_run_of(a_programme(standard=standard), days=cases.DAYS)
        leader, administrator = run.facilitators[0].person, make.an_administrator()
        make.a_released_mark(submission=make.a_submission(run=run, person=person, case_study="2A"))
        ref = run.ref
    own = signed_in(person)
    page = own.get(f"/my-course/{ref}").text
    assert "And one more of your choice" in page and "2 to choose from" in page
    assert "Choose one more case study" in page and "Late" not in page
    assert "One of those to choose from." in own.get(f"/my-course/{ref}/case-studies/3A").text
    queue = signed_in(leader).get("/marking").text
    assert "Tuesday at ten" in queue and "On call" not in queue
    with writing() as session:
        run, person = session.get(Run, run.id), session.get(Person, person.id)
        make.a_released_mark(submission=make.a_submission(run=run, person=person, case_study="3A"))
    page = own.get(f"/my-course/{ref}").text
    assert "1 to try if you like" in page and "Choose one more" not in page
    assert "On call" in signed_in(leader).get("/marking").text
    file = signed_in(administrator).get(f"/runs/{ref}/case-files/{person.id}").text
    assert "and “On call” meets, of free choice" in file
    assert "0 not begun" not in file
    assert "1 is required, and 1 more of free choice" in signed_in(leader).get(
        f"/runs/{ref}/trainees/{person.id}").text
