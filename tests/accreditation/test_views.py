"""The acts on a case file, as pages: done, refused with what was typed, and not there for a stranger."""

import pytest
from sqlalchemy import select

from lms.accreditation.lookups import case_file_of
from lms.accreditation.models import Accreditation, Appointment, Hold
from lms.people.lookups import find_person
from lms.runs.lookups import run_by_ref
from tests import make
from tests.accreditation import cases


@pytest.fixture
def case(writing, signed_in, stage):
    """`case("completed")`: the address of a case file so far on its way, two browsers, and a look at the file."""

    def begun(upto, over):
        with writing():
            region, run = make.a_region("Wales"), cases.a_run_that_is_over()
            cases.officer_of(region)
            administrator = make.an_administrator(email="denise@example.org")
            person = cases.a_trainee(run, region, upto, name="Rhiannon Prŷs", known_as="Rhi", **over)
            return run.ref, person.id, administrator, run.facilitators[0].person

    def made(upto, **over):
        ref, person_id, administrator, facilitator = stage(begun, upto, over)
        url = f"/runs/{ref}/case-files/{person_id}"

        def file():
            return case_file_of(find_person(person_id), run_by_ref(ref), make.NOW)

        return url, signed_in(administrator), signed_in(facilitator), file

    return made


def after(browser, url, **data):
    """The page that follows the act."""
    answer = browser.post(url, data=data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return browser.get(answer.headers["Location"]).get_data(as_text=True)


def refused(browser, url, **data):
    answer = browser.post(url, data=data)
    assert answer.status_code == 422
    return answer.get_data(as_text=True)


def test_a_facilitator_records_completion_and_the_administrator_does_the_rest(case, in_context):
    url, administrator, facilitator, file = case("learned")
    page = facilitator.get(url).get_data(as_text=True)
    assert "it can be decided" in page and "What to do now" in page and "Constituency" not in page
    assert "has completed the course. It is on record." in after(facilitator, f"{url}/completion")
    with in_context():
        employer = file().work.employer_id
    given = {"employer": employer, "constituency": "ward managers", "how": "elected", "authority": "Branch minute 14",
             "appointed_on": "2026-11-20"}
    page = refused(administrator, f"{url}/appointment", **given | {"appointed_on": "2026-12-20"})
    assert "cannot lie ahead" in page and 'value="ward managers"' in page and 'value="2026-12-20"' in page
    page = after(administrator, f"{url}/appointment", **given)
    assert "Elected for ward managers, Pellow Bay Health Board, on 20 November 2026." in page
    assert "Catrin Beddoe is asked to sign off" in page


def test_the_administrator_accredits_and_ends_it(case, in_context):
    url, administrator, facilitator, file = case("signed off")
    assert "Accredit Rhi" in administrator.get(url).get_data(as_text=True)
    assert "Accredit Rhi" not in facilitator.get(url).get_data(as_text=True)
    assert "is an accredited rep from today until 26 November 2031" in after(administrator, f"{url}/accreditation")
    page = refused(administrator, f"{url}/ending", reason="x")
    assert 'href="#f-reason"' in page and page.count('id="f-reason"') == 1
    page = after(administrator, f"{url}/ending", reason="Stood down, with our thanks")
    assert "Stood down, with our thanks. To return, Rhi is appointed" in page
    with in_context() as session:
        assert session.scalar(select(Accreditation)).ended_reason == "Stood down, with our thanks"
        assert session.scalar(select(Appointment)).ended_at is not None and file().accreditation is None


def test_accrediting_too_early_says_what_stands_in_the_way(case):
    url, administrator, _facilitator, _file = case("completed")
    page = refused(administrator, f"{url}/accreditation")
    assert "Not accredited. Still in the way for Rhiannon Prŷs: Appointed under the rules" in page


def test_a_hold_opens_and_closes_with_its_reason(case, in_context):
    url, administrator, facilitator, _file = case("completed")
    page = refused(administrator, f"{url}/hold", kind="query", reason="")
    assert 'href="#f-reason"' in page
    page = after(administrator, f"{url}/hold", kind="query", reason="Which employer pays her")
    assert "Which employer pays her" in page
    assert "Open: a question about eligibility." in facilitator.get(url).get_data(as_text=True)
    with in_context() as session:
        hold = session.scalar(select(Hold.id))
    assert "Its reason stays on record" in after(administrator, f"{url}/hold/{hold}/closing", reason="Pellow Bay does")
    assert administrator.post(f"{url}/hold/{hold}/closing", data={"reason": "Again"}).status_code == 404


def test_an_appointment_ends_by_itself(case):
    url, administrator, _facilitator, _file = case("appointed")
    assert "The appointment has ended" in after(administrator, f"{url}/appointment/ending", reason="Her term ended")
    assert administrator.post(f"{url}/appointment/ending", data={"reason": "Again"}).status_code == 404


def test_the_basic_course_is_waived_on_the_page_where_it_is_missing(case, writing):
    from lms.record.lookups import facts_of
    from lms.record.operations import end_fact

    url, administrator, _facilitator, _file = case("learned")
    with writing():
        fact = facts_of([int(url.rpartition("/")[2])], ["link member"]).popitem()[1][0]
        end_fact(fact, on=cases.DAYS[0], reason="Gave it up", actor=make.US, now=make.NOW)
    assert "Waive the basic course" in administrator.get(url).get_data(as_text=True)
    assert "in a sentence" in refused(administrator, f"{url}/waiver", reason="Known well")
    page = after(administrator, f"{url}/waiver", reason="A steward elsewhere for six years")
    assert "A steward elsewhere for six years" in page and "Waive the basic course" not in page


def test_an_administrator_on_the_course_decides_nothing_about_herself(writing, signed_in):
    from lms.people.operations import grant_role

    with writing():
        run = cases.a_run_that_is_over()
        person = cases.a_trainee(run, make.a_region("Wales"), "learned")
        grant_role(person, "administrator", actor=make.US, now=make.NOW)
    browser, url = signed_in(person), f"/runs/{run.ref}/case-files/{person.id}"
    page = browser.get(url).get_data(as_text=True)
    assert "Nobody decides about themselves" in page and "Record completion" not in page
    assert "about yourself" in refused(browser, f"{url}/completion")
